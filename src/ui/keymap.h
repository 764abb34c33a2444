/* Commands and their keys, one table: dispatch, footer, help overlay, `callboard keys`, scripts and the man page all
 * read it. */
#ifndef UI_KEYMAP_H
#define UI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum command {
    COMMAND_NONE,
    COMMAND_UP, COMMAND_DOWN, COMMAND_LEFT, COMMAND_RIGHT,
    COMMAND_PAGE_UP, COMMAND_PAGE_DOWN, COMMAND_FIRST, COMMAND_LAST,
    COMMAND_NEXT_PANE, COMMAND_PREVIOUS_PANE,
    COMMAND_VIEW_1, COMMAND_VIEW_2, COMMAND_VIEW_3, COMMAND_VIEW_4, COMMAND_VIEW_5,
    COMMAND_OPEN, COMMAND_BACK,
    COMMAND_PAUSE, COMMAND_FILTER, COMMAND_CLEAR,
    COMMAND_SWITCH,      /* Links: by user or by account */
    COMMAND_FAULT,       /* what the sink simulates */
    COMMAND_CONNECT,     /* the lines that point an SDK here */
    COMMAND_HELP, COMMAND_REDRAW, COMMAND_QUIT,
    COMMANDS
};

/* A key as the terminal gives it: a Unicode code point, or one of these. */
enum key {
    KEY_CODE_UP = 0x110000, KEY_CODE_DOWN, KEY_CODE_LEFT, KEY_CODE_RIGHT, KEY_CODE_PAGE_UP, KEY_CODE_PAGE_DOWN,
    KEY_CODE_HOME, KEY_CODE_END, KEY_CODE_BACK_TAB, KEY_CODE_BACKSPACE, KEY_CODE_DELETE, KEY_CODE_RESIZE,
    KEY_CODE_UNKNOWN
};

struct command_row {
    const char *name;   /* "page-down": what scripts write */
    const char *keys;   /* names separated by blanks: "Down j" */
    const char *label;  /* for the footer: "filter"; "" = not in the footer */
    const char *help;   /* for help, keys and the man page */
};

const struct command_row *command_row(enum command command);
/* COMMAND_NONE when the key means nothing. */
enum command keymap_command(uint32_t key);
enum command command_find(const char *name);
/* "Enter", "PageDown", "Space", "j", "Ctrl-L"; false when the name is unknown. */
bool key_find(const char *name, uint32_t *key);
/* The table for `callboard keys`, or as man page source. */
void keymap_print(struct str *out, bool man);

#endif
