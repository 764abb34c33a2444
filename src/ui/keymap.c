#include "keymap.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"

#define CTRL(letter) ((letter) & 0x1F)
#define MAN_MARK "\\fB"

static const struct command_row rows[COMMANDS] = {
    [COMMAND_NONE] = {"none", "", "", ""},
    [COMMAND_UP] = {"up", "Up k", "", "one row up"},
    [COMMAND_DOWN] = {"down", "Down j", "", "one row down"},
    [COMMAND_LEFT] = {"left", "Left h", "", "the pane at the left"},
    [COMMAND_RIGHT] = {"right", "Right l", "", "the pane at the right"},
    [COMMAND_PAGE_UP] = {"page-up", "PageUp Ctrl-B", "", "one page up"},
    [COMMAND_PAGE_DOWN] = {"page-down", "PageDown Ctrl-F", "", "one page down"},
    [COMMAND_FIRST] = {"first", "g Home", "", "first row"},
    [COMMAND_LAST] = {"last", "G End", "", "last row, and follow"},
    [COMMAND_NEXT_PANE] = {"next-pane", "Tab", "pane", "next pane"},
    [COMMAND_PREVIOUS_PANE] = {"previous-pane", "BackTab", "", "previous pane"},
    [COMMAND_VIEW_1] = {"view-1", "1", "", "Live: calls by account"},
    [COMMAND_VIEW_2] = {"view-2", "2", "", "Links: users and accounts"},
    [COMMAND_VIEW_3] = {"view-3", "3", "", "Warnings: rule by rule"},
    [COMMAND_VIEW_4] = {"view-4", "4", "", "Requests: all of HTTP"},
    [COMMAND_VIEW_5] = {"view-5", "5", "", "Plan: events, planned or seen"},
    [COMMAND_OPEN] = {"open", "Enter", "open", "open what is selected"},
    [COMMAND_BACK] = {"back", "Esc", "", "go back; end the filter"},
    [COMMAND_PAUSE] = {"pause", "Space", "pause", "hold the stream, or follow"},
    [COMMAND_FILTER] = {"filter", "/", "filter", "only calls with this text"},
    [COMMAND_CLEAR] = {"clear", "c", "clear", "begin anew, lists empty"},
    [COMMAND_SWITCH] = {"switch", "s", "", "switch what is listed"},
    [COMMAND_FAULT] = {"fault", "F", "", "simulate a failing service"},
    [COMMAND_CONNECT] = {"connect", "C", "", "how to point an SDK here"},
    [COMMAND_HELP] = {"help", "?", "help", "this help"},
    [COMMAND_REDRAW] = {"redraw", "Ctrl-L", "", "redraw the screen"},
    [COMMAND_QUIT] = {"quit", "q", "quit", "quit"},
};

static const struct key_row {
    const char *name;
    uint32_t key;
} keys[] = {
    {"Up", KEY_CODE_UP},
    {"Down", KEY_CODE_DOWN},
    {"Left", KEY_CODE_LEFT},
    {"Right", KEY_CODE_RIGHT},
    {"PageUp", KEY_CODE_PAGE_UP},
    {"PageDown", KEY_CODE_PAGE_DOWN},
    {"Home", KEY_CODE_HOME},
    {"End", KEY_CODE_END},
    {"BackTab", KEY_CODE_BACK_TAB},
    {"Backspace", KEY_CODE_BACKSPACE},
    {"Delete", KEY_CODE_DELETE},
    {"Tab", '\t'},
    {"Enter", '\r'},
    {"Esc", 0x1B},
    {"Space", ' '},
};

const struct command_row *command_row(enum command command)
{
    assert(command >= 0 && command < COMMANDS);
    return &rows[command];
}

enum command command_find(const char *name)
{
    for (int i = COMMAND_NONE + 1; i < COMMANDS; i++) {
        if (strcmp(rows[i].name, name) == 0) {
            return (enum command)i;
        }
    }
    return COMMAND_NONE;
}

static bool find_key(const char *name, size_t n, uint32_t *key)
{
    static const char ctrl[] = "Ctrl-";
    size_t prefix = sizeof ctrl - 1;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strlen(keys[i].name) == n && memcmp(keys[i].name, name, n) == 0) {
            *key = keys[i].key;
            return true;
        }
    }
    if (n == prefix + 1 && memcmp(name, ctrl, prefix) == 0 && name[prefix] >= 'A' && name[prefix] <= 'Z') {
        *key = CTRL((uint32_t)name[prefix]);
        return true;
    }
    bool valid = false;
    return n > 0 && utf8_decode(name, n, key, &valid) == n && valid;
}

bool key_find(const char *name, uint32_t *key)
{
    return find_key(name, strlen(name), key);
}

static bool row_has_key(const struct command_row *row, uint32_t key)
{
    for (const char *at = row->keys; *at != '\0';) {
        uint32_t candidate;
        size_t n = strcspn(at, " ");
        if (find_key(at, n, &candidate) && candidate == key) {
            return true;
        }
        at += n;
        at += strspn(at, " ");
    }
    return false;
}

enum command keymap_command(uint32_t key)
{
    key = key == '\n' ? '\r' : key;
    for (int i = COMMAND_NONE + 1; i < COMMANDS; i++) {
        if (row_has_key(&rows[i], key)) {
            return (enum command)i;
        }
    }
    return COMMAND_NONE;
}

/* "Up, k" */
static void put_keys(struct str *out, const char *names)
{
    for (const char *at = names; *at != '\0'; at++) {
        *at == ' ' ? str_puts(out, ", ") : str_putc(out, *at);
    }
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

static void print_man_row(struct str *out, const struct command_row *row)
{
    struct str names;
    str_init(&names, 128);
    put_keys(&names, row->keys);
    str_puts(out, ".TP\n" MAN_MARK);
    put_man(out, names.data);
    str_puts(out, "\\fR (");
    put_man(out, row->name);
    str_puts(out, ")\n");
    put_man(out, row->help);
    str_puts(out, ".\n");
    str_done(&names);
}

static void print_row(struct str *out, const struct command_row *row)
{
    size_t start = out->len;
    str_puts(out, "  ");
    put_keys(out, row->keys);
    pad(out, start, 20);
    str_puts(out, row->name);
    pad(out, start, 36);
    str_puts(out, row->help);
    str_putc(out, '\n');
}

void keymap_print(struct str *out, bool man)
{
    for (int i = COMMAND_NONE + 1; i < COMMANDS; i++) {
        if (man) {
            print_man_row(out, &rows[i]);
        } else {
            print_row(out, &rows[i]);
        }
    }
}
