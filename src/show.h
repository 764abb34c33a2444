/* A live session on the screen: what run and demo have in common. */
#ifndef SHOW_H
#define SHOW_H

#include "live.h"
#include "ui/app.h"

/* Shows it until the user quits; `guest` may be NULL. False and `err` when there can be no screen. */
bool show_live(struct live *live, const struct options *options, const struct app_guest *guest, struct err *err);

#endif
