/* Commands and their keys, one table: dispatch, footer, help, palette, `callboard keys`, scripts and the man page all
 * read it. */
#ifndef UI_KEYMAP_H
#define UI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* In the order of the help, and of the footer's hints. */
enum command {
    COMMAND_NONE,
    COMMAND_UP, COMMAND_DOWN, COMMAND_LEFT, COMMAND_RIGHT,
    COMMAND_PAGE_UP, COMMAND_PAGE_DOWN, COMMAND_FIRST, COMMAND_LAST,
    COMMAND_NEXT_PANE, COMMAND_PREVIOUS_PANE,
    COMMAND_OPEN, COMMAND_BACK,
    COMMAND_LINE_LEFT, COMMAND_LINE_RIGHT, COMMAND_GROW, COMMAND_SHRINK, /* of the focused pane */
    /* By the order of views_table; what each shows is the view's to say. */
    COMMAND_VIEW_1, COMMAND_VIEW_2, COMMAND_VIEW_3, COMMAND_VIEW_4, COMMAND_VIEW_5,
    COMMAND_VIEW_6, COMMAND_VIEW_7, COMMAND_VIEW_8, COMMAND_VIEW_9,
    COMMAND_VIEW,        /* by its name */
    COMMAND_CONNECT,     /* the lines that point an SDK here */
    COMMAND_PAUSE, COMMAND_FILTER, COMMAND_CLEAR,
    COMMAND_SWITCH,      /* what is listed: users or accounts, accounts or sources */
    COMMAND_FOLD_ALL, COMMAND_DIFF, COMMAND_DIFF_WITH, COMMAND_COPY, COMMAND_RESEND, /* of the call that is shown */
    /* From call to call. */
    COMMAND_NEXT_FINDING, COMMAND_PREVIOUS_FINDING, COMMAND_NEXT_OF_USER, COMMAND_PREVIOUS_OF_USER,
    COMMAND_NEXT_OF_EVENT, COMMAND_PREVIOUS_OF_EVENT, COMMAND_FLOW, COMMAND_ACCOUNT,
    COMMAND_MARK, COMMAND_NEXT_MARK, COMMAND_PREVIOUS_MARK,
    /* How the stream is shown. */
    COMMAND_WRONG, COMMAND_FOLD, COMMAND_TIMES, COMMAND_COLUMNS,
    COMMAND_FAULT,       /* what the sink simulates */
    COMMAND_SCENE_NEXT, COMMAND_SCENE_HOLD, /* of the demo */
    COMMAND_THEME,       /* by its name */
    COMMAND_MOUSE,       /* on or off */
    COMMAND_REDRAW,
    COMMAND_PALETTE, COMMAND_HELP, COMMAND_QUIT,
    COMMANDS
};

/* A key as the terminal gives it: a Unicode code point, or one of these. */
enum key {
    KEY_CODE_UP = 0x110000, KEY_CODE_DOWN, KEY_CODE_LEFT, KEY_CODE_RIGHT, KEY_CODE_PAGE_UP, KEY_CODE_PAGE_DOWN,
    KEY_CODE_HOME, KEY_CODE_END, KEY_CODE_WORD_LEFT, KEY_CODE_WORD_RIGHT, KEY_CODE_BACK_TAB, KEY_CODE_BACKSPACE, KEY_CODE_DELETE, KEY_CODE_RESIZE,
    KEY_CODE_UNKNOWN
};

/* What a command is about: the sections of the help. */
enum command_category { CATEGORY_MOVE, CATEGORY_VIEWS, CATEGORY_CALLS, CATEGORY_PROGRAM, CATEGORIES };
/* What the palette takes behind a command's name. */
enum command_argument { ARGUMENT_NONE, ARGUMENT_TEXT, ARGUMENT_CHOICE };

struct command_row {
    const char *name;   /* "page-down": what scripts and the palette call it */
    const char *keys;   /* names separated by blanks: "Down j"; "": by its name only */
    const char *label;  /* for the footer: "filter"; "" = not in the footer unless the view gives it a word */
    const char *help;   /* for help, keys and the man page */
    const char *idle;   /* said when it changed nothing */
    enum command_category category;
    enum command_argument argument;
    const char *takes;  /* how the argument is called: "SPEC"; NULL without one */
};

const struct command_row *command_row(enum command command);
/* COMMAND_NONE when the key means nothing. */
enum command keymap_command(uint32_t key);
enum command command_find(const char *name);
/* "Enter", "PageDown", "Space", "j", "Ctrl-L"; false when the name is unknown. */
bool key_find(const char *name, uint32_t *key);
#define KEY_NAME_SIZE 16
/* The first of a command's keys; "" when it has none. Returns `out`. */
char *command_key(enum command command, char out[KEY_NAME_SIZE]);
/* All of them as people write them: "Up, k". */
void command_keys(enum command command, struct str *out);
const char *category_title(enum command_category category);

#endif
