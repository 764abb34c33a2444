/* wcwidth is XSI, not plain POSIX. */
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include "base/utf8.h"
#include "canvas.h"
#include "canvas_cell.h"

/* What the terminal library can keep in one cell behind the character itself. */
#define MARKS_MAX 4
#define PRINTF_MAX 2048

struct range {
    uint32_t from, to;
};

static bool in_ranges(const struct range *ranges, size_t count, uint32_t cp)
{
    for (size_t i = 0; i < count; i++) {
        if (cp >= ranges[i].from && cp <= ranges[i].to) {
            return true;
        }
    }
    return false;
}
#define IN(ranges, cp) in_ranges(ranges, sizeof(ranges) / sizeof *(ranges), cp)

/* Zero-width joiner and variation selectors ask a font for another picture, whose width terminals disagree
 * on: without them every part keeps its own columns. */
static bool is_dropped(uint32_t cp)
{
    return cp == 0x200D || (cp >= 0xFE00 && cp <= 0xFE0F);
}

/* Only so that columns stay where they are without a locale that knows; the character is a '?' then. */
static int guess_width(uint32_t cp)
{
    static const struct range marks[] = {{0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},
                                         {0x64B, 0x65F},   {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
                                         {0x20D0, 0x20FF}, {0xFE20, 0xFE2F}};
    static const struct range wide[] = {{0x1100, 0x115E},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},
                                        {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
                                        {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F},
                                        {0x1F680, 0x1FAFF}, {0x20000, 0x3FFFD}};
    return IN(marks, cp) ? 0 : IN(wide, cp) ? 2 : 1;
}

static int char_width(const struct canvas *canvas, uint32_t cp)
{
    if (cp < 0x80) {
        return 1;
    }
    return canvas->ascii ? guess_width(cp) : wcwidth((wchar_t)cp);
}

static void append(struct unit *unit, uint32_t cp)
{
    unit->size += utf8_encode(cp, unit->text + unit->size);
}

static void make_control(const struct canvas *canvas, uint32_t cp, struct unit *unit)
{
    unit->placeholder = true;
    if (canvas->ascii) {
        append(unit, '^');
        append(unit, cp ^ 0x40); /* DEL becomes '?' */
        unit->columns = 2;
        return;
    }
    append(unit, cp == 0x7F ? 0x2421 : 0x2400 + cp);
    unit->columns = 1;
}

static void make_named(const struct canvas *canvas, uint32_t cp, struct unit *unit)
{
    char name[16];
    int length = snprintf(name, sizeof name, "U+%04X", (unsigned)cp);
    append(unit, canvas->ascii ? '<' : 0x2039);
    memcpy(unit->text + unit->size, name, (size_t)length);
    unit->size += (size_t)length;
    append(unit, canvas->ascii ? '>' : 0x203A);
    unit->columns = length + 2;
    unit->placeholder = true;
}

static void make_replacement(const struct canvas *canvas, struct unit *unit)
{
    append(unit, canvas->ascii ? '?' : UTF8_REPLACEMENT);
    unit->columns = 1;
    unit->placeholder = true;
}

static void make_plain(const struct canvas *canvas, uint32_t cp, int width, struct unit *unit)
{
    unit->columns = width;
    if (!canvas->ascii || cp < 0x80) {
        append(unit, cp);
        return;
    }
    for (int i = 0; i < width; i++) {
        append(unit, '?');
    }
    unit->placeholder = true;
}

static void make_unit(const struct canvas *canvas, uint32_t cp, struct unit *unit)
{
    if (cp < 0x20 || cp == 0x7F) {
        make_control(canvas, cp, unit);
        return;
    }
    if (utf8_is_invisible(cp)) {
        make_named(canvas, cp, unit);
        return;
    }
    int width = char_width(canvas, cp);
    if (width == 0 && !canvas->ascii) {
        append(unit, ' '); /* a mark with nothing before it stands on a space */
        append(unit, cp);
        unit->columns = 1;
    } else if (width < 0) {
        make_replacement(canvas, unit);
    } else {
        make_plain(canvas, cp, width, unit);
    }
}

/* Takes the combining marks behind a character, and what is dropped. */
static size_t take_marks(const struct canvas *canvas, const char *text, size_t n, struct unit *unit)
{
    size_t at = 0;
    int marks = 0;
    while (at < n && (unsigned char)text[at] >= 0x80) {
        uint32_t cp;
        bool valid;
        size_t length = utf8_decode(text + at, n - at, &cp, &valid);
        bool dropped = is_dropped(cp);
        if (!valid || (!dropped && (utf8_is_invisible(cp) || char_width(canvas, cp) != 0))) {
            break;
        }
        bool joins = !dropped && !canvas->ascii && !unit->placeholder && unit->columns > 0;
        if (joins && marks < MARKS_MAX && unit->size + length < CELL_TEXT) {
            append(unit, cp);
            marks++;
        }
        at += length;
    }
    return at;
}

size_t canvas_unit(const struct canvas *canvas, const char *text, size_t n, struct unit *unit)
{
    uint32_t cp;
    bool valid;
    unit->size = 0;
    unit->columns = 0;
    unit->placeholder = false;
    size_t length = utf8_decode(text, n, &cp, &valid);
    if (!valid) {
        make_replacement(canvas, unit);
    } else if (!is_dropped(cp)) {
        make_unit(canvas, cp, unit);
    }
    return length + take_marks(canvas, text + length, n - length, unit);
}

/* Bytes of whole characters that fit into `w` columns, and the columns they take. */
static size_t measure(const struct canvas *canvas, const char *text, size_t n, int w, int *columns)
{
    size_t at = 0;
    struct unit unit;
    *columns = 0;
    while (at < n) {
        size_t length = canvas_unit(canvas, text + at, n - at, &unit);
        if (unit.columns > w - *columns) {
            break;
        }
        *columns += unit.columns;
        at += length;
    }
    return at;
}

int canvas_width(const struct canvas *canvas, const char *text, size_t n)
{
    int columns;
    measure(canvas, text, n, INT_MAX, &columns);
    return columns;
}

size_t canvas_fit(const struct canvas *canvas, const char *text, size_t n, int w)
{
    int columns;
    struct unit unit;
    size_t bytes = measure(canvas, text, n, w, &columns);
    if (bytes == 0 && n > 0 && w > 1) {
        bytes = canvas_unit(canvas, text, n, &unit);
    }
    return bytes;
}

static void put_placeholder(struct canvas *canvas, int x, int y, const struct unit *unit)
{
    uint32_t cp;
    bool valid;
    for (size_t at = 0; at < unit->size; x++) {
        size_t length = utf8_decode(unit->text + at, unit->size - at, &cp, &valid);
        canvas_put(canvas, (struct place){x, y, ROLE_PLACEHOLDER}, unit->text + at, length, 1);
        at += length;
    }
}

static void put_text(struct canvas *canvas, struct rect at, enum role role, const char *text, size_t n)
{
    struct unit unit;
    int x = at.x;
    for (size_t i = 0; i < n;) {
        i += canvas_unit(canvas, text + i, n - i, &unit);
        if (unit.placeholder) {
            put_placeholder(canvas, x, at.y, &unit);
        } else if (unit.columns > 0) {
            canvas_put(canvas, (struct place){x, at.y, role}, unit.text, unit.size, unit.columns);
        }
        x += unit.columns;
    }
}

int canvas_text(struct canvas *canvas, struct rect at, enum role role, const char *text, size_t n)
{
    long room = (long)canvas->w - at.x;
    int w = room < at.w ? (int)room : at.w;
    int columns;
    if (at.y < 0 || at.y >= canvas->h || w <= 0) {
        return 0;
    }
    if (measure(canvas, text, n, w, &columns) == n) {
        put_text(canvas, at, role, text, n);
        return columns;
    }
    put_text(canvas, at, role, text, measure(canvas, text, n, w - 1, &columns));
    const char *ellipsis = canvas_glyph(canvas, GLYPH_ELLIPSIS);
    canvas_put(canvas, (struct place){at.x + columns, at.y, role}, ellipsis, strlen(ellipsis), 1);
    return columns + 1;
}

int canvas_puts(struct canvas *canvas, struct rect at, enum role role, const char *text)
{
    return canvas_text(canvas, at, role, text, strlen(text));
}

int canvas_printf(struct canvas *canvas, struct rect at, enum role role, const char *format, ...)
{
    char text[PRINTF_MAX];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    size_t n = length < 0 ? 0 : (size_t)length;
    return canvas_text(canvas, at, role, text, n < sizeof text ? n : utf8_floor(text, sizeof text - 1));
}

int canvas_right(struct canvas *canvas, struct rect at, enum role role, const char *text)
{
    int columns;
    size_t n = strlen(text);
    long left = (long)at.x + at.w;
    if (measure(canvas, text, n, at.w, &columns) == n && left - columns < canvas->w) {
        at.x = (int)(left - columns);
        at.w = columns;
    }
    return canvas_text(canvas, at, role, text, n);
}
