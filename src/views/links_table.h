/* The table of a user's or an account's links, and how both are called. */
#ifndef VIEWS_LINKS_TABLE_H
#define VIEWS_LINKS_TABLE_H

#include "pen.h"
#include "project/world.h"

/* In columns of exactly `w`. */
void links_draw_user(struct pen *pen, const struct world *world, const struct user *user, int w);
void links_draw_account(struct pen *pen, const struct world *world, uint32_t id, int w);
/* The line above, and one link: its user in an account, or its account of a user. */
void links_draw_titles(struct pen *pen, bool by_account);
void links_draw_link(struct pen *pen, const struct world *world, bool by_account, const struct link *link);

#endif
