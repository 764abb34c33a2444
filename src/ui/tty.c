#include "tty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/os.h"

#define PENDING_MAX ((size_t)64 << 20) /* many times the largest screen with colours of its own in every cell */
#define CHUNK 4096
#define PATIENCE CLOCK_S

static bool open_keys(struct tty *tty, struct err *err)
{
    tty->in = stdin;
    if (!isatty(STDOUT_FILENO)) {
        return err_set(err, "standard output is no terminal; use `callboard serve`, or --script for text");
    }
    if (!isatty(STDIN_FILENO)) {
        tty->in = fopen("/dev/tty", "r+e");
        if (tty->in == NULL) {
            return err_set(err, "standard input is no terminal and there is no /dev/tty to read keys from");
        }
    }
    bool told = tcgetattr(fileno(tty->in), &tty->saved) == 0;
    return told || err_set(err, "the terminal does not tell its settings");
}

/* Where it cannot be opened once more (it is somebody else's, or has no name in a container) the descriptor that is there has
 * to do, which may wait. */
static int open_again(void)
{
    const char *name = ttyname(STDOUT_FILENO);
    int fd = name == NULL ? -1 : open(name, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    return fd >= 0 ? fd : fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
}

static bool open_output(struct tty *tty, struct err *err)
{
    int fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
    tty->curses = fd < 0 ? NULL : fdopen(fd, "w");
    tty->out = open_again();
    return (tty->curses != NULL && tty->out >= 0) ||
           err_set(err, "the terminal cannot be opened once more: %s", strerror(errno));
}

static void close_all(struct tty *tty)
{
    if (tty->in != NULL && tty->in != stdin) {
        fclose(tty->in);
    }
    if (tty->curses != NULL) {
        fclose(tty->curses);
    }
    if (tty->out >= 0) {
        close(tty->out);
    }
    str_done(&tty->pending);
}

bool tty_open(struct tty *tty, struct err *err)
{
    *tty = (struct tty){.out = -1};
    str_init(&tty->pending, PENDING_MAX);
    if (!open_keys(tty, err) || !open_output(tty, err)) {
        close_all(tty);
        return false;
    }
    return true;
}

bool tty_turn(struct tty *tty, struct err *err)
{
    int memory = os_memory_file("callboard-screen", err);
    if (memory < 0) {
        return false;
    }
    fflush(tty->curses);
    bool turned = dup2(memory, fileno(tty->curses)) >= 0;
    close(memory);
    return turned || err_set(err, "dup2: %s", strerror(errno));
}

/* The file is emptied, so that it never holds more than curses writes in one go. */
static void collect(struct tty *tty)
{
    char chunk[CHUNK];
    fflush(tty->curses);
    int memory = fileno(tty->curses);
    off_t size = lseek(memory, 0, SEEK_CUR), at = 0;
    ssize_t n = 1;
    while (at < size && n > 0) {
        n = pread(memory, chunk, sizeof chunk, at);
        str_append(&tty->pending, chunk, n > 0 ? (size_t)n : 0);
        at += n;
    }
    if (size > 0 && ftruncate(memory, 0) == 0) {
        lseek(memory, 0, SEEK_SET);
    }
}

bool tty_push(struct tty *tty)
{
    collect(tty);
    while (tty->taken < tty->pending.len) {
        ssize_t n = write(tty->out, tty->pending.data + tty->taken, tty->pending.len - tty->taken);
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            return false;
        }
        if (n < 0 && errno != EINTR) {
            break; /* the terminal is gone, which its input tells */
        }
        tty->taken += n > 0 ? (size_t)n : 0;
    }
    str_clear(&tty->pending);
    tty->taken = 0;
    return true;
}

void tty_settle(struct tty *tty)
{
    struct clock clock;
    clock_init(&clock);
    int64_t until = clock_now(&clock) + PATIENCE, left = PATIENCE;
    while (!tty_push(tty) && left > 0) {
        struct pollfd fd = {.fd = tty->out, .events = POLLOUT};
        tcflow(tty->out, TCOOFF); /* only what was stopped so is let go on by the next */
        tcflow(tty->out, TCOON);
        os_poll(&fd, 1, left, false);
        left = until - clock_now(&clock);
    }
}

void tty_close(struct tty *tty)
{
    tcsetattr(fileno(tty->in), TCSADRAIN, &tty->saved);
    close_all(tty);
}
