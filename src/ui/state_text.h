/* Texts as values of a state file, which has one line for each and takes " # " for a comment. */
#ifndef UI_STATE_TEXT_H
#define UI_STATE_TEXT_H

#include "base/str.h"

/* A backslash, a '#', blanks at either end and control characters are written with a backslash. */
void state_write_text(struct str *out, const char *text);
/* What was written; text that was written otherwise is taken as it is. */
void state_read_text(struct str *out, const char *written);

#endif
