/* The way out when nothing else is left: restore the terminal, say why, exit.
 *
 * Holds the program's only global: how the terminal was before the interface took it. Restoring uses
 * saved termios and write(2) alone, so it is safe from any thread and from a signal handler. */
#ifndef BASE_FATAL_H
#define BASE_FATAL_H

#include <termios.h>

/* Prints "callboard: ..." on stderr and exits with status 70 (EX_SOFTWARE). Any thread. */
_Noreturn void fatal(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* From now on a fatal exit puts `saved` back on `fd` and writes `leave` (escape sequences that leave the
 * alternate screen and show the cursor; copied, at most 127 bytes). Owner thread, before any other starts. */
void fatal_terminal_set(int fd, const struct termios *saved, const char *leave);
/* The terminal has been restored in the ordinary way; a later fatal exit leaves it alone. */
void fatal_terminal_clear(void);

/* Restore the terminal on SIGSEGV, SIGBUS, SIGFPE, SIGILL and SIGABRT too, then die of the same signal. */
void fatal_catch_crashes(void);

#endif
