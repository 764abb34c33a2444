/* The terminal's line: keys come from it, and what curses writes goes to it.
 *
 * Curses waits in write(2) until the terminal has taken everything; the owner thread must not, for there are terminals that
 * take it slowly or, after Ctrl-S, not at all. So curses writes to a file in memory, and from there the terminal is given, in
 * order, as much as it takes. Owner thread. */
#ifndef UI_TTY_H
#define UI_TTY_H

#include <stdbool.h>
#include <stdio.h>
#include <termios.h>

#include "base/err.h"
#include "base/str.h"

struct tty {
    FILE *in;             /* where keys come from: stdin, or /dev/tty when data comes in there */
    struct termios saved; /* how it was before */
    FILE *curses;         /* what curses writes to; until tty_turn it is the terminal */
    int out;              /* the terminal, opened once more: that it does not wait must not be so for others who have it */
    struct str pending;   /* what the terminal has not taken, from `taken` on */
    size_t taken;
};

/* The terminal on stdin and stdout. False and `err` on failure: then there is nothing to close. */
bool tty_open(struct tty *tty, struct err *err);
/* From now on what is written to `curses` stays in memory until the next tty_push. */
bool tty_turn(struct tty *tty, struct err *err);
/* Takes what was written to `curses` and gives the terminal what it takes at once. True when nothing is left. */
bool tty_push(struct tty *tty);
/* Waits until nothing is left, for a second at most; output that Ctrl-S has stopped goes on. */
void tty_settle(struct tty *tty);
/* Puts the line's modes back; what was not taken by now is lost. */
void tty_close(struct tty *tty);

#endif
