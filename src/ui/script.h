/* Scripts: the interface without a terminal.
 *
 * One step per line, '#' begins a comment: a command's name (next-pane), a key's name (Enter, j), a
 * command with what it takes behind a colon (`:theme light`), `type TEXT` (keys one by
 * one), `paste TEXT`, `filter TEXT`, `click X,Y` and `double X,Y` (a press and its release), `press X,Y` and then `drag X,Y`
 * (to there, and released), `wheel-up X,Y`, `wheel-down X,Y`, `size CxR`, `screen NAME` (prints the screen under
 * "== NAME CxR"). All recorded calls are taken in
 * before the first step, and the whole journal before each further one. An unknown step is an error with file and line. */
#ifndef UI_SCRIPT_H
#define UI_SCRIPT_H

#include <stdbool.h>

#include "app.h"
#include "base/err.h"

/* Runs the script in `path` ("-": standard input) and prints the named screens on stdout; with `roles`, their roles too. */
bool script_run(struct app *app, const char *path, bool roles, struct err *err);

#endif
