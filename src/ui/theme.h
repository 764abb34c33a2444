/* Roles and what they look like. A theme file is lines of `role = fg [bg] [attributes]`.
 *
 * Colours: default (in a theme that gives `default` colours of its own, those), the eight names (black red green yellow
 * blue magenta cyan white), bright-NAME, 0-255, #rrggbb (on a terminal without direct colours the nearest it has). Attributes: bold dim italic underline reverse. A role not named falls back to its dotted
 * parent (`call`, `json`, `finding`, `link` and `diff` are parents only), then to `default` if the file names it: such a file
 * is a whole theme. A file without `default` changes what it names and leaves the rest. Wrong lines are errors with
 * file, line and the nearest known role. NO_COLOR (no-color.org) drops colours and keeps attributes. */
#ifndef UI_THEME_H
#define UI_THEME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum role {
    ROLE_DEFAULT,
    ROLE_BAR,             /* top line */
    ROLE_BAR_NAME,        /* "callboard" in it */
    ROLE_BAR_DIM,
    ROLE_TAB,
    ROLE_TAB_ACTIVE,
    ROLE_FOOTER,
    ROLE_FOOTER_KEY,
    ROLE_LINE,            /* rules between panes */
    ROLE_HEADING,         /* "ACCOUNTS" */
    ROLE_NAME,            /* a name beside an id */
    ROLE_ID,              /* dimmed */
    ROLE_COUNT,
    ROLE_TIME,
    ROLE_DIM,
    ROLE_ACCENT,          /* the one accent colour */
    ROLE_SPARK,
    ROLE_SELECTED,        /* overlay: the cursor line of the focused list */
    ROLE_SELECTED_IDLE,   /* overlay: the same without focus */
    ROLE_MATCH,           /* overlay: what the filter matched */
    ROLE_CALL_IDENTIFY, ROLE_CALL_TRACK, ROLE_CALL_PAGE, ROLE_CALL_SCREEN, ROLE_CALL_GROUP, ROLE_CALL_ALIAS,
    ROLE_CALL_UNKNOWN, ROLE_CALL_REFUSED, /* in the order of enum message_type */
    ROLE_JSON_KEY, ROLE_JSON_STRING, ROLE_JSON_NUMBER, ROLE_JSON_LITERAL, ROLE_JSON_PUNCT,
    ROLE_NOTE, ROLE_WARNING, ROLE_ERROR, /* in the order of enum severity */
    ROLE_LINK_IMPLIED, ROLE_LINK_DECLARED, ROLE_LINK_EXPLICIT, /* in the order of enum provenance */
    ROLE_LINK_REMOVED,
    ROLE_PLACEHOLDER,     /* a control or bidi character made visible */
    ROLE_CAPTION, ROLE_BANNER,          /* something is failing */
    ROLE_PROMPT,
    ROLE_CODE,            /* a line to copy */
    ROLE_DIFF_NEW, ROLE_DIFF_OLD, ROLE_DIFF_CHANGED, /* beside what another call has */
    ROLES
};

#define THEME_COLOR_DEFAULT (-1)
#define THEME_COLOR_RGB 0x1000000 /* added to red << 16 | green << 8 | blue */
enum theme_attr { THEME_BOLD = 1, THEME_DIM = 2, THEME_ITALIC = 4, THEME_UNDERLINE = 8, THEME_REVERSE = 16 };

struct style {
    int32_t fg, bg; /* THEME_COLOR_DEFAULT, 0-255, or THEME_COLOR_RGB and more */
    uint8_t attrs;  /* enum theme_attr */
};

struct theme {
    struct style styles[ROLES];
};

/* "json.key" and so on, as theme files write it. */
const char *role_name(enum role role);
/* The compiled-in default, which themes/default.theme repeats (a test compares them). */
void theme_default(struct theme *theme);
/* Reads a file over the default. On error `theme` is unchanged. */
bool theme_read(struct theme *theme, const char *path, struct err *err);
/* Finds NAME: a path when it holds a '/', else NAME.theme in the user's configuration folder/themes, then in the data
 * folder/themes, then beside the sources (./themes). The error lists where it looked and the names there are. */
bool theme_load(struct theme *theme, const char *name, struct err *err);
/* The names theme_load would find, each with a line's end behind it, sorted by folder. */
void theme_names(struct str *out);
/* Drops all colours; what only its background told is underlined or reversed instead. */
void theme_no_color(struct theme *theme);
/* `role` with the overlay `over` on top (ROLE_DEFAULT = none): the overlay's background and attributes win, its
 * foreground too where it names one. What is default is what the theme says of it. */
struct style theme_style(const struct theme *theme, enum role role, enum role over);

#endif
