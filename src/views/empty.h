/* What stands on the screen before the first call: how to send one. */
#ifndef VIEWS_EMPTY_H
#define VIEWS_EMPTY_H

#include "ui/view.h"

/* True when there is nothing to show but this. */
bool empty_shown(const struct view_env *env);
void empty_draw(struct canvas *canvas, struct rect area, const struct view_env *env);
/* Where a filter leaves nothing: `none` says so, once all have been asked. */
void empty_draw_none(struct canvas *canvas, struct rect area, const char *none, bool all);
/* Whether it is known what all calls of the filter are of. */
bool empty_is_all(const struct view_env *env);

#endif
