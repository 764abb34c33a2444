/* A grid of cells in memory: everything is drawn here first, so screens are tested without a terminal.
 *
 * Coordinates count from 0; drawing outside the grid or the given rectangle is clipped. A cell holds one user-visible
 * character of 1 or 2 columns with its combining marks; the second column of a wide one is a cell of width 0. Text is
 * untrusted: control characters, DEL, C1, bidi and other invisible format controls, U+2028/9, invalid UTF-8 never get into a cell as
 * they are, but as a visible placeholder (␀-style control pictures, ‹U+202E›, � ; in ASCII ^@, <U+202E>, ?) with ROLE_PLACEHOLDER. */
#ifndef UI_CANVAS_H
#define UI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "theme.h"

#define CELL_TEXT 22

struct cell {
    char text[CELL_TEXT]; /* UTF-8, NUL-terminated; " " when empty */
    uint8_t width;        /* 1, 2, or 0 behind a wide one */
    uint8_t role;
    uint8_t over;         /* overlay role; ROLE_DEFAULT = none */
};

struct rect {
    int x, y, w, h;
};

struct canvas {
    int w, h;
    struct cell *cells;     /* row by row */
    bool ascii;             /* the locale is not UTF-8: only ASCII is drawn */
    int cursor_x, cursor_y; /* where the terminal's cursor stands; -1: hidden */
};

void canvas_init(struct canvas *canvas, int w, int h, bool ascii);
void canvas_done(struct canvas *canvas);
void canvas_resize(struct canvas *canvas, int w, int h);
void canvas_clear(struct canvas *canvas);

/* Draws text from (x, y), not past column `x + w`; returns the columns taken. A text that does not fit ends in "…"
 * (">" in ASCII). Non-ASCII that the locale cannot show becomes "?" per column. */
int canvas_text(struct canvas *canvas, struct rect at, enum role role, const char *text, size_t n);
int canvas_puts(struct canvas *canvas, struct rect at, enum role role, const char *text);
int canvas_printf(struct canvas *canvas, struct rect at, enum role role, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* The same, ending at the right edge of `at`. */
int canvas_right(struct canvas *canvas, struct rect at, enum role role, const char *text);
/* Columns the text would take, placeholders included. */
int canvas_width(const struct canvas *canvas, const char *text, size_t n);
/* How many bytes of the text fit into `w` columns (whole characters only; at least one character if w > 1). For wrapping. */
size_t canvas_fit(const struct canvas *canvas, const char *text, size_t n, int w);

enum glyph { GLYPH_HLINE, GLYPH_VLINE, GLYPH_TEE_UP, GLYPH_TEE_RIGHT, GLYPH_ERROR, GLYPH_WARNING, GLYPH_NOTE,
             GLYPH_ARROW, GLYPH_CURSOR, GLYPH_ELLIPSIS, GLYPH_FOLDED, GLYPH_UNFOLDED, GLYPH_DOT, GLYPH_AGAIN, GLYPH_TRAIL, GLYPH_FULL, GLYPH_HALF, GLYPH_RING,
             GLYPH_TIMES, GLYPH_MARK, GLYPHS };
/* A drawing character as the locale allows: "─" or "-", "✗" or "x", "▲" or "!", "·" or ".", "→" or "->" ... */
const char *canvas_glyph(const struct canvas *canvas, enum glyph glyph);
/* A bar for `value` of `max`: " ▁▂▃▄▅▆▇█" or " .:-=+*#@"-like in ASCII. */
const char *canvas_bar(const struct canvas *canvas, uint32_t value, uint32_t max);
/* Lines in ROLE_LINE or ROLE_ACCENT join where they meet, in whatever order they are drawn: "├", and "┴" below one that ends. */
void canvas_hline(struct canvas *canvas, struct rect at, enum role role);
void canvas_vline(struct canvas *canvas, struct rect at, enum role role);
/* Fills with spaces. */
void canvas_fill(struct canvas *canvas, struct rect at, enum role role);
/* Lays an overlay role over what is drawn. */
void canvas_overlay(struct canvas *canvas, struct rect at, enum role over);

/* A number that tells what is drawn there from what is drawn otherwise. */
uint64_t canvas_hash(const struct canvas *canvas, struct rect at);

/* The screen as text, one line per row, trailing spaces cut. */
void canvas_dump(const struct canvas *canvas, struct str *out);
/* Runs of equal roles per row: "3 0-9 bar.name, 10-79 bar" for every row that has other than default. */
void canvas_dump_roles(const struct canvas *canvas, struct str *out);

#endif
