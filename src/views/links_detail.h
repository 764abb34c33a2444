/* Below the links: how the selected one is known, call by call, and the visitors its user was. */
#ifndef VIEWS_LINKS_DETAIL_H
#define VIEWS_LINKS_DETAIL_H

#include "ui/canvas.h"
#include "project/world.h"

/* Lines it takes in a pane of this height; 0 when there is no room for it. `link` NULL: the user alone. */
int links_detail_height(const struct links *links, const struct link *link, uint32_t user, int h);
void links_detail_draw(struct canvas *canvas, struct rect area, const struct world *world, const struct link *link,
                       uint32_t user);

#endif
