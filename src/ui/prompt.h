/* One line of text being typed. Owner thread. */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define PROMPT_MAX 256 /* bytes */

struct prompt {
    struct str text;
    size_t cursor; /* byte offset, never inside a character */
};

enum prompt_result {
    PROMPT_IGNORED, /* the key means nothing here */
    PROMPT_MOVED,
    PROMPT_CHANGED,
    PROMPT_KEEP,    /* Enter */
    PROMPT_CANCEL   /* Esc */
};

void prompt_init(struct prompt *prompt);
void prompt_done(struct prompt *prompt);
/* Another text, cursor at its end. */
void prompt_set(struct prompt *prompt, const char *text);
/* Characters, Backspace, Delete, Ctrl-U (all before the cursor), Ctrl-W (a word), Left, Right, Home, End,
 * Enter, Esc. */
enum prompt_result prompt_key(struct prompt *prompt, uint32_t key);

#endif
