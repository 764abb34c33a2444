/* A program on a pseudo-terminal whose screen libvterm reads. For test tools; one thread. */
#ifndef TOOLS_PTY_H
#define TOOLS_PTY_H

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>
#include <vterm.h>

#define PTY_ROWS_MAX 200
#define PTY_COLUMNS_MAX 500
#define PTY_COLUMNS_MIN 2 /* of the emulator, see there */
#define PTY_ROW_BYTES (PTY_COLUMNS_MAX * 4 + 1)

/* In an escape sequence or not: after ESC, in the first number after ESC [, behind it. */
enum pty_sequence { PTY_TEXT, PTY_ESCAPE, PTY_FIRST, PTY_OTHERS };

struct pty {
    int master, slave;      /* the slave stays open, so that modes can be read when the program has gone */
    pid_t pid;
    bool exited;
    int status;             /* as waitpid has it */
    int columns, rows;      /* the window's */
    bool alternate, cursor; /* the screen's modes */
    bool mouse;             /* the program is told of it */
    struct termios before;  /* the line's, when the program was started */
    unsigned long long bytes; /* read from the program */
    VTerm *vt;
    VTermScreen *screen;
    enum pty_sequence sequence;
    unsigned first;         /* its first number */
    unsigned scroll_top;    /* first row of those that scroll, from 1; 0 as 1 */
};

static inline double pty_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static inline int pty_on_property(VTermProp property, VTermValue *value, void *user)
{
    struct pty *pty = user;
    if (property == VTERM_PROP_ALTSCREEN) {
        pty->alternate = value->boolean != 0;
    } else if (property == VTERM_PROP_CURSORVISIBLE) {
        pty->cursor = value->boolean != 0;
    } else if (property == VTERM_PROP_MOUSE) {
        pty->mouse = value->number != VTERM_PROP_MOUSE_NONE;
    }
    return 1;
}

/* Answers to the program's questions about the terminal. */
static inline void pty_on_output(const char *bytes, size_t n, void *user)
{
    struct pty *pty = user;
    if (write(pty->master, bytes, n) < 0) {
        perror("pty: write");
    }
}

/* ---- the emulator ----
 * libvterm (0.1.4, and in part up to 0.3.3) reads and writes beyond its screen where other terminals mind their size:
 * for a character of two columns on a screen of one, for a scrolling region whose top is below the bottom of a screen
 * that became smaller, for a cursor restored where the larger screen had been, or scrolled above the top with the lines
 * that became too many. Correct programs meet all of that, since what they wrote before they hear of a smaller window is
 * read after it. So the emulator has a column more than a window of one, takes another size only while the region starts
 * at the top, which is soon, and after each sequence its cursor is brought back. */

static inline int pty_within(int at, int limit)
{
    return at < 0 ? 0 : at < limit ? at : limit - 1;
}

static inline void pty_bring_back(struct pty *pty)
{
    int rows, columns;
    VTermPos at;
    char text[64];
    vterm_get_size(pty->vt, &rows, &columns);
    vterm_state_get_cursorpos(vterm_obtain_state(pty->vt), &at);
    int row = pty_within(at.row, rows), column = pty_within(at.col, columns);
    if (row != at.row || column != at.col) {
        int n = snprintf(text, sizeof text, "\033[%d;%dH", row + 1, column + 1);
        vterm_input_write(pty->vt, text, (size_t)n);
    }
}

static inline void pty_fit(struct pty *pty)
{
    int rows, columns, wanted = pty->columns < PTY_COLUMNS_MIN ? PTY_COLUMNS_MIN : pty->columns;
    vterm_get_size(pty->vt, &rows, &columns);
    if (pty->sequence == PTY_TEXT && pty->scroll_top <= 1 && (rows != pty->rows || columns != wanted)) {
        vterm_set_size(pty->vt, pty->rows, wanted);
        pty_bring_back(pty);
    }
}

/* True when a sequence has ended. */
static inline bool pty_scan(struct pty *pty, char byte)
{
    enum pty_sequence before = pty->sequence;
    bool digit = byte >= '0' && byte <= '9';
    if (byte == '\033') {
        pty->sequence = PTY_ESCAPE;
    } else if (before == PTY_ESCAPE && byte == '[') {
        pty->sequence = PTY_FIRST;
        pty->first = 0;
    } else if (before == PTY_FIRST && digit) {
        pty->first = pty->first < 10000 ? pty->first * 10 + (unsigned)(byte - '0') : pty->first;
    } else if (before >= PTY_FIRST && (digit || byte == ';' || byte == '?')) {
        pty->sequence = PTY_OTHERS;
    } else {
        pty->sequence = PTY_TEXT;
        pty->scroll_top = before >= PTY_FIRST && byte == 'r' ? pty->first : pty->scroll_top;
        return before != PTY_TEXT;
    }
    return false;
}

static inline void pty_feed(struct pty *pty, const char *bytes, size_t n)
{
    size_t fed = 0;
    for (size_t i = 0; i < n; i++) {
        if (pty_scan(pty, bytes[i])) {
            vterm_input_write(pty->vt, bytes + fed, i + 1 - fed);
            fed = i + 1;
            pty_bring_back(pty);
            pty_fit(pty);
        }
    }
    vterm_input_write(pty->vt, bytes + fed, n - fed);
}

static inline void pty_emulate(struct pty *pty)
{
    static const VTermScreenCallbacks callbacks = {.settermprop = pty_on_property};
    pty->vt = vterm_new(pty->rows, pty->columns < PTY_COLUMNS_MIN ? PTY_COLUMNS_MIN : pty->columns);
    vterm_set_utf8(pty->vt, 1);
    vterm_output_set_callback(pty->vt, pty_on_output, pty);
    pty->screen = vterm_obtain_screen(pty->vt);
    vterm_screen_set_callbacks(pty->screen, &callbacks, pty);
    vterm_screen_enable_altscreen(pty->screen, 1);
    vterm_screen_reset(pty->screen, 1);
    pty->alternate = false;
    pty->cursor = true;
}

/* ---- the program ---- */

static inline void pty_child(const struct pty *pty, char *const *argv)
{
    close(pty->master);
    login_tty(pty->slave);
    execvp(argv[0], argv);
    perror(argv[0]);
    _exit(127);
}

/* Starts argv on a terminal of that size. Fields are set, memory is taken by libvterm only. */
static inline bool pty_start(struct pty *pty, int columns, int rows, char *const *argv)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    *pty = (struct pty){.columns = columns, .rows = rows};
    if (openpty(&pty->master, &pty->slave, NULL, NULL, &size) != 0) {
        return false;
    }
    fcntl(pty->master, F_SETFD, FD_CLOEXEC);
    fcntl(pty->master, F_SETFL, O_NONBLOCK);
    tcgetattr(pty->slave, &pty->before);
    pty_emulate(pty);
    pty->pid = fork();
    if (pty->pid == 0) {
        pty_child(pty, argv);
    }
    return pty->pid > 0;
}

static inline bool pty_has_exited(struct pty *pty)
{
    if (!pty->exited && waitpid(pty->pid, &pty->status, WNOHANG) == pty->pid) {
        pty->exited = true;
    }
    return pty->exited;
}

/* Takes what the program has written. True when that was something. */
static inline bool pty_read(struct pty *pty)
{
    char bytes[65536];
    ssize_t n = read(pty->master, bytes, sizeof bytes);
    if (n <= 0) {
        return false;
    }
    pty_feed(pty, bytes, (size_t)n);
    pty->bytes += (unsigned long long)n;
    return true;
}

/* Waits at most so long for the program to write something; what it wrote is taken. */
static inline bool pty_wait(struct pty *pty, double seconds)
{
    struct pollfd fd = {.fd = pty->master, .events = POLLIN};
    int wait = seconds <= 0 ? 0 : (int)(seconds * 1000) + 1;
    return poll(&fd, 1, wait) > 0 && pty_read(pty);
}

/* One row as UTF-8, spaces at the end taken off. `out` holds PTY_ROW_BYTES. The emulator may still be of the size before. */
static inline size_t pty_row(const struct pty *pty, int row, char *out)
{
    int rows, columns;
    vterm_get_size(pty->vt, &rows, &columns);
    columns = columns < pty->columns ? columns : pty->columns;
    VTermRect rect = {.start_row = row, .end_row = row < rows ? row + 1 : row, .start_col = 0, .end_col = columns};
    size_t n = vterm_screen_get_text(pty->screen, out, PTY_ROW_BYTES - 1, rect);
    n = n < PTY_ROW_BYTES ? n : PTY_ROW_BYTES - 1;
    while (n > 0 && out[n - 1] == ' ') {
        n--;
    }
    out[n] = '\0';
    return n;
}

/* Copies what follows the text on its row to `rest` (PTY_ROW_BYTES), unless that is NULL. */
static inline bool pty_find(const struct pty *pty, const char *text, char *rest)
{
    char row[PTY_ROW_BYTES];
    for (int i = 0; i < pty->rows; i++) {
        pty_row(pty, i, row);
        const char *found = strstr(row, text);
        if (found != NULL) {
            if (rest != NULL) {
                memcpy(rest, found + strlen(text), strlen(found + strlen(text)) + 1);
            }
            return true;
        }
    }
    return false;
}

static inline void pty_print(const struct pty *pty, FILE *out)
{
    char row[PTY_ROW_BYTES];
    for (int i = 0; i < pty->rows; i++) {
        pty_row(pty, i, row);
        fprintf(out, "%s\n", row);
    }
}

static inline void pty_resize(struct pty *pty, int columns, int rows)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    pty->columns = columns;
    pty->rows = rows;
    pty_fit(pty);
    ioctl(pty->master, TIOCSWINSZ, &size);
}

/* The line's modes are again what they were before the program started. */
static inline bool pty_line_restored(const struct pty *pty)
{
    struct termios now;
    return tcgetattr(pty->slave, &now) == 0 && now.c_iflag == pty->before.c_iflag && now.c_oflag == pty->before.c_oflag &&
           now.c_cflag == pty->before.c_cflag && now.c_lflag == pty->before.c_lflag &&
           memcmp(now.c_cc, pty->before.c_cc, sizeof now.c_cc) == 0;
}

/* Kills what is still there. */
static inline void pty_end(struct pty *pty)
{
    if (!pty_has_exited(pty)) {
        kill(pty->pid, SIGKILL);
        waitpid(pty->pid, &pty->status, 0);
        pty->exited = true;
    }
    close(pty->master);
    close(pty->slave);
    vterm_free(pty->vt);
}

#endif
