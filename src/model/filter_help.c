/* The filter language, told: for a terminal and for the manual. */
#include <stdio.h>
#include <string.h>

#include "filter_parts.h"

#define WIDTH 74u

static const char *const binding[][2] = {
    {"a b", "both; `a and b` is the same"},
    {"a or b", "one of the two"},
    {"-a", "not; `not a` is the same"},
    {"(a or b) c", "parentheses"},
    {"@name", "a filter saved in callboard.conf as `filter name = ...`"},
};

static const char *const operators[][2] = {
    {"a:b", "like b: * any text, ? any character; case counts if b has capitals"},
    {"a=b", "is b, as it stands"},
    {"a!=b", "the same as -a:b"},
    {"< <= > >=", "numbers by their digits, dates by time, texts by their bytes"},
};

static const char *const notes[] = {
    "What holds blanks or parentheses stands in quotes, in which \\\" is a quote;",
    "\\* and \\? are the characters themselves. Words ignore case, and find escaped and",
    "unescaped text alike. Of a list that a path leads to, one element has to match.",
};

static void heading(struct str *out, bool man, const char *text)
{
    str_printf(out, man ? ".SS %s\n" : "\n%s\n", text);
}

/* A backslash and a hyphen mean something to roff. */
static void put(struct str *out, bool man, const char *text)
{
    for (; *text != '\0'; text++) {
        if (man && (*text == '\\' || *text == '-')) {
            str_puts(out, *text == '-' ? "\\-" : "\\e");
        } else {
            str_putc(out, *text);
        }
    }
}

static void row(struct str *out, bool man, const char *left, const char *right)
{
    if (man) {
        str_puts(out, ".TP\n.B ");
        put(out, man, left);
        str_putc(out, '\n');
        put(out, man, right);
        str_putc(out, '\n');
    } else {
        str_printf(out, "  %-10s %s\n", left, right);
    }
}

/* Lines of at most WIDTH columns, indented. */
static void put_wrapped(struct str *out, const char *text)
{
    while (*text != '\0') {
        size_t n = strlen(text), cut = n;
        for (cut = n > WIDTH ? WIDTH : n; n > WIDTH && text[cut] != ' '; cut--) {
        }
        str_printf(out, "      %.*s\n", (int)cut, text);
        text += cut + (text[cut] == ' ');
    }
}

static void put_field(struct str *out, bool man, const struct filter_field_row *field)
{
    char takes[FILTER_OPERATORS_SIZE];
    filter_operators(field, takes);
    if (!man) {
        str_printf(out, "  %-10s %-17s %s\n", field->name, takes, field->example);
        put_wrapped(out, field->means);
        return;
    }
    struct str right;
    str_init(&right, 512);
    str_printf(&right, "%s%s%s. As in: %s", takes, takes[0] != '\0' ? "; " : "", field->means, field->example);
    row(out, man, field->name, right.data);
    str_done(&right);
}

void filter_print_help(struct str *out, bool man)
{
    str_puts(out, man ? ".SH FILTERS\nA filter says which calls are meant: behind / in the interface, and with\n.BR --filter .\n"
                      : "A filter says which calls are meant: behind / and with --filter.\n\n"
                        "  type:track event:\"Signed *\" -account:acme severity>=warning since:5m\n");
    heading(out, man, "Together");
    for (size_t i = 0; i < sizeof binding / sizeof *binding; i++) {
        row(out, man, binding[i][0], binding[i][1]);
    }
    heading(out, man, "Comparing");
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        row(out, man, operators[i][0], operators[i][1]);
    }
    heading(out, man, "What can be asked");
    for (size_t i = 0; i < filter_field_count; i++) {
        put_field(out, man, &filter_fields[i]);
    }
    str_putc(out, '\n');
    str_puts(out, man ? ".PP\n" : "");
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        put(out, man, notes[i]);
        str_putc(out, '\n');
    }
}
