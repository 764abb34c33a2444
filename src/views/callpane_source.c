/* Bodies as they came, and the place in them that is wrong. */
#include "callpane_rows.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* A body that goes on for long before the wrong place is shown from here before it on. */
#define BEFORE_MAX ((size_t)64 << 10)

/* How many bytes stand before column `column` of a line. */
static size_t bytes_before(const char *line, size_t n, unsigned column)
{
    size_t at = 0;
    for (unsigned i = 1; i < column && at < n; i++) {
        uint32_t cp;
        bool valid;
        at += utf8_decode(line + at, n - at, &cp, &valid);
    }
    return at;
}

/* The place the capture's line and column name; NULL when they name none. */
static const char *wrong_place(const struct capture *capture)
{
    const char *p = capture->body, *end = p + capture->body_size;
    for (unsigned number = 1; p < end && number < capture->line; number++) {
        const char *feed = memchr(p, '\n', (size_t)(end - p));
        p = feed == NULL ? end : feed + 1;
    }
    const char *feed = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;
    return capture->line == 0 ? NULL : p + bytes_before(p, (size_t)((feed == NULL ? end : feed) - p), capture->column);
}

/* What is wrong there: the reason without the place it names too. */
static const char *wrong_text(const struct capture *capture)
{
    char place[64];
    int n = snprintf(place, sizeof place, "line %u, column %u: ", capture->line, capture->column);
    const char *found = strstr(capture->reason, place);
    return found == NULL ? capture->reason : found + n;
}

/* A caret under the place, and what is wrong beside it, or below where there is no room. */
static void add_caret(struct callpane *pane, const struct capture *capture, int columns)
{
    const struct canvas measure = {.ascii = false};
    const char *text = wrong_text(capture);
    int width = canvas_width(&measure, text, strlen(text));
    columns = columns < pane->width ? columns : pane->width - 1;
    pane->mark = pane->row_count;
    callpane_row(pane, columns);
    if (columns + 2 + width <= pane->width) {
        callpane_add(pane, ROLE_ERROR, "^ ", 2);
        callpane_puts(pane, ROLE_ERROR, text);
    } else if (columns >= width + 1) {
        pane->rows[pane->row_count - 1].indent = columns - width - 1;
        callpane_puts(pane, ROLE_ERROR, text);
        callpane_add(pane, ROLE_ERROR, " ^", 2);
    } else {
        callpane_add(pane, ROLE_ERROR, "^", 1);
        callpane_wrapped(pane, 0, ROLE_ERROR, text, strlen(text));
        pane->mark = pane->row_count - 1;
    }
}

/* Rows for one line, wrapped; `caret` (NULL: none) is the place to point at. Returns the end of what was added. */
static const char *add_line(struct callpane *pane, struct json_span line, const struct capture *capture,
                            const char *caret)
{
    const struct canvas measure = {.ascii = false};
    const char *p = line.p, *end = line.p + line.n;
    do {
        size_t left = (size_t)(end - p);
        size_t fits = canvas_fit(&measure, p, left, pane->width > 8 ? pane->width : 8);
        fits = fits > 0 ? fits : left;
        callpane_row(pane, 0);
        callpane_add(pane, ROLE_DEFAULT, p, fits);
        if (caret != NULL && caret >= p && (caret < p + fits || fits == left)) {
            add_caret(pane, capture, canvas_width(&measure, p, (size_t)(caret - p)));
            caret = NULL;
        }
        p += fits;
    } while (p < end && pane->row_count < CALLPANE_MAX_ROWS);
    return p;
}

/* Where to begin, so that the caret is not cut off; says how much stands before. */
static const char *begin_near(struct callpane *pane, const struct capture *capture, const char *caret)
{
    char rest[96];
    size_t before = caret == NULL ? 0 : (size_t)(caret - capture->body);
    if (before <= BEFORE_MAX) {
        return capture->body;
    }
    before = utf8_floor(capture->body, before - BEFORE_MAX / 2);
    snprintf(rest, sizeof rest, "... after %zu bytes; they are in the session", before);
    callpane_row(pane, 0);
    callpane_puts(pane, ROLE_DIM, rest);
    return capture->body + before;
}

void callpane_source(struct callpane *pane, const struct capture *capture)
{
    const char *end = capture->body + capture->body_size, *caret = wrong_place(capture);
    if (capture->body_size == 0) {
        return;
    }
    callpane_row(pane, 0);
    const char *p = begin_near(pane, capture, caret);
    while (p < end && pane->row_count < CALLPANE_MAX_ROWS) {
        const char *feed = memchr(p, '\n', (size_t)(end - p)), *stop = feed == NULL ? end : feed;
        bool here = caret != NULL && caret <= stop;
        p = add_line(pane, (struct json_span){p, (size_t)(stop - p)}, capture, here ? caret : NULL);
        caret = here ? NULL : caret;
        p += p == stop && p < end; /* its line feed */
    }
    if (p < end) {
        callpane_rest(pane, (size_t)(end - p));
    } else if (caret != NULL) {
        add_caret(pane, capture, 0); /* behind the last line break */
    }
}
