/* How quickly callboard draws, seen from the other end of the terminal.
 *
 *   paint POSTS STARTS IDLE_SECONDS PROGRAM ARG...     (ARGs must make it listen on a port of 127.0.0.1)
 *
 * Runs the program at 120x40 on a pseudo-terminal read by libvterm: STARTS times from fork to the address being on the
 * screen; then POSTS single calls, each sent when the screen has come to rest, from the receipt of the 200 to the call's own
 * event name being on the screen; then, with nothing happening, the processor time and context switches of all its threads.
 * Prints one line of name=value pairs, times in milliseconds. */
#include "../tools/pty.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#define COLUMNS 120
#define ROWS 40
#define DEADLINE_SECONDS 10
#define REST_SECONDS 0.05      /* this long without output is rest */
#define SETTLED_SECONDS 3.0    /* findings are made and rates have fallen to nothing */
#define POST_BYTES 4096

static void die(const struct pty *pty, const char *what)
{
    fprintf(stderr, "paint: %s\n", what);
    if (pty != NULL) {
        pty_print(pty, stderr);
    }
    exit(1);
}

/* Until `text` is on the screen; the time when it was. */
static double wait_text(struct pty *pty, const char *text, char *rest)
{
    double until = pty_now() + DEADLINE_SECONDS;
    while (!pty_find(pty, text, rest)) {
        if (pty_now() > until || pty_has_exited(pty)) {
            die(pty, "the text did not come");
        }
        pty_wait(pty, 0.05);
    }
    return pty_now();
}

static void wait_rest(struct pty *pty, double seconds)
{
    double until = pty_now() + DEADLINE_SECONDS;
    while (pty_wait(pty, seconds)) {
        if (pty_now() > until) {
            die(pty, "the screen does not come to rest");
        }
    }
}

static void quit(struct pty *pty)
{
    kill(pty->pid, SIGTERM);
    for (double until = pty_now() + DEADLINE_SECONDS; !pty_has_exited(pty); pty_wait(pty, 0.005)) {
        if (pty_now() > until) {
            die(pty, "it does not end on SIGTERM");
        }
    }
    pty_end(pty);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* ---- posting ---- */

static int connect_to(const char *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)strtoul(port, NULL, 10))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        die(NULL, "cannot connect");
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

static void send_call(int fd, const char *event, unsigned number)
{
    char body[POST_BYTES / 2], request[POST_BYTES];
    int n = snprintf(body, sizeof body,
                     "{\"type\":\"track\",\"event\":\"%s\",\"userId\":\"u_%u\",\"messageId\":\"paint-%u\",\"timestamp\":"
                     "\"2026-11-23T14:02:11.204Z\",\"properties\":{\"total\":%u,\"currency\":\"EUR\"},\"context\":{\"groupId\":"
                     "\"acme\",\"library\":{\"name\":\"@segment/analytics-node\",\"version\":\"3.1.0\"}}}",
                     event, number % 20, number, number);
    n = snprintf(request, sizeof request,
                 "POST /v1/track HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
                 n, body);
    if (send(fd, request, (size_t)n, MSG_NOSIGNAL) != n) {
        die(NULL, "send");
    }
}

/* Milliseconds from the 200 to the event's name on the screen; 0 when it was there first. */
static double measure_post(struct pty *pty, int fd, unsigned number)
{
    char event[32], reply[POST_BYTES];
    double answered = 0, shown = 0, until = pty_now() + DEADLINE_SECONDS;
    snprintf(event, sizeof event, "Painted %06u", number);
    send_call(fd, event, number);
    while (answered == 0 || shown == 0) {
        struct pollfd fds[] = {{.fd = fd, .events = answered == 0 ? POLLIN : 0}, {.fd = pty->master, .events = POLLIN}};
        poll(fds, 2, 100);
        if ((fds[0].revents & POLLIN) != 0) {
            ssize_t n = recv(fd, reply, sizeof reply, 0);
            answered = pty_now();
            if (n < 13 || memcmp(reply, "HTTP/1.1 200 ", 13) != 0) {
                die(pty, "not answered 200");
            }
        }
        if ((fds[1].revents & POLLIN) != 0 && pty_read(pty) && shown == 0 && pty_find(pty, event, NULL)) {
            shown = pty_now();
        }
        if (pty_now() > until) {
            die(pty, "a call is not shown");
        }
    }
    return shown > answered ? (shown - answered) * 1e3 : 0;
}

static void measure_posts(struct pty *pty, const char *port, double *ms, unsigned count)
{
    int fd = connect_to(port);
    for (unsigned i = 0; i < count; i++) {
        ms[i] = measure_post(pty, fd, i);
        /* not in step with anything that has a period */
        wait_rest(pty, REST_SECONDS + (double)(i * 7919 % 50) / 1e3);
    }
    close(fd);
    qsort(ms, count, sizeof *ms, ascending);
}

/* ---- at rest ---- */

struct usage {
    double cpu;                   /* seconds */
    unsigned long long switches;  /* of context: each is a wake-up, or an interruption of work */
};

static void add_task(pid_t pid, const char *task, struct usage *usage)
{
    char path[512], line[256];
    unsigned long long value;
    snprintf(path, sizeof path, "/proc/%d/task/%.64s/schedstat", (int)pid, task);
    FILE *file = fopen(path, "r");
    if (file != NULL && fscanf(file, "%llu", &value) == 1) {
        usage->cpu += (double)value / 1e9;
    }
    if (file != NULL) {
        fclose(file);
    }
    snprintf(path, sizeof path, "/proc/%d/task/%.64s/status", (int)pid, task);
    file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, "voluntary_ctxt_switches: %llu", &value) == 1 ||
            sscanf(line, "nonvoluntary_ctxt_switches: %llu", &value) == 1) {
            usage->switches += value;
        }
    }
    if (file != NULL) {
        fclose(file);
    }
}

static struct usage usage_of(pid_t pid)
{
    char path[64];
    struct usage usage = {0};
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *tasks = opendir(path);
    for (struct dirent *task; tasks != NULL && (task = readdir(tasks)) != NULL;) {
        if (task->d_name[0] != '.') {
            add_task(pid, task->d_name, &usage);
        }
    }
    if (tasks != NULL) {
        closedir(tasks);
    }
    return usage;
}

static struct usage measure_idle(struct pty *pty, double seconds)
{
    wait_rest(pty, SETTLED_SECONDS);
    struct usage before = usage_of(pty->pid);
    for (double until = pty_now() + seconds, left; (left = until - pty_now()) > 0;) {
        pty_wait(pty, left);
    }
    struct usage after = usage_of(pty->pid);
    return (struct usage){after.cpu - before.cpu, after.switches - before.switches};
}

static void measure_starts(char *const *argv, double *ms, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        struct pty pty;
        double start = pty_now();
        if (!pty_start(&pty, COLUMNS, ROWS, argv)) {
            die(NULL, "cannot start it");
        }
        ms[i] = (wait_text(&pty, "127.0.0.1:", NULL) - start) * 1e3;
        wait_rest(&pty, REST_SECONDS);
        quit(&pty);
    }
    qsort(ms, count, sizeof *ms, ascending);
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        fputs("usage: paint POSTS STARTS IDLE_SECONDS PROGRAM ARG...\n", stderr);
        return 2;
    }
    unsigned posts = (unsigned)strtoul(argv[1], NULL, 10), starts = (unsigned)strtoul(argv[2], NULL, 10);
    double seconds = strtod(argv[3], NULL);
    double *start = calloc(starts + 1, sizeof *start), *paint = calloc(posts + 1, sizeof *paint);
    char port[PTY_ROW_BYTES];
    struct pty pty;
    if (start == NULL || paint == NULL || posts == 0 || starts == 0) {
        die(NULL, "nothing to do");
    }
    measure_starts(argv + 4, start, starts);
    if (!pty_start(&pty, COLUMNS, ROWS, argv + 4)) {
        die(NULL, "cannot start it");
    }
    wait_text(&pty, "127.0.0.1:", port);
    wait_rest(&pty, REST_SECONDS);
    measure_posts(&pty, port, paint, posts);
    struct usage idle = measure_idle(&pty, seconds);
    quit(&pty);
    printf("start_p50=%.1f start_max=%.1f paint_p50=%.2f paint_p99=%.2f paint_max=%.2f idle_cpu_percent=%.3f "
           "idle_switches=%llu idle_seconds=%.0f\n", start[starts / 2], start[starts - 1], paint[posts / 2],
           paint[posts * 99 / 100], paint[posts - 1], idle.cpu * 100 / seconds, idle.switches, seconds);
    free(start);
    free(paint);
    return 0;
}
