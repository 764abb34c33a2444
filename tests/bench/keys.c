/* How quickly callboard answers keys with very many calls in memory, seen from the other end of the terminal.
 *
 *   keys ROUNDS PROGRAM ARG...      (ARGs must make it show a recording)
 *
 * Runs the program at 200x60 on a pseudo-terminal read by libvterm. While it reads the recording, and when it has read it,
 * presses keys, each when the screen has come to rest (while reading or searching: at any time): the time from the key to the
 * last byte of what it painted. ROUNDS should be even: views are shown and left in turn. Prints a line of name=value pairs for
 * each kind of key and for groups of them, times in milliseconds, then how long each search and reading took, and the memory
 * after it. */
#include "../tools/pty.h"

#define COLUMNS 200
#define ROWS 60
#define DEADLINE_SECONDS 120
#define REST_SECONDS 0.04 /* this long without output is rest; longer than a frame */
#define TIMES_MAX 4096
#define SEARCHES 3 /* of each filter */

enum group { GROUP_NONE, GROUP_READING, GROUP_MOVING, GROUP_CALLS, GROUP_VIEWS, GROUP_SEARCHING, GROUP_FILTER, GROUPS };
static const char *const group_names[GROUPS] = {"", "reading", "moving", "calls", "views", "searching", "filter"};

enum way {
    WAY_KEYS,    /* each when the screen is at rest */
    WAY_PASS,    /* once, only to get there: not told */
    WAY_RESIZE,  /* not a key, but another size */
    WAY_READING, /* while it reads */
    WAY_TYPED,   /* the characters of keys[0], as a filter */
    WAY_PASTED,  /* keys[0] as a filter, all at once: until the first frame, and until everything has been searched */
    WAY_SEARCHED /* keys[1] and the others, while it searches for keys[0] */
};
struct kind {
    const char *name;
    enum group group;    /* told together too */
    const char *keys[4]; /* pressed in turn, one a round */
    enum way way;
    double ms[TIMES_MAX], all_ms[SEARCHES];
    unsigned count, searched;
};

static struct kind kinds[] = {
    {.name = "reading", .group = GROUP_READING, .keys = {"k", "j"}, .way = WAY_READING},
    {.name = "last", .group = GROUP_MOVING, .keys = {"g", "G"}},
    {.name = "top", .keys = {"g"}, .way = WAY_PASS},
    {.name = "down", .group = GROUP_MOVING, .keys = {"j"}},
    {.name = "page-down", .group = GROUP_MOVING, .keys = {"\x06"}},
    {.name = "end", .keys = {"G"}, .way = WAY_PASS},
    {.name = "up", .group = GROUP_MOVING, .keys = {"k"}},
    {.name = "page-up", .group = GROUP_MOVING, .keys = {"\x02"}},
    {.name = "resize", .group = GROUP_MOVING, .keys = {""}, .way = WAY_RESIZE},
    {.name = "finding", .group = GROUP_CALLS, .keys = {"N"}},
    {.name = "user", .group = GROUP_CALLS, .keys = {"U"}},
    {.name = "event", .group = GROUP_CALLS, .keys = {"E"}},
    {.name = "no-finding", .group = GROUP_CALLS, .keys = {"G", "n"}}, /* nothing is below: all the way to the end */
    {.name = "no-user", .group = GROUP_CALLS, .keys = {"g", "U"}},
    {.name = "account", .group = GROUP_CALLS, .keys = {"a"}},
    {.name = "all-accounts", .keys = {"G"}, .way = WAY_PASS},
    {.name = "flow", .group = GROUP_CALLS, .keys = {"f", "1"}},
    {.name = "folding", .group = GROUP_CALLS, .keys = {"z"}},
    {.name = "columns", .group = GROUP_CALLS, .keys = {"w"}},
    {.name = "times", .group = GROUP_CALLS, .keys = {"t"}},
    {.name = "mark", .group = GROUP_CALLS, .keys = {"m", "k"}},
    {.name = "diff", .group = GROUP_CALLS, .keys = {"d"}},
    {.name = "diff-marked", .group = GROUP_CALLS, .keys = {"D"}},
    {.name = "fold-call", .group = GROUP_CALLS, .keys = {"Z"}},
    {.name = "open-call", .group = GROUP_CALLS, .keys = {"\r", "\x1b"}},
    {.name = "accounts", .group = GROUP_VIEWS, .keys = {"1", "2"}},
    {.name = "accounts-down", .group = GROUP_VIEWS, .keys = {"j"}},
    {.name = "accounts-last", .group = GROUP_VIEWS, .keys = {"g", "G"}},
    {.name = "account-open", .group = GROUP_VIEWS, .keys = {"\r", "\x1b"}},
    {.name = "users", .group = GROUP_VIEWS, .keys = {"s"}},
    {.name = "users-last", .group = GROUP_VIEWS, .keys = {"g", "G"}},
    {.name = "links", .group = GROUP_VIEWS, .keys = {"1", "3"}},
    {.name = "links-down", .group = GROUP_VIEWS, .keys = {"j"}},
    {.name = "links-last", .group = GROUP_VIEWS, .keys = {"g", "G"}},
    {.name = "links-switch", .group = GROUP_VIEWS, .keys = {"s"}},
    {.name = "flows", .group = GROUP_VIEWS, .keys = {"1", "4"}},
    {.name = "flows-down", .group = GROUP_VIEWS, .keys = {"j"}},
    {.name = "flows-last", .group = GROUP_VIEWS, .keys = {"g", "G"}},
    {.name = "flows-switch", .group = GROUP_VIEWS, .keys = {"s"}},
    {.name = "warnings", .group = GROUP_VIEWS, .keys = {"1", "5"}},
    {.name = "warnings-down", .group = GROUP_VIEWS, .keys = {"j", "k"}},
    {.name = "warnings-open", .group = GROUP_VIEWS, .keys = {"\r", "\x1b"}},
    {.name = "warnings-list", .keys = {"\r"}, .way = WAY_PASS},
    {.name = "warnings-last", .group = GROUP_VIEWS, .keys = {"G", "g"}},
    {.name = "plan", .group = GROUP_VIEWS, .keys = {"1", "6"}},
    {.name = "plan-down", .group = GROUP_VIEWS, .keys = {"j"}},
    {.name = "plan-last", .group = GROUP_VIEWS, .keys = {"g", "G"}},
    {.name = "requests", .group = GROUP_VIEWS, .keys = {"1", "7"}},
    {.name = "requests-last", .group = GROUP_VIEWS, .keys = {"g", "G"}},
    {.name = "requests-up", .group = GROUP_VIEWS, .keys = {"k"}},
    {.name = "requests-page", .group = GROUP_VIEWS, .keys = {"\x02"}},
    {.name = "live", .keys = {"1"}, .way = WAY_PASS},
    {.name = "filter-typed", .group = GROUP_FILTER, .keys = {"type:track event:Report* -user:u_1"}, .way = WAY_TYPED},
    {.name = "filter-columns", .group = GROUP_FILTER, .keys = {"type:track account:acct_0* -user:nobody severity<=warning"}, .way = WAY_PASTED},
    {.name = "filter-path", .group = GROUP_FILTER, .keys = {"type:track properties.no_such>1"}, .way = WAY_PASTED},
    {.name = "filter-words", .group = GROUP_FILTER, .keys = {"no-such-text"}, .way = WAY_PASTED},
    {.name = "filter-most", .group = GROUP_FILTER, .keys = {"type:track"}, .way = WAY_PASTED},
    {.name = "filter-ask", .keys = {"/"}, .way = WAY_PASS},
    {.name = "filter-said", .keys = {"type:track"}, .way = WAY_PASS},
    {.name = "filter-kept", .keys = {"\r"}, .way = WAY_PASS},
    {.name = "filtered-accounts", .group = GROUP_FILTER, .keys = {"1", "2"}},
    {.name = "filtered-accounts-last", .group = GROUP_FILTER, .keys = {"G", "g"}},
    {.name = "filtered-links", .group = GROUP_FILTER, .keys = {"1", "3"}},
    {.name = "filtered-links-last", .group = GROUP_FILTER, .keys = {"G", "g"}},
    {.name = "filtered-flows", .group = GROUP_FILTER, .keys = {"1", "4"}},
    {.name = "filtered-flows-last", .group = GROUP_FILTER, .keys = {"G", "g"}},
    {.name = "filtered-warnings", .group = GROUP_FILTER, .keys = {"1", "5"}},
    {.name = "filtered-warnings-last", .group = GROUP_FILTER, .keys = {"G", "g"}},
    {.name = "filtered-plan", .group = GROUP_FILTER, .keys = {"1", "6"}},
    {.name = "filtered-plan-last", .group = GROUP_FILTER, .keys = {"G", "g"}},
    {.name = "filtered-requests", .group = GROUP_FILTER, .keys = {"1", "7"}},
    {.name = "filtered-requests-last", .group = GROUP_FILTER, .keys = {"G", "g"}},
    {.name = "filter-live", .keys = {"1"}, .way = WAY_PASS},
    {.name = "filtered-live", .group = GROUP_FILTER, .keys = {"k"}},
    {.name = "filtered-page", .group = GROUP_FILTER, .keys = {"\x02"}},
    {.name = "filtered-account", .group = GROUP_FILTER, .keys = {"a"}},
    {.name = "filter-ended", .keys = {"\x1b"}, .way = WAY_PASS},
    {.name = "searching", .group = GROUP_SEARCHING, .keys = {"properties.seats>250", "k", "\x02", "g"}, .way = WAY_SEARCHED},
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

static void send(struct pty *pty, const char *bytes)
{
    if (write(pty->master, bytes, strlen(bytes)) < 0) {
        die(pty, "write");
    }
}

static void note(struct kind *kind, double ms)
{
    if (ms > 0 && kind->count < TIMES_MAX && kind->way != WAY_PASS) {
        kind->ms[kind->count++] = ms;
    }
}

static void press(struct pty *pty, struct kind *kind, const char *key)
{
    double start = pty_now();
    send(pty, key);
    note(kind, first_frame(pty, start));
}

static const char *key_of(const struct kind *kind, unsigned first, unsigned round)
{
    unsigned ways = first;
    while (ways < 4 && kind->keys[ways] != NULL) {
        ways++;
    }
    return kind->keys[first + round % (ways - first)];
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

static void ask_filter(struct pty *pty)
{
    send(pty, "/");
    wait_rest(pty);
}

static void end_filter(struct pty *pty)
{
    send(pty, "\x1b");
    wait_rest(pty);
}

static void type_filter(struct pty *pty, struct kind *kind)
{
    ask_filter(pty);
    for (const char *at = kind->keys[0]; *at != '\0'; at++) {
        press(pty, kind, (const char[]){*at, '\0'});
        wait_rest(pty);
    }
    end_filter(pty);
}

static void paste_filter(struct pty *pty, struct kind *kind)
{
    char text[256];
    snprintf(text, sizeof text, "\x1b[200~%s\x1b[201~", kind->keys[0]);
    ask_filter(pty);
    double start = pty_now(), last = start;
    press(pty, kind, text);
    do {
        last = pty_now();
    } while (pty_wait(pty, REST_SECONDS) || pty_find(pty, " searching ", NULL));
    kind->all_ms[kind->searched++] = (last - start) * 1e3;
    end_filter(pty);
}

static void search_on(struct pty *pty, struct kind *kind)
{
    char text[256];
    snprintf(text, sizeof text, "\x1b[200~%s\x1b[201~", kind->keys[0]);
    ask_filter(pty);
    send(pty, text);
    send(pty, "\r");
    while (!pty_find(pty, " searching ", NULL) && pty_wait(pty, 1)) {
    }
    for (unsigned i = 0; pty_find(pty, " searching ", NULL); i++) {
        press(pty, kind, key_of(kind, 1, i));
        for (double until = pty_now() + 0.01 + (double)(i * 7919 % 50) / 1e3; pty_now() < until;) {
            pty_wait(pty, 0.005);
        }
    }
    end_filter(pty);
}

static void resize(struct pty *pty, struct kind *kind, unsigned round)
{
    double start = pty_now();
    pty_resize(pty, COLUMNS - (int)(round % 3), ROWS);
    note(kind, first_frame(pty, start));
}

static unsigned rounds_of(const struct kind *kind, unsigned rounds)
{
    return kind->way == WAY_PASS || kind->way == WAY_SEARCHED ? 1 : kind->way == WAY_TYPED || kind->way == WAY_PASTED ? SEARCHES : rounds;
}

static void run(struct pty *pty, struct kind *kind, unsigned rounds)
{
    for (unsigned i = 0; i < rounds_of(kind, rounds); i++) {
        switch (kind->way) {
        case WAY_TYPED:
            type_filter(pty, kind);
            break;
        case WAY_PASTED:
            paste_filter(pty, kind);
            break;
        case WAY_SEARCHED:
            search_on(pty, kind);
            break;
        case WAY_RESIZE:
            resize(pty, kind, i);
            break;
        default:
            press(pty, kind, key_of(kind, 0, i));
            break;
        }
        wait_rest(pty);
    }
}

/* Keys between frames that come anyway: a frame that shows calls that came is as good as one for the key only when the key
 * was taken in before, which it cannot tell; so the time is from below. */
static double read_on(struct pty *pty, struct kind *kind)
{
    double start = pty_now();
    for (unsigned i = 0; is_reading(pty); i++) {
        press(pty, kind, key_of(kind, 0, i));
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
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        tell("search", kinds[i].name, kinds[i].all_ms, kinds[i].searched);
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
