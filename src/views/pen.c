#include "pen.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"

#define PRINTF_MAX 512

struct pen pen_at(struct canvas *canvas, struct rect area)
{
    area.h = area.h > 0 ? 1 : 0;
    return (struct pen){canvas, area};
}

void pen_skip(struct pen *pen, int columns)
{
    columns = columns < pen->left.w ? columns : pen->left.w;
    pen->left.x += columns;
    pen->left.w -= columns;
}

void pen_text(struct pen *pen, enum role role, const char *text, size_t n)
{
    if (pen->left.w > 0 && pen->left.h > 0) {
        pen_skip(pen, canvas_text(pen->canvas, pen->left, role, text, n));
    }
}

void pen_puts(struct pen *pen, enum role role, const char *text)
{
    pen_text(pen, role, text, strlen(text));
}

void pen_printf(struct pen *pen, enum role role, const char *format, ...)
{
    char text[PRINTF_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    pen_puts(pen, role, text);
}

void pen_column(struct pen *pen, int w, enum role role, const char *text)
{
    struct pen column = *pen;
    column.left.w = w < pen->left.w ? w : pen->left.w;
    pen_puts(&column, role, text);
    pen_skip(pen, w);
}

void pen_number(struct pen *pen, int w, enum role role, uint64_t number)
{
    char text[NUM_TEXT_SIZE];
    struct rect column = pen->left;
    column.w = w < column.w ? w : column.w;
    if (column.w > 0 && column.h > 0) {
        canvas_right(pen->canvas, column, role, num_format(number, text));
    }
    pen_skip(pen, w);
}

void pen_beside(struct pen *pen, int least, enum role role, const char *text)
{
    if (pen->left.w >= least || canvas_width(pen->canvas, text, strlen(text)) <= pen->left.w) {
        pen_puts(pen, role, text);
    }
}

size_t pen_line(const struct canvas *canvas, const char *text, int w)
{
    size_t n = strlen(text), fits = canvas_fit(canvas, text, n, w);
    if (fits >= n || fits == 0) {
        return n;
    }
    size_t cut = fits;
    while (cut > 0 && text[cut] != ' ') {
        cut--;
    }
    return cut > 0 ? cut : fits;
}

int pen_paragraph(struct canvas *canvas, struct rect area, enum role role, const char *text)
{
    int lines = 0;
    for (; *text != '\0' && area.w > 0; lines++) {
        size_t n = pen_line(canvas, text, area.w);
        if (lines < area.h) {
            canvas_text(canvas, (struct rect){area.x, area.y + lines, area.w, 1}, role, text, n);
        }
        text += n;
        text += strspn(text, " ");
    }
    return lines;
}
