/* One line of text being typed, with what was entered before. Owner thread. */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "recall.h"

#define PROMPT_MAX 2048 /* bytes */

struct prompt {
    struct str text;
    size_t cursor;  /* byte offset, never inside a character and its marks */
    const struct recall *history; /* of its kind; NULL: none */
    size_t recalled;    /* the entry shown; `count` of the history: what is being typed */
    struct str draft;   /* what was being typed before; its entries begin so */
};

enum prompt_result {
    PROMPT_IGNORED, /* the key means nothing here */
    PROMPT_MOVED,
    PROMPT_CHANGED,
    PROMPT_NEXT,     /* Tab: the next completion */
    PROMPT_PREVIOUS, /* BackTab */
    PROMPT_KEEP,     /* Enter */
    PROMPT_CANCEL    /* Esc */
};

void prompt_init(struct prompt *prompt);
void prompt_done(struct prompt *prompt);
/* Another text, cursor at its end. */
void prompt_set(struct prompt *prompt, const char *text);
/* Begins with a text and a history, which must outlive it. */
void prompt_begin(struct prompt *prompt, const char *text, const struct recall *history);
/* Characters, Backspace, Delete and Ctrl-D, Ctrl-U (all before the cursor), Ctrl-K (all behind it), Ctrl-W (a word), Left,
 * Right, by words (Ctrl with them, or Alt-B and Alt-F), Home and Ctrl-A, End and Ctrl-E, Up and Down (what was entered
 * before and begins like this), Tab, Enter, Esc. */
enum prompt_result prompt_key(struct prompt *prompt, uint32_t key);
/* `n` bytes of UTF-8 in place of those from `from` to `to`, cursor behind them. False, and nothing changed, when that is
 * too much. */
bool prompt_replace(struct prompt *prompt, size_t from, size_t to, const char *text, size_t n);

#endif
