/* How the call pane's rows are made; shared by its files. */
#ifndef VIEWS_CALLPANE_ROWS_H
#define VIEWS_CALLPANE_ROWS_H

#include "callpane.h"

/* Begins a row. */
void callpane_row(struct callpane *pane, int indent);
/* Adds to the last row. */
void callpane_add(struct callpane *pane, enum role role, const char *text, size_t n);
void callpane_puts(struct callpane *pane, enum role role, const char *text);
/* Columns the last row takes. */
int callpane_row_width(const struct callpane *pane);
/* A text on rows of its own. */
void callpane_wrapped(struct callpane *pane, int indent, enum role role, const char *text, size_t n);
/* Puts what the row behind `row` holds at the end of it, as where a text hangs behind its label. */
void callpane_join(struct callpane *pane, size_t row);
/* A finding at the end of the last row, or below it when it does not fit; then the cure in the call's SDK, if it is short. */
void callpane_finding(struct callpane *pane, const struct world *world, const struct finding *finding, int indent);

/* JSON, re-indented; `message` (NULL: none) is whose findings are put beside it. */
void callpane_json(struct callpane *pane, const struct world *world, const struct message *message,
                   struct json_span text);
/* A request in full: its facts and its body. `row` (NULL: it has left memory) says what is known besides. */
void callpane_request(struct callpane *pane, const struct world *world, const struct request_row *row,
                      const struct capture *capture);
/* A body as it came, with a caret under the place that is wrong and what is wrong beside it. */
void callpane_source(struct callpane *pane, const struct capture *capture);

/* What was left out at the end. */
void callpane_rest(struct callpane *pane, size_t bytes);

#endif
