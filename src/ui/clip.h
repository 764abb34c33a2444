/* The terminal's clipboard: OSC 52 (XTerm Control Sequences, "Manipulate Selection Data"). The terminal may be asked not to take
 * it, and does not say so; inside tmux and screen it is wrapped, so that it reaches the terminal around them. Owner thread. */
#ifndef UI_CLIP_H
#define UI_CLIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/str.h"

/* Terminals take about 100,000 characters of base64. */
#define CLIP_MAX 74994u
#define CLIP_BYTES ((size_t)512 << 10) /* more than a sequence ever takes */

enum clip_inside { CLIP_TERMINAL, CLIP_TMUX, CLIP_SCREEN };

/* By $TMUX and $STY. */
enum clip_inside clip_inside(void);
/* Writes it for the terminal this program runs in. */
void clip_write(FILE *out, const char *text, size_t n);
/* Appends what is to be written to the terminal for at most CLIP_MAX bytes. */
void clip_sequence(struct str *out, enum clip_inside inside, const char *text, size_t n);

#endif
