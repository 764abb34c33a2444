/* Whatever a person does, and whatever comes in: runs a program of callboard's on a terminal, sends it keys, clicks, drags, pastes,
 * broken sequences and other sizes at random, and calls meanwhile, some of them meant to hurt a terminal.
 *
 *   storm SECONDS SEED CALLS_PER_SECOND PROGRAM ARG...
 *
 * A run that the keys ended well is followed by another. In the end Ctrl-C has to end it, with the terminal as it was. The
 * same seed sends the same keys; so its arguments are told at the beginning, whatever comes then. Fails with the last screen
 * on standard error. */
#include "pty.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#define BODY_MAX 65536
#define CALLS_EACH 20 /* in a request */
#define COLUMNS 120
#define ROWS 40

struct storm {
    struct pty pty;
    char *const *argv;
    unsigned long long random;
    int fd; /* to the sink; -1 */
    unsigned port;
    unsigned long keys, requests, sizes, runs;
    double next_key, next_post, next_size;
    unsigned calls_per_second;
};

static unsigned below(struct storm *storm, unsigned limit)
{
    storm->random ^= storm->random << 13;
    storm->random ^= storm->random >> 7;
    storm->random ^= storm->random << 17;
    return (unsigned)(storm->random >> 33) % limit;
}

static _Noreturn void give_up(struct storm *storm, const char *why)
{
    fprintf(stderr, "storm: %s, after %lu keys, %lu sizes, %lu requests, %lu runs\n", why, storm->keys, storm->sizes,
            storm->requests, storm->runs);
    if (storm->pty.exited) {
        int status = storm->pty.status;
        fprintf(stderr, "storm: its %s was %d\n", WIFSIGNALED(status) ? "signal" : "status",
                WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    }
    while (pty_wait(&storm->pty, 0.05)) { /* what it said last */
    }
    pty_print(&storm->pty, stderr);
    pty_end(&storm->pty);
    exit(1);
}

/* ---- the program ---- */

/* It tells its address in the bar; 0 until then. */
static unsigned find_port(struct storm *storm)
{
    char rest[PTY_ROW_BYTES];
    return pty_find(&storm->pty, "127.0.0.1:", rest) ? (unsigned)strtoul(rest, NULL, 10) : 0;
}

static void begin(struct storm *storm)
{
    double until = pty_now() + 30;
    if (!pty_start(&storm->pty, COLUMNS, ROWS, storm->argv)) {
        perror("storm");
        exit(1);
    }
    storm->runs++;
    while ((storm->port = find_port(storm)) == 0) {
        if (pty_now() > until || pty_has_exited(&storm->pty)) {
            give_up(storm, "it does not start");
        }
        pty_wait(&storm->pty, 0.05);
    }
}

static void hang_up(struct storm *storm)
{
    if (storm->fd >= 0) {
        close(storm->fd);
        storm->fd = -1;
    }
}

static bool ended_well(const struct storm *storm)
{
    return WIFEXITED(storm->pty.status) && WEXITSTATUS(storm->pty.status) == 0;
}

static void go_on(struct storm *storm)
{
    if (!pty_has_exited(&storm->pty)) {
        return;
    }
    if (!ended_well(storm)) {
        give_up(storm, "it died");
    }
    hang_up(storm);
    pty_end(&storm->pty);
    begin(storm);
}

/* ---- calls ---- */

static const char *const texts[] = {
    "Report Opened", "report_opened", "Signed Up", "Account Created", "Invite Sent", "Account Added User",
    "\\u001b[31mred\\u001b]0;title\\u0007", "\\u001b]52;c;aGk=\\u0007", "\\u009b2J\\u009dx\\u009c", "\\u202egnol\\u2066",
    "e\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301", "\\ud83d\\udc69\\u200d\\ud83d\\udc69\\u200d\\ud83d\\udc66",
    "\\u0000nul", "tab\\tnew\\nline", "\xff\xfe not UTF-8", "\\u2028\\u2029", "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e", "",
};
#define TEXTS (sizeof texts / sizeof *texts)
static const char *const types[] = {"track", "track", "track", "identify", "group", "page", "screen", "alias", "what"};

static size_t put_call(struct storm *storm, char *out, size_t room)
{
    const char *text = texts[below(storm, TEXTS)], *other = texts[below(storm, TEXTS)];
    unsigned user = below(storm, 40), account = below(storm, 12), long_text = below(storm, 200) == 0 ? 3000 : 1;
    int n = snprintf(out, room, "{\"type\":\"%s\",\"event\":\"%s\",\"name\":\"%s\",\"userId\":\"u_%u\",\"anonymousId\":\"a_%u\","
                     "\"groupId\":\"acct_%u\",\"previousId\":\"a_%u\",\"traits\":{\"email\":\"u%u@example.com\",\"name\":\"%s\"},"
                     "\"properties\":{\"long\":\"%*s\",\"n\":12345678901234567890,\"invitee_email\":\"u%u@example.com\"}%s}",
                     types[below(storm, 9)], text, other, user, user, account, user, user, other, (int)long_text, "x",
                     below(storm, 40), below(storm, 3) == 0 ? "" : ",\"context\":{\"groupId\":\"acct_1\"}");
    return n > 0 && (size_t)n < room ? (size_t)n : 0;
}

static void dial(struct storm *storm)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)storm->port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    storm->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (storm->fd < 0 || connect(storm->fd, (struct sockaddr *)&at, sizeof at) != 0) {
        hang_up(storm);
    }
}

static void post(struct storm *storm)
{
    static char body[BODY_MAX], head[256], answer[4096];
    size_t n = 0, added = 1;
    n += (size_t)snprintf(body, sizeof body, "{\"batch\":[");
    for (int i = 0; i < CALLS_EACH && added > 0; i++) {
        added = put_call(storm, body + n + (i > 0), sizeof body - n - 8);
        body[n] = i > 0 && added > 0 ? ',' : body[n];
        n += added + (i > 0 && added > 0);
    }
    n += (size_t)snprintf(body + n, sizeof body - n, "]}");
    int h = snprintf(head, sizeof head, "POST /v1/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %zu\r\n\r\n", n);
    if (storm->fd < 0) {
        dial(storm);
    }
    while (storm->fd >= 0 && recv(storm->fd, answer, sizeof answer, MSG_DONTWAIT) > 0) {
    }
    bool sent = storm->fd >= 0 && send(storm->fd, head, (size_t)h, MSG_NOSIGNAL) == h &&
                send(storm->fd, body, n, MSG_NOSIGNAL) == (ssize_t)n;
    if (!sent) {
        hang_up(storm); /* a simulated fault, or the end of a run */
    }
    storm->requests++;
}

/* ---- keys ---- */

/* Without those that end it at once or stop it, which would only make the storm shorter. */
static const char *const sequences[] = {
    "\033OA", "\033OB", "\033OC", "\033OD", "\033OH", "\033OF", "\033[5~", "\033[6~", "\033[Z", "\033[3~", "\t", "\r", "\033", " ",
    "\177", "\001", "\005", "\025", "\027", "\013", "\f", "\033[", "\033[<", "\033[<0;", "\033O", "\xc3", "\xe2\x82", "\xff", "\033[1;5C",
};
#define SEQUENCES (sizeof sequences / sizeof *sequences)

/* What letters at random would not come to. */
static const char *const phrases[] = {
    "\033/type:track\r", "\033/user:u_3\r", "\033/severity>=note\r", "\033/since:2s\r", "\033/account:acct_1\r", "\033/\025\r",
    "\033:clear\r", "\033:columns\r", "\0331Gmgm'D", "\0331jjjmnnM", "\0331s\033OB\033OB\rGz", "\0335\r\rG", "\0332\r\rG",
};
#define PHRASES (sizeof phrases / sizeof *phrases)

static void type(struct storm *storm, const char *bytes, size_t n)
{
    /* A program that does not read for a while loses keys, as at a real terminal; it must not lose the storm. */
    ssize_t written = write(storm->pty.master, bytes, n);
    (void)written;
    storm->keys++;
}

static void click(struct storm *storm)
{
    static const int buttons[] = {0, 0, 0, 1, 2, 32, 35, 64, 65, 65, 4, 99};
    char text[64];
    int n = snprintf(text, sizeof text, "\033[<%d;%u;%u%c", buttons[below(storm, 12)], 1 + below(storm, (unsigned)storm->pty.columns + 3),
                     1 + below(storm, (unsigned)storm->pty.rows + 3), below(storm, 3) == 0 ? 'm' : 'M');
    type(storm, text, (size_t)n);
}

static void paste(struct storm *storm)
{
    char text[600] = "\033[200~";
    size_t n = strlen(text), end = n + below(storm, 500);
    for (; n < end; n++) {
        text[n] = (char)(below(storm, 10) == 0 ? '\r' : 32 + below(storm, 200));
        text[n] = text[n] == 'q' ? 'p' : text[n];
    }
    memcpy(text + n, "\033[201~", 6);
    type(storm, text, n + 6);
}

static void press(struct storm *storm)
{
    unsigned what = below(storm, 100);
    char letter = (char)(33 + below(storm, 94));
    if (what < 20) {
        click(storm);
    } else if (what < 22) {
        paste(storm);
    } else if (what < 25) {
        const char *phrase = phrases[below(storm, PHRASES)];
        type(storm, phrase, strlen(phrase));
    } else if (what < 55) {
        const char *sequence = sequences[below(storm, SEQUENCES)];
        type(storm, sequence, strlen(sequence));
    } else if (letter != 'q') {
        type(storm, &letter, 1);
    }
}

static void resize(struct storm *storm)
{
    bool usual = below(storm, 3) == 0;
    int columns = usual ? COLUMNS : 1 + (int)below(storm, 240), rows = usual ? ROWS : 1 + (int)below(storm, 70);
    pty_resize(&storm->pty, columns, rows);
    storm->sizes++;
}

static bool due(double *when, double now, double every)
{
    if (now < *when) {
        return false;
    }
    *when = now + every;
    return true;
}

static void rage(struct storm *storm, double seconds)
{
    double end = pty_now() + seconds;
    for (double now = pty_now(); now < end; now = pty_now()) {
        go_on(storm);
        if (due(&storm->next_key, now, 0.008)) {
            press(storm);
        }
        if (due(&storm->next_size, now, 0.3)) {
            resize(storm);
        }
        if (storm->calls_per_second > 0 && due(&storm->next_post, now, (double)CALLS_EACH / storm->calls_per_second)) {
            post(storm);
        }
        pty_wait(&storm->pty, 0.004);
    }
}

/* It has a second for each frame it may still owe, and answers Ctrl-C whatever it shows. */
static void calm_down(struct storm *storm)
{
    double until = pty_now() + 20;
    go_on(storm);
    pty_resize(&storm->pty, COLUMNS, ROWS);
    type(storm, "\003", 1);
    while (!pty_has_exited(&storm->pty)) {
        if (pty_now() > until) {
            give_up(storm, "Ctrl-C does not end it");
        }
        pty_wait(&storm->pty, 0.05);
    }
    while (pty_wait(&storm->pty, 0.05)) {
    }
    if (!ended_well(storm)) {
        give_up(storm, "it did not end well");
    }
    if (storm->pty.alternate || !storm->pty.cursor || !pty_line_restored(&storm->pty)) {
        give_up(storm, "it did not give the terminal back");
    }
}

int main(int argc, char **argv)
{
    struct storm storm = {.fd = -1};
    if (argc < 5) {
        fputs("usage: storm SECONDS SEED CALLS_PER_SECOND PROGRAM ARG...\n", stderr);
        return 2;
    }
    fprintf(stderr, "storm:");
    for (int i = 1; i < argc; i++) {
        fprintf(stderr, " %s", argv[i]);
    }
    fputc('\n', stderr);
    storm.random = 88172645463325252u + strtoull(argv[2], NULL, 10) * 0x9e3779b97f4a7c15u;
    storm.calls_per_second = (unsigned)strtoul(argv[3], NULL, 10);
    storm.argv = argv + 4;
    begin(&storm);
    rage(&storm, strtod(argv[1], NULL));
    calm_down(&storm);
    hang_up(&storm);
    pty_end(&storm.pty);
    printf("%lu keys, %lu sizes, %lu requests of %d calls, %lu runs\n", storm.keys, storm.sizes, storm.requests, CALLS_EACH, storm.runs);
    return 0;
}
