/* The call pane: one call in full, as it was sent, with its findings beside the place they speak of.
 *
 * The text is only re-indented: digits, key order, duplicates and escapes stay. Rows are laid out once for a call and a
 * width, and then scrolled. */
#ifndef VIEWS_CALLPANE_H
#define VIEWS_CALLPANE_H

#include "base/str.h"
#include "ui/keymap.h"
#include "ui/view.h"

#define CALLPANE_MAX_ROWS 20000u

/* A stretch of one role in a row. */
struct callpane_run {
    uint32_t start, length; /* in `text` */
    enum role role;
    enum glyph glyph;       /* drawn instead of the text; GLYPHS: none */
};
struct callpane_row {
    uint32_t first, count; /* runs */
    int indent;            /* columns */
};

struct callpane {
    /* What the rows were laid out for. */
    uint64_t id;
    uint64_t version;
    int width;
    bool laid_out;
    bool scrolled; /* by the user: until then it stands where it opened */

    struct str text;
    struct callpane_run *runs;
    size_t run_count, run_cap;
    struct callpane_row *rows;
    size_t row_count, row_cap;
    size_t top; /* first row shown */
    size_t mark; /* the row to open at, SIZE_MAX: none */
    size_t height;
};

void callpane_init(struct callpane *pane);
void callpane_done(struct callpane *pane);
/* For whoever lays out something else than a call: `id` is what it is about, `version` changes with what is said of it.
 * True when the rows have to be made anew; then make them, and end with callpane_end. */
bool callpane_begin(struct callpane *pane, uint64_t id, uint64_t version, struct rect size);
void callpane_end(struct callpane *pane);
/* Lays out call `id` (0: none) for an area of this size. */
void callpane_sync(struct callpane *pane, const struct view_env *env, uint64_t id, struct rect size);
void callpane_draw(const struct callpane *pane, struct canvas *canvas, struct rect area);
/* Scrolls; false when the command is no scrolling. */
bool callpane_command(struct callpane *pane, enum command command);
/* The wheel, anywhere on it, scrolls; false for all else. */
bool callpane_wheel(struct callpane *pane, const struct mouse *mouse);

#endif
