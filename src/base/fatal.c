#include "fatal.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXIT_SOFTWARE 70 /* sysexits.h EX_SOFTWARE */

static struct {
    volatile sig_atomic_t set;
    int fd;
    struct termios saved;
    char leave[128];
    size_t leave_size;
} terminal;

/* Only async-signal-safe calls. */
static void restore_terminal(void)
{
    if (!terminal.set) {
        return;
    }
    terminal.set = 0;
    ssize_t written = write(terminal.fd, terminal.leave, terminal.leave_size);
    (void)written; /* nobody is left to tell */
    tcsetattr(terminal.fd, TCSANOW, &terminal.saved);
}

void fatal(const char *format, ...)
{
    char text[512];
    va_list args;
    restore_terminal();
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    fprintf(stderr, "callboard: %s\n", text);
    _exit(EXIT_SOFTWARE);
}

void fatal_terminal_set(int fd, const struct termios *saved, const char *leave)
{
    terminal.fd = fd;
    terminal.saved = *saved;
    terminal.leave_size = strnlen(leave, sizeof terminal.leave - 1);
    memcpy(terminal.leave, leave, terminal.leave_size);
    terminal.set = 1;
}

void fatal_terminal_clear(void)
{
    terminal.set = 0;
}

static void crash(int signal_number)
{
    restore_terminal();
    raise(signal_number); /* SA_RESETHAND: now it kills */
}

void fatal_catch_crashes(void)
{
    static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct sigaction action = {.sa_handler = crash, .sa_flags = (int)SA_RESETHAND};
        sigaction(signals[i], &action, NULL);
    }
}
