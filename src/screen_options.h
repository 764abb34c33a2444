/* From the command line to a screen: a terminal with a theme, or memory and a script. Shared by `run` and `open`. */
#ifndef SCREEN_OPTIONS_H
#define SCREEN_OPTIONS_H

#include "args.h"
#include "ui/app.h"

/* Fills `screen`, `theme` and what says which calls are shown. */
bool screen_options_open(struct app_options *app, const struct options *options, struct err *err);
/* Runs the script if there is one, else the interface until the user quits. */
bool screen_options_run(struct app *app, const struct options *options, struct err *err);

#endif
