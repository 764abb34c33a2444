/* How the call pane's rows are made; shared by its files. */
#ifndef VIEWS_CALLPANE_ROWS_H
#define VIEWS_CALLPANE_ROWS_H

#include "callpane.h"
#include "plan/fields.h"

/* Begins a row. */
void callpane_row(struct callpane *pane, int indent);
/* Adds to the last row. */
void callpane_add(struct callpane *pane, enum role role, const char *text, size_t n);
void callpane_puts(struct callpane *pane, enum role role, const char *text);
/* A drawing character and a blank; which one is only known when drawing, since it depends on the locale. */
void callpane_add_glyph(struct callpane *pane, enum role role, enum glyph glyph);
/* Columns the last row takes. */
int callpane_row_width(const struct callpane *pane);
/* A text on rows of its own. */
void callpane_wrapped(struct callpane *pane, int indent, enum role role, const char *text, size_t n);
/* Puts what the row behind `row` holds at the end of it, as where a text hangs behind its label. */
void callpane_join(struct callpane *pane, size_t row);
/* A finding at the end of the last row, or below it when it does not fit; then the cure in the call's SDK, if it is short.
 * `folded`: one row at most, and no cure. */
void callpane_finding(struct callpane *pane, const struct world *world, uint32_t link, int indent, bool folded);

/* A text of JSON to lay out. */
struct callpane_json {
    const struct world *world;
    const struct message *message;    /* whose findings are put beside it; NULL: nobody's */
    struct json_span text;
    enum callpane_part part;
    const struct diff *diff;          /* how it differs from another; NULL */
    const struct plan_fields *plan;   /* what the tracking plan says of its fields; NULL */
    const char *plan_of;              /* the member it speaks of; NULL: all of it */
};
void callpane_json(struct callpane *pane, const struct callpane_json *json);
/* The facts about a call, above it. */
void callpane_head(struct callpane *pane, const struct world *world, const struct message *message,
                   const struct world_call *call);
/* Finds the flows it is a step of; returns a number that changes with what the facts say of them. */
uint32_t callpane_find_flows(struct callpane *pane, const struct world *world, uint64_t id, const struct message *message);
/* A request in full: its facts and its body. `row` (NULL: it has left memory) says what is known besides. */
void callpane_request(struct callpane *pane, const struct world *world, const struct request_row *row,
                      const struct capture *capture);
/* A body as it came, with a caret under the place that is wrong and what is wrong beside it. */
void callpane_source(struct callpane *pane, const struct capture *capture);

/* What was left out at the end. */
void callpane_rest(struct callpane *pane, size_t bytes);

/* ---- folding ---- */

/* Whether it is folded: as was said by hand, else as the pane folds all of them, else `usual`. */
bool callpane_is_folded(const struct callpane *pane, struct callpane_place place, bool usual);

/* ---- comparing ---- */

/* The call it is compared with; 0: none. */
uint64_t callpane_compared(const struct callpane *pane, const struct world *world);
/* A line about how they differ, or why they are not compared (NULL: they are). */
void callpane_told_diff(struct callpane *pane, const struct message *other, const char *why_not);

#endif
