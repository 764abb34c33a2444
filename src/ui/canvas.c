#include "canvas.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "canvas_cell.h"

static const struct cell blank = {" ", 1, ROLE_DEFAULT, ROLE_DEFAULT};

static size_t area(int w, int h)
{
    return (size_t)w * (size_t)h;
}

void canvas_init(struct canvas *canvas, int w, int h, bool ascii)
{
    *canvas = (struct canvas){.ascii = ascii, .cursor_x = -1, .cursor_y = -1};
    canvas_resize(canvas, w, h);
}

void canvas_done(struct canvas *canvas)
{
    free(canvas->cells);
    *canvas = (struct canvas){0};
}

void canvas_resize(struct canvas *canvas, int w, int h)
{
    canvas->w = w > 0 ? w : 0;
    canvas->h = h > 0 ? h : 0;
    canvas->cells = xrealloc(canvas->cells, (area(canvas->w, canvas->h) + 1) * sizeof *canvas->cells);
    canvas_clear(canvas);
}

void canvas_clear(struct canvas *canvas)
{
    size_t cells = area(canvas->w, canvas->h);
    for (size_t i = 0; i < cells; i++) {
        canvas->cells[i] = blank;
    }
    canvas->cursor_x = canvas->cursor_y = -1;
}

static struct cell *cell_at(struct canvas *canvas, int x, int y)
{
    return &canvas->cells[(size_t)y * (size_t)canvas->w + (size_t)x];
}

static void set_text(struct cell *cell, const char *text, size_t size, int width)
{
    assert(size < CELL_TEXT);
    memcpy(cell->text, text, size);
    memset(cell->text + size, 0, CELL_TEXT - size);
    cell->width = (uint8_t)width;
}

/* Half a wide character cannot be shown. */
static void split(struct canvas *canvas, int x, int y)
{
    if (x > 0 && x < canvas->w && cell_at(canvas, x, y)->width == 0) {
        set_text(cell_at(canvas, x - 1, y), " ", 1, 1);
        set_text(cell_at(canvas, x, y), " ", 1, 1);
    }
}

void canvas_put(struct canvas *canvas, struct place at, const char *text, size_t size, int width)
{
    int x = at.x, y = at.y;
    if (y < 0 || y >= canvas->h || x >= canvas->w || x + width <= 0) {
        return;
    }
    if (x < 0 || x + width > canvas->w) {
        text = " ";
        size = 1;
        width = 1;
        x = x < 0 ? 0 : x;
    }
    split(canvas, x, y);
    split(canvas, x + width, y);
    for (int i = 0; i < width; i++) {
        struct cell *cell = cell_at(canvas, x + i, y);
        set_text(cell, i == 0 ? text : "", i == 0 ? size : 0, i == 0 ? width : 0);
        cell->role = (uint8_t)at.role;
        cell->over = ROLE_DEFAULT;
    }
}

/* The part of `at` that lies in the grid. */
static struct rect clip(const struct canvas *canvas, struct rect at)
{
    long left = at.x > 0 ? at.x : 0, top = at.y > 0 ? at.y : 0;
    long right = (long)at.x + at.w, bottom = (long)at.y + at.h;
    right = right < canvas->w ? right : canvas->w;
    bottom = bottom < canvas->h ? bottom : canvas->h;
    return (struct rect){(int)left, (int)top, right > left ? (int)(right - left) : 0,
                         bottom > top ? (int)(bottom - top) : 0};
}

static void repeat(struct canvas *canvas, struct rect at, enum role role, const char *text)
{
    struct rect in = clip(canvas, at);
    for (int y = in.y; y < in.y + in.h; y++) {
        for (int x = in.x; x < in.x + in.w; x++) {
            canvas_put(canvas, (struct place){x, y, role}, text, strlen(text), 1);
        }
    }
}

/* Texts may hold the same characters as lines, but not in their roles. */
static bool is_line(struct canvas *canvas, int x, int y, enum glyph glyph)
{
    if (x < 0 || y < 0 || x >= canvas->w || y >= canvas->h) {
        return false;
    }
    const struct cell *cell = cell_at(canvas, x, y);
    return (cell->role == ROLE_LINE || cell->role == ROLE_ACCENT) && strcmp(cell->text, canvas_glyph(canvas, glyph)) == 0;
}

static void join(struct canvas *canvas, int x, int y, enum glyph glyph)
{
    const char *text = canvas_glyph(canvas, glyph);
    canvas_put(canvas, (struct place){x, y, (enum role)cell_at(canvas, x, y)->role}, text, strlen(text), 1);
}

void canvas_hline(struct canvas *canvas, struct rect at, enum role role)
{
    at.h = at.h > 0;
    repeat(canvas, at, role, canvas_glyph(canvas, GLYPH_HLINE));
    struct rect in = clip(canvas, at);
    if (in.w > 0 && in.h > 0 && is_line(canvas, in.x - 1, in.y, GLYPH_VLINE)) {
        join(canvas, in.x - 1, in.y, GLYPH_TEE_RIGHT);
    }
    for (int x = in.x; x < in.x + in.w && in.h > 0; x++) {
        if (is_line(canvas, x, in.y - 1, GLYPH_VLINE) || is_line(canvas, x, in.y - 1, GLYPH_TEE_RIGHT)) {
            join(canvas, x, in.y, GLYPH_TEE_UP);
        }
    }
}

void canvas_vline(struct canvas *canvas, struct rect at, enum role role)
{
    at.w = at.w > 0;
    repeat(canvas, at, role, canvas_glyph(canvas, GLYPH_VLINE));
    struct rect in = clip(canvas, at);
    for (int y = in.y; y < in.y + in.h && in.w > 0; y++) {
        if (is_line(canvas, in.x + 1, y, GLYPH_HLINE)) {
            join(canvas, in.x, y, GLYPH_TEE_RIGHT);
        }
    }
}

void canvas_fill(struct canvas *canvas, struct rect at, enum role role)
{
    repeat(canvas, at, role, " ");
}

void canvas_overlay(struct canvas *canvas, struct rect at, enum role over)
{
    struct rect in = clip(canvas, at);
    for (int y = in.y; y < in.y + in.h; y++) {
        for (int x = in.x; x < in.x + in.w; x++) {
            cell_at(canvas, x, y)->over = (uint8_t)over;
        }
    }
}

const char *canvas_glyph(const struct canvas *canvas, enum glyph glyph)
{
    static const char *const glyphs[GLYPHS][2] = {
        [GLYPH_HLINE] = {"─", "-"},    [GLYPH_VLINE] = {"│", "|"},      [GLYPH_TEE_UP] = {"┴", "+"},
        [GLYPH_TEE_RIGHT] = {"├", "+"},
        [GLYPH_ERROR] = {"✗", "x"},    [GLYPH_WARNING] = {"▲", "!"},    [GLYPH_NOTE] = {"·", "."},
        [GLYPH_ARROW] = {"→", "->"},   [GLYPH_CURSOR] = {"▸", ">"},     [GLYPH_ELLIPSIS] = {"…", ">"},
        [GLYPH_FOLDED] = {"▸", "+"},   [GLYPH_UNFOLDED] = {"▾", "-"},   [GLYPH_DOT] = {"•", "*"},
        [GLYPH_AGAIN] = {"↻", "r"},    [GLYPH_TRAIL] = {"›", ">"},
        [GLYPH_FULL] = {"●", "E"},     [GLYPH_HALF] = {"◐", "D"},       [GLYPH_RING] = {"○", "I"},
        [GLYPH_TIMES] = {"×", "x"},      [GLYPH_MARK] = {"◆", "*"},
    };
    assert(glyph < GLYPHS);
    return glyphs[glyph][canvas->ascii];
}

const char *canvas_bar(const struct canvas *canvas, uint32_t value, uint32_t max)
{
    static const char *const bars[][2] = {{" ", " "}, {"▁", "."}, {"▂", ":"}, {"▃", "-"}, {"▄", "="},
                                          {"▅", "+"}, {"▆", "*"}, {"▇", "#"}, {"█", "@"}};
    uint64_t steps = sizeof bars / sizeof *bars - 1;
    if (value == 0 || max == 0) {
        return bars[0][canvas->ascii];
    }
    /* Rounded up: anything at all is seen. */
    uint64_t step = value >= max ? steps : (value * steps + max - 1) / max;
    return bars[step][canvas->ascii];
}

/* FNV-1a, on what a cell's text holds and how it looks. */
uint64_t canvas_hash(const struct canvas *canvas, struct rect at)
{
    struct rect in = clip(canvas, at);
    uint64_t hash = UINT64_C(14695981039346656037);
    for (int y = in.y; y < in.y + in.h; y++) {
        for (int x = in.x; x < in.x + in.w; x++) {
            const struct cell *cell = &canvas->cells[y * canvas->w + x];
            for (const char *text = cell->text; *text != '\0'; text++) {
                hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
            }
            hash = (hash ^ (uint64_t)cell->role << 8 ^ cell->over) * UINT64_C(1099511628211);
        }
    }
    return hash;
}
