#include "keymap_print.h"

#define MAN_MARK "\\fB"
#define KEYS_MAX 64
#define NAME_COLUMN 20
#define HELP_COLUMN 36

const char *keymap_help(const struct view_ops *const *views, size_t count, enum command command)
{
    if (command < COMMAND_VIEW_1 || command > COMMAND_VIEW_9) {
        return command_row(command)->help;
    }
    size_t number = (size_t)(command - COMMAND_VIEW_1);
    if (number >= count || views[number]->aside != COMMAND_NONE) {
        return NULL;
    }
    return views[number]->about != NULL ? views[number]->about : views[number]->title;
}

static void pad(struct str *out, size_t from, size_t width)
{
    while (out->len - from < width && str_putc(out, ' ')) {
    }
}

/* A backslash, a dash and a dot at the start of a line mean something to troff. */
static void put_man(struct str *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '-' || *text == '\\') {
            str_putc(out, '\\');
        }
        str_putc(out, *text);
    }
}

static void print_man_row(struct str *out, enum command command, const char *help)
{
    const struct command_row *row = command_row(command);
    struct str names;
    str_init(&names, KEYS_MAX);
    if (row->keys[0] != '\0') {
        command_keys(command, &names);
    } else {
        str_printf(&names, ":%s", row->name);
    }
    str_puts(out, ".TP\n" MAN_MARK);
    put_man(out, names.data);
    str_puts(out, "\\fR (");
    put_man(out, row->name);
    if (row->takes != NULL) {
        str_printf(out, " \\fI%s\\fR", row->takes);
    }
    str_puts(out, ")\n");
    put_man(out, help);
    str_puts(out, ".\n");
    str_done(&names);
}

static void print_row(struct str *out, enum command command, const char *help)
{
    const struct command_row *row = command_row(command);
    size_t start = out->len;
    str_puts(out, "  ");
    command_keys(command, out);
    pad(out, start, NAME_COLUMN);
    str_printf(out, "%s%s%s", row->name, row->takes != NULL ? " " : "", row->takes != NULL ? row->takes : "");
    pad(out, start, HELP_COLUMN);
    str_puts(out, help);
    str_putc(out, '\n');
}

void keymap_print(struct str *out, bool man, const struct view_ops *const *views, size_t count)
{
    for (int i = COMMAND_NONE + 1; i < COMMANDS; i++) {
        const char *help = keymap_help(views, count, (enum command)i);
        if (help != NULL) {
            (man ? print_man_row : print_row)(out, (enum command)i, help);
        }
    }
}
