/* Drawing along a line, for rows of columns, and paragraphs. */
#ifndef VIEWS_PEN_H
#define VIEWS_PEN_H

#include <stdint.h>

#include "ui/canvas.h"

/* What is left of a line: drawing moves its left edge. */
struct pen {
    struct canvas *canvas;
    struct rect left;
};

/* The first line of `area`. */
struct pen pen_at(struct canvas *canvas, struct rect area);
void pen_text(struct pen *pen, enum role role, const char *text, size_t n);
void pen_puts(struct pen *pen, enum role role, const char *text);
void pen_printf(struct pen *pen, enum role role, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* A column of exactly `w`: the text clipped, the rest blank. */
void pen_column(struct pen *pen, int w, enum role role, const char *text);
/* The same, the text at the right. */
void pen_number(struct pen *pen, int w, enum role role, uint64_t number);
void pen_skip(struct pen *pen, int columns);
/* What may be done without, as an id behind a name: drawn where all of it fits, or `least` columns at the least. */
void pen_beside(struct pen *pen, int least, enum role role, const char *text);

/* How many bytes of `text` make the next line of `w` columns: up to a space, or cut when a word is longer. */
size_t pen_line(const struct canvas *canvas, const char *text, int w);
/* Draws a text as lines broken between words; returns how many lines it takes, drawn or not. */
int pen_paragraph(struct canvas *canvas, struct rect area, enum role role, const char *text);

#endif
