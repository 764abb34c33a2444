/* What comes from a terminal: keys, the mouse, and pasted text, told apart from the codes curses hands over.
 *
 * Mouse reports and pastes (xterm's modes 1000, 1002, 1006 and 2004) come as sequences that may arrive in pieces; the
 * reader waits for the rest. Pasted text is never taken for keys. Owner thread. */
#ifndef UI_INPUT_H
#define UI_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "mouse.h"

#define INPUT_PASTE_MAX 4096 /* bytes; what is pasted beyond that is dropped */

/* How such a sequence begins and ends, as the codes below KEY_CODE_UNKNOWN. */
enum input_code {
    INPUT_MOUSE = 0x120000, /* ESC [ <: then decimal numbers, in the form of mode 1006 */
    INPUT_MOUSE_OLD,        /* ESC [ M: then three bytes */
    INPUT_PASTE_BEGIN,
    INPUT_PASTE_END
};

enum input_kind { INPUT_IS_KEY, INPUT_IS_MOUSE, INPUT_IS_PASTE };

struct input {
    enum input_kind kind;
    uint32_t key;
    struct mouse mouse;
    const char *text; /* valid UTF-8; valid until the next feed */
    size_t length;
};

struct input_reader {
    enum { READING_KEYS, READING_MOUSE, READING_MOUSE_OLD, READING_PASTE } reading;
    int numbers[3]; /* button, column, row, as reported */
    unsigned count; /* of them that are complete */
    struct str paste;
    bool down;      /* the left button is */
    int64_t clicked;    /* when, CLOCK_NONE: never */
    struct mouse click; /* where, for the second one */
};

void input_init(struct input_reader *reader);
void input_done(struct input_reader *reader);
/* One code that came at `now`. True when it completes something, which `input` then holds. */
bool input_feed(struct input_reader *reader, uint32_t code, int64_t now, struct input *input);
/* What comes next are bytes, not characters. */
bool input_wants_bytes(const struct input_reader *reader);

#endif
