/* The call pane: one call in full, as it was sent, with its findings beside the place they speak of.
 *
 * The text is only re-indented: digits, key order, duplicates and escapes stay. Objects, arrays and long strings fold. Rows are
 * laid out once for a call, a width and what is folded, and then scrolled; with the focus, a cursor goes through them. */
#ifndef VIEWS_CALLPANE_H
#define VIEWS_CALLPANE_H

#include "base/str.h"
#include "model/diff.h"
#include "project/flows.h"
#include "ui/keymap.h"
#include "ui/view.h"

#define CALLPANE_MAX_ROWS 20000u
#define CALLPANE_FOLDS_MAX 256u

/* A stretch of one role in a row. */
struct callpane_run {
    uint32_t start, length; /* in `text` */
    enum role role;
    enum glyph glyph;       /* drawn instead of the text; GLYPHS: none */
};
/* What a row is about: a value, by its place in the text it stands in; a finding. */
enum callpane_part { CALLPANE_NOTHING, CALLPANE_CALL, CALLPANE_CONTEXT, CALLPANE_FINDING };
struct callpane_place {
    enum callpane_part part;
    size_t at; /* bytes; of a finding its link */
};
struct callpane_row {
    uint32_t first, count; /* runs */
    int indent;            /* columns */
    struct callpane_place place;
    uint16_t depth;        /* of the value */
    bool foldable, folded, closing;
    char sign;             /* before it: how it differs from another call; '\0' */
};
/* What was folded or unfolded by hand. */
struct callpane_fold {
    struct callpane_place place;
    bool folded;
};
enum callpane_folding { CALLPANE_USUAL, CALLPANE_ALL_FOLDED, CALLPANE_NONE_FOLDED, CALLPANE_FOLDINGS };
enum callpane_against { CALLPANE_ALONE, CALLPANE_PREVIOUS, CALLPANE_OTHER };

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

    bool focused;   /* set by whoever shows it, before it is synced */
    size_t cursor;  /* row; meant only with the focus */
    size_t body;    /* the row at which JSON begins, SIZE_MAX: none */
    bool stale;     /* other rows are folded */
    struct callpane_place kept; /* what the cursor was at when the rows were made anew */
    struct callpane_fold folds[CALLPANE_FOLDS_MAX];
    size_t fold_count;
    enum callpane_folding folding;
    enum callpane_against against;
    uint64_t other; /* the call it is compared with, when that is chosen */
    struct diff diff;
    size_t flows[FLOWS_OF_CALL_MAX]; /* that it is a step of */
    size_t flow_count;
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
/* Moves, folds, compares; false when the command is nothing for it, as when there is nothing more at the left to go to. */
bool callpane_command(struct callpane *pane, enum command command);
/* What COMMAND_OPEN would do: "fold", "unfold"; NULL: nothing. */
const char *callpane_can_open(const struct callpane *pane);
/* Compares with this call from now on; 0: with none any more. */
void callpane_compare(struct callpane *pane, uint64_t other);
/* The wheel, anywhere on it, scrolls; false for all else. */
bool callpane_wheel(struct callpane *pane, const struct mouse *mouse);
/* Puts the cursor where the click was; both are relative to the view. */
void callpane_click(struct callpane *pane, struct rect area, const struct mouse *mouse);
/* Appends the JSON Pointer of the value the cursor is at; false when it is at none of the call. */
bool callpane_pointer(const struct callpane *pane, struct json_span call, struct str *out);

#endif
