/* Requests: every HTTP request, and the selected one in full. Shared by its files. */
#ifndef VIEWS_REQUESTS_H
#define VIEWS_REQUESTS_H

#include "callpane.h"
#include "ui/list.h"
#include "ui/view.h"

/* Column titles above rows of this width. */
void requests_row_titles(struct canvas *canvas, struct rect line);
/* One request as one row, as the width allows. */
void requests_row_draw(struct canvas *canvas, struct rect line, const struct world *world, uint64_t number);

#endif
