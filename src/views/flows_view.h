/* Flows: the list at the left, the selected one step by step at the right. Shared by its files. */
#ifndef VIEWS_FLOWS_VIEW_H
#define VIEWS_FLOWS_VIEW_H

#include "pen.h"
#include "ui/view.h"

#define FLOWS_WORDS_MAX ((size_t)8 << 10) /* bytes of one text on the screen */

/* "▲" for a broken flow, "·" for one that waits, nothing for a complete one. */
void flows_draw_mark(struct pen *pen, const struct flow *flow);
/* A dot for each step, in one role where it is there, in another where it is missing; or "4/5" where there is no room. */
void flows_draw_progress(struct pen *pen, const struct flow *flow, int w);
/* What is shown of the steps: what is optional and missing is not, unless something is said of it. */
bool flows_shows_step(const struct flow *flow, size_t step);
/* The step that something is said of, else the one waited for, else the first. */
size_t flows_first_step(const struct flow *flow);
/* The next step that is shown, in this direction; `step` when there is none. */
size_t flows_next_step(const struct flow *flow, size_t step, bool forward);
/* What the pane at the right shows: `step` is in sight, and marked when the pane has the focus or the step was chosen. */
struct flows_shown {
    struct flow flow;
    size_t step;
    bool focused, chosen;
};
/* The flow's steps from top to bottom, with what is wrong where it is wrong. */
void flows_draw_detail(struct canvas *canvas, struct rect area, const struct world *world, const struct flows_shown *shown);
/* What flows are, when there are none. */
void flows_draw_nothing(struct canvas *canvas, struct rect area, const struct world *world);

#endif
