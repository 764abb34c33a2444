/* Where things live, by the XDG Base Directory Specification. */
#ifndef BASE_PATHS_H
#define BASE_PATHS_H

#include <stdbool.h>

#include "err.h"
#include "str.h"

/* $XDG_STATE_HOME/callboard, else ~/.local/state/callboard. False when neither variable is set. */
bool paths_state(struct str *out, struct err *err);
/* $XDG_CONFIG_HOME/callboard, else ~/.config/callboard. */
bool paths_config(struct str *out, struct err *err);
/* $XDG_DATA_HOME/callboard, else ~/.local/share/callboard. */
bool paths_data(struct str *out, struct err *err);
/* Makes the folder and its parents; the last is made with mode 0700. An existing one is left as it is. */
bool paths_make(const char *path, struct err *err);

#endif
