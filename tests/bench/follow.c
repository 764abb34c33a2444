/* What following costs in memory: the screen shown at 200x60 while very many calls come, more than are held, and then while
 * it is drawn very many times.
 *
 *   follow HELD ROUNDS FRAMES LOAD PROGRAM ARG...     (ARGs must make it listen on a port of 127.0.0.1 and hold HELD calls)
 *
 * Has LOAD (tools/load.c) post HELD calls ROUNDS times, until everybody and every text has come that its calls speak of, and
 * ROUNDS times more, which is measured; then presses a key FRAMES times, each when it has painted for the one before. Prints one
 * line of name=value pairs: bytes of anonymous memory for each call of the second rounds, and for each frame; and how many calls
 * were received in a second. */
#include "../tools/pty.h"

#define COLUMNS 200
#define ROWS 60
#define DEADLINE_SECONDS 60
#define REST_SECONDS 0.1

static void die(const struct pty *pty, const char *what)
{
    fprintf(stderr, "follow: %s\n", what);
    if (pty != NULL) {
        pty_print(pty, stderr);
    }
    exit(1);
}

static unsigned long wait_port(struct pty *pty)
{
    char rest[PTY_ROW_BYTES];
    for (double until = pty_now() + DEADLINE_SECONDS; !pty_find(pty, "127.0.0.1:", rest); pty_wait(pty, 0.01)) {
        if (pty_now() > until || pty_has_exited(pty)) {
            die(pty, "it does not start");
        }
    }
    return strtoul(rest, NULL, 10);
}

static double anonymous(const struct pty *pty)
{
    char path[64], line[256];
    double kib = 0;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pty->pid);
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        sscanf(line, "RssAnon: %lf", &kib);
    }
    if (file != NULL) {
        fclose(file);
    }
    return kib * 1024;
}

static pid_t start_load(char *load, unsigned long port, unsigned long calls)
{
    char port_text[16], calls_text[24];
    snprintf(port_text, sizeof port_text, "%lu", port);
    snprintf(calls_text, sizeof calls_text, "%lu", calls);
    pid_t pid = fork();
    if (pid == 0) {
        char *argv[] = {load, port_text, "--calls", calls_text, "--batch", "100", "--drain", NULL};
        int null = open("/dev/null", O_WRONLY);
        dup2(null, STDOUT_FILENO);
        execv(load, argv);
        _exit(127);
    }
    return pid;
}

/* Until all of them were received and taken in; the screen is read all the while. */
static void receive(struct pty *pty, char *load, unsigned long port, unsigned long calls)
{
    int status = -1;
    pid_t pid = start_load(load, port, calls);
    while (waitpid(pid, &status, WNOHANG) != pid) {
        pty_wait(pty, 0.005);
    }
    if (status != 0) {
        die(pty, "the load failed");
    }
    while (pty_wait(pty, REST_SECONDS)) {
    }
}

static void receive_rounds(struct pty *pty, char *load, unsigned long port, unsigned long calls, unsigned long rounds)
{
    for (unsigned long i = 0; i < rounds; i++) {
        receive(pty, load, port, calls);
    }
}

static void draw(struct pty *pty, unsigned long frames)
{
    for (unsigned long i = 0; i < frames; i++) {
        unsigned long long before = pty->bytes;
        if (write(pty->master, i % 2 == 0 ? "k" : "j", 1) != 1) {
            die(pty, "write");
        }
        for (double until = pty_now() + DEADLINE_SECONDS; pty->bytes == before;) {
            if (!pty_wait(pty, 0.1) && pty_now() > until) {
                die(pty, "it does not paint");
            }
        }
    }
}

int main(int argc, char **argv)
{
    struct pty pty;
    if (argc < 7) {
        fputs("usage: follow HELD ROUNDS FRAMES LOAD PROGRAM ARG...\n", stderr);
        return 2;
    }
    unsigned long held = strtoul(argv[1], NULL, 10), rounds = strtoul(argv[2], NULL, 10), frames = strtoul(argv[3], NULL, 10);
    if (!pty_start(&pty, COLUMNS, ROWS, argv + 5)) {
        die(NULL, "cannot start it");
    }
    unsigned long port = wait_port(&pty);
    receive_rounds(&pty, argv[4], port, held, rounds);
    double before = anonymous(&pty), start = pty_now();
    receive_rounds(&pty, argv[4], port, held, rounds);
    double seconds = pty_now() - start, after = anonymous(&pty);
    draw(&pty, frames);
    double drawn = anonymous(&pty), calls = (double)(held * rounds);
    printf("call_bytes=%.2f frame_bytes=%.2f calls_per_s=%.0f anonymous_mib=%.0f\n", (after - before) / calls,
           (drawn - after) / (double)frames, calls / seconds, drawn / 1048576);
    pty_end(&pty);
    return 0;
}
