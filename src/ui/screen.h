/* Where a canvas goes: a terminal (curses) or memory (tests, scripts). Owner thread. */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "canvas.h"
#include "input.h"
#include "theme.h"

struct screen;

struct screen_ops {
    void (*size)(struct screen *screen, int *w, int *h);
    /* Poll this for input; -1 when there is none. */
    int (*fd)(struct screen *screen);
    /* What was typed, clicked or pasted next, without waiting; false when nothing is there. */
    bool (*input)(struct screen *screen, struct input *input);
    void (*show)(struct screen *screen, const struct canvas *canvas, const struct theme *theme);
    /* Poll this for POLLOUT before show, and while push has something left; -1: it takes everything. */
    int (*out)(struct screen *screen);
    /* Goes on writing the last frame, which nothing waits for; true when nothing is left of it. */
    bool (*push)(struct screen *screen);
    /* Gives the terminal back for a while, and takes it again, also after somebody else had it unasked. */
    void (*suspend)(struct screen *screen);
    void (*resume)(struct screen *screen);
    /* Whether clicks, drags and the wheel are asked for; they are at first. */
    void (*mouse)(struct screen *screen, bool on);
    /* Puts a text of at most CLIP_MAX bytes into the terminal's clipboard, if it has one. */
    void (*clip)(struct screen *screen, const char *text, size_t n);
    /* Repaint everything at the next show. */
    void (*spoil)(struct screen *screen);
    /* Restores the terminal and frees. */
    void (*close)(struct screen *screen);
};
struct screen {
    const struct screen_ops *ops;
    bool ascii; /* the locale is not UTF-8 */
};

/* Takes the terminal on stdin and stdout; when stdin is no terminal (data comes in there) keys come from /dev/tty. */
struct screen *screen_curses_open(struct err *err);
/* A screen that shows nothing and has no keys. */
struct screen *screen_memory_open(int w, int h, bool ascii);
/* Gives a memory screen another size, for the scripts' `size` step. False when it is another kind of screen. */
bool screen_memory_resize(struct screen *screen, int w, int h);

/* What was put into a memory screen's clipboard last; "". */
const char *screen_memory_clipboard(const struct screen *screen);

/* The version of the terminal library: "ncurses 6.4.20221231". */
const char *screen_library(void);

#endif
