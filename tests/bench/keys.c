/* How quickly callboard answers keys with very many calls in memory, seen from the other end of the terminal.
 *
 *   keys ROUNDS PROGRAM ARG...      (ARGs must make it show a recording)
 *
 * Runs the program at 200x60 on a pseudo-terminal read by libvterm. While it reads the recording, and when it has read it,
 * presses keys, each when the screen has come to rest (while reading: at any time): the time from the key to the last byte of
 * what it painted. ROUNDS should be even: views are shown and left in turn. Prints a line of name=value pairs for each kind of
 * key and for groups of them, times in milliseconds, then how long reading took, and the memory after it. */
#include "../tools/pty.h"

#define COLUMNS 200
#define ROWS 60
#define DEADLINE_SECONDS 120
#define REST_SECONDS 0.04 /* this long without output is rest; longer than a frame */
#define TIMES_MAX 4096

enum group { GROUP_NONE, GROUP_READING, GROUP_MOVING, GROUP_CALLS, GROUP_VIEWS, GROUPS };
static const char *const group_names[GROUPS] = {"", "reading", "moving", "calls", "views"};

struct kind {
    const char *name;
    enum group group;      /* told together too */
    const char *keys[4]; /* pressed in turn, one a round */
    bool loading;        /* while it reads */
    bool resize;         /* not a key, but another size */
    bool pass;           /* only to get there: not told */
    double ms[TIMES_MAX];
    unsigned count;
};

static struct kind kinds[] = {
    {.name = "reading", .group = GROUP_READING, .keys = {"k", "j"}, .loading = true},
    {.name = "last", .group = GROUP_MOVING, .keys = {"g", "G"}},
    {.name = "top", .keys = {"g"}, .pass = true},
    {.name = "down", .group = GROUP_MOVING, .keys = {"j"}},
    {.name = "page-down", .group = GROUP_MOVING, .keys = {"\x06"}},
    {.name = "end", .keys = {"G"}, .pass = true},
    {.name = "up", .group = GROUP_MOVING, .keys = {"k"}},
    {.name = "page-up", .group = GROUP_MOVING, .keys = {"\x02"}},
    {.name = "finding", .group = GROUP_CALLS, .keys = {"N"}},
    {.name = "user", .group = GROUP_CALLS, .keys = {"U"}},
    {.name = "event", .group = GROUP_CALLS, .keys = {"E"}},
    {.name = "no-finding", .group = GROUP_CALLS, .keys = {"G", "n"}}, /* nothing is below: all the way to the end */
    {.name = "no-user", .group = GROUP_CALLS, .keys = {"g", "U"}},
    {.name = "account", .group = GROUP_CALLS, .keys = {"a"}},
    {.name = "all-accounts", .keys = {"G"}, .pass = true},
    {.name = "flow", .group = GROUP_CALLS, .keys = {"f", "1"}},
    {.name = "folding", .group = GROUP_CALLS, .keys = {"z"}},
    {.name = "columns", .group = GROUP_CALLS, .keys = {"w"}},
    {.name = "times", .group = GROUP_CALLS, .keys = {"t"}},
    {.name = "resize", .group = GROUP_MOVING, .keys = {""}, .resize = true},
    {.name = "accounts", .group = GROUP_VIEWS, .keys = {"1", "2"}},
    {.name = "accounts-down", .group = GROUP_VIEWS, .keys = {"j"}},
    {.name = "links", .group = GROUP_VIEWS, .keys = {"1", "3"}},
    {.name = "links-down", .group = GROUP_VIEWS, .keys = {"j"}},
    {.name = "flows", .group = GROUP_VIEWS, .keys = {"1", "4"}},
    {.name = "flows-down", .group = GROUP_VIEWS, .keys = {"j"}},
    {.name = "warnings", .group = GROUP_VIEWS, .keys = {"1", "5"}},
    {.name = "warnings-down", .group = GROUP_VIEWS, .keys = {"j"}},
    {.name = "plan", .group = GROUP_VIEWS, .keys = {"1", "6"}},
    {.name = "plan-down", .group = GROUP_VIEWS, .keys = {"j"}},
    {.name = "requests", .group = GROUP_VIEWS, .keys = {"1", "7"}},
    {.name = "live", .keys = {"1"}, .pass = true},
};

static void die(const struct pty *pty, const char *what)
{
    fprintf(stderr, "keys: %s\n", what);
    if (pty != NULL) {
        pty_print(pty, stderr);
    }
    exit(1);
}

static bool is_reading(struct pty *pty)
{
    return pty_find(pty, " reading ", NULL);
}

static void wait_rest(struct pty *pty)
{
    double until = pty_now() + DEADLINE_SECONDS;
    while (pty_wait(pty, REST_SECONDS)) {
        if (pty_now() > until) {
            die(pty, "the screen does not come to rest");
        }
    }
}

/* From `start` to the last byte of the first frame that comes; 0 when nothing comes, which is so for a key that has
 * nothing to change. A frame comes in one go: what follows after a gap is another one. */
static double first_frame(struct pty *pty, double start)
{
    double last = 0;
    if (pty_wait(pty, 0.5)) {
        do {
            last = pty_now();
        } while (pty_wait(pty, 0.001));
    }
    return last == 0 ? 0 : (last - start) * 1e3;
}

static void press(struct pty *pty, struct kind *kind, unsigned round)
{
    unsigned ways = 0;
    while (ways < 4 && kind->keys[ways] != NULL) {
        ways++;
    }
    const char *key = kind->keys[round % ways];
    double start = pty_now();
    if (kind->resize) {
        pty_resize(pty, COLUMNS - (int)(round % 3), ROWS);
    } else if (write(pty->master, key, strlen(key)) < 0) {
        die(pty, "write");
    }
    double ms = first_frame(pty, start);
    if (ms > 0 && kind->count < TIMES_MAX && !kind->pass) {
        kind->ms[kind->count++] = ms;
    }
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void tell(const char *what, const char *name, double *ms, unsigned count)
{
    qsort(ms, count, sizeof *ms, ascending);
    if (count > 0) {
        printf("%s=%s count=%u p50=%.2f p99=%.2f max=%.2f\n", what, name, count, ms[count / 2], ms[count * 99 / 100], ms[count - 1]);
    }
}

static void tell_group(enum group group)
{
    static double all[TIMES_MAX * sizeof kinds / sizeof *kinds];
    unsigned count = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i].group == group) {
            memcpy(all + count, kinds[i].ms, kinds[i].count * sizeof *all);
            count += kinds[i].count;
        }
    }
    tell("group", group_names[group], all, count);
}

static void run(struct pty *pty, struct kind *kind, unsigned rounds)
{
    for (unsigned i = 0; i < (kind->pass ? 1 : rounds); i++) {
        press(pty, kind, i);
        wait_rest(pty);
    }
}

/* Keys between frames that come anyway: a frame that shows calls that came is as good as one for the key only when the key
 * was taken in before, which it cannot tell; so the time is from below. */
static double read_on(struct pty *pty, struct kind *kind)
{
    double start = pty_now();
    for (unsigned i = 0; is_reading(pty); i++) {
        press(pty, kind, i);
        for (double until = pty_now() + 0.01 + (double)(i * 7919 % 50) / 1e3; pty_now() < until;) {
            pty_wait(pty, 0.005);
        }
        if (pty_now() - start > DEADLINE_SECONDS) {
            die(pty, "it does not come to the end of the recording");
        }
    }
    return pty_now() - start;
}

static long anonymous_kib(pid_t pid)
{
    char path[64], line[256];
    long kib = 0;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        sscanf(line, "RssAnon: %ld", &kib);
    }
    if (file != NULL) {
        fclose(file);
    }
    return kib;
}

int main(int argc, char **argv)
{
    struct pty pty;
    if (argc < 3) {
        fputs("usage: keys ROUNDS PROGRAM ARG...\n", stderr);
        return 2;
    }
    unsigned rounds = (unsigned)strtoul(argv[1], NULL, 10);
    if (!pty_start(&pty, COLUMNS, ROWS, argv + 2)) {
        die(NULL, "cannot start it");
    }
    for (double until = pty_now() + DEADLINE_SECONDS; !pty_find(&pty, "recording", NULL); pty_wait(&pty, 0.01)) {
        if (pty_now() > until || pty_has_exited(&pty)) {
            die(&pty, "it does not start");
        }
    }
    double seconds = read_on(&pty, &kinds[0]);
    wait_rest(&pty);
    for (size_t i = 1; i < sizeof kinds / sizeof *kinds; i++) {
        run(&pty, &kinds[i], rounds);
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        tell("kind", kinds[i].name, kinds[i].ms, kinds[i].count);
    }
    for (int group = GROUP_READING; group < GROUPS; group++) {
        tell_group((enum group)group);
    }
    printf("read_seconds=%.1f anonymous_mib=%.0f\n", seconds, (double)anonymous_kib(pty.pid) / 1024);
    kill(pty.pid, SIGTERM);
    for (double until = pty_now() + DEADLINE_SECONDS; !pty_has_exited(&pty) && pty_now() < until;) {
        pty_wait(&pty, 0.005);
    }
    pty_end(&pty);
    return 0;
}
