/* One call as one row: the form it has in every list. */
#ifndef VIEWS_CALLROW_H
#define VIEWS_CALLROW_H

#include "pen.h"
#include "ui/view.h"

enum role callrow_severity(enum severity severity);
enum glyph callrow_mark(enum severity severity);
/* Time, type, what it is about, who, and the gravest finding, as the width allows. */
void callrow_draw(struct canvas *canvas, struct rect row, const struct view_env *env, uint64_t id);

#endif
