/* Runs a program on a terminal and does what standard input says, one step per line; the first step that fails ends it
 * with the screen on standard error.
 *
 *   term [-s CxR] PROGRAM ARG...        steps:
 *     wait-text TEXT     until it is on the screen          key NAME           Enter Esc Tab Up Down ... Ctrl-X, or text
 *     wait-gone TEXT     until it is not                    size CxR           another size of the window
 *     wait-exit STATUS   until the program has ended so     suspend, resume    Ctrl-S and Ctrl-Q
 *     wait-url           until the sink's address is shown; sets $URL and $PORT for `run`
 *     click X,Y          the left button, down and up (mouse X,Y only goes there; wheel-up, wheel-down; press, release-button)
 *     paste TEXT         marked as a terminal does
 *     wait-stopped       until it has been stopped      wait-written       until something was since the last mark
 *     expect-shell       alternate screen and mouse off, cursor shown          expect-no-mouse
 *     wait-still         until the program has written nothing for a while (with `suspend`: that it is still)
 *     hold, release      do not read the terminal, or do again
 *     deadline SECONDS   for the waiting steps after it (10)
 *     run COMMAND        a shell command; must succeed      signal NAME        TERM INT HUP QUIT STOP CONT ...
 *     same-bytes         nothing was written since the last `mark`             mark
 *     expect-restored    alternate screen off, cursor shown, line modes as before
 *     modes              prints them                        screen [FILE]      prints the screen */
#include "pty.h"

#define LINE_BYTES 4096
#define STILL_SECONDS 0.15

struct session {
    struct pty pty;
    double deadline;
    bool held;
    unsigned long long mark;
    char why[LINE_BYTES];
};

typedef bool step_condition(struct session *session, const char *text);

static bool fail(struct session *session, const char *why)
{
    snprintf(session->why, sizeof session->why, "%s", why);
    return false;
}

static bool wait_for(struct session *session, step_condition *condition, const char *text)
{
    double until = pty_now() + session->deadline;
    while (!condition(session, text)) {
        double left = until - pty_now();
        if (left <= 0) {
            return fail(session, "not within the deadline");
        }
        if (session->held) {
            poll(NULL, 0, 10);
        } else {
            pty_wait(&session->pty, left < 0.02 ? left : 0.02);
        }
    }
    return true;
}

/* ---- conditions ---- */

static bool text_is_there(struct session *session, const char *text)
{
    return pty_find(&session->pty, text, NULL);
}

static bool text_is_gone(struct session *session, const char *text)
{
    return !text_is_there(session, text);
}

static bool has_exited(struct session *session, const char *text)
{
    (void)text;
    return pty_has_exited(&session->pty);
}

static bool url_is_there(struct session *session, const char *text)
{
    char rest[PTY_ROW_BYTES], url[LINE_BYTES];
    (void)text;
    if (!pty_find(&session->pty, "127.0.0.1:", rest)) {
        return false;
    }
    size_t digits = strspn(rest, "0123456789");
    if (digits == 0 || rest[digits] == '\0') {
        return false;
    }
    rest[digits] = '\0';
    snprintf(url, sizeof url, "http://127.0.0.1:%.5s", rest);
    setenv("URL", url, 1);
    setenv("PORT", rest, 1);
    return true;
}

static bool was_written(struct session *session, const char *text)
{
    (void)text;
    return session->pty.bytes != session->mark;
}

/* ---- steps ---- */

static bool step_wait_text(struct session *session, const char *text)
{
    return wait_for(session, text_is_there, text);
}

static bool step_wait_gone(struct session *session, const char *text)
{
    return wait_for(session, text_is_gone, text);
}

static bool step_wait_url(struct session *session, const char *text)
{
    return wait_for(session, url_is_there, text);
}

static bool step_wait_still(struct session *session, const char *text)
{
    (void)text;
    double until = pty_now() + session->deadline;
    while (pty_wait(&session->pty, STILL_SECONDS)) {
        if (pty_now() > until) {
            return fail(session, "it goes on writing");
        }
    }
    return true;
}

static bool step_wait_exit(struct session *session, const char *text)
{
    if (!wait_for(session, has_exited, text)) {
        return false;
    }
    while (pty_wait(&session->pty, STILL_SECONDS)) { /* the kernel hands the last bytes over in its own time */
    }
    int status = session->pty.status;
    char got[64];
    snprintf(got, sizeof got, WIFSIGNALED(status) ? "signal %d" : "%d", WIFSIGNALED(status) ? WTERMSIG(status)
                                                                                            : WEXITSTATUS(status));
    if (strcmp(got, text) == 0) {
        return true;
    }
    snprintf(session->why, sizeof session->why, "ended with %s", got);
    return false;
}

static bool step_size(struct session *session, const char *text)
{
    int columns, rows;
    if (sscanf(text, "%dx%d", &columns, &rows) != 2 || columns < 1 || rows < 1 || columns > PTY_COLUMNS_MAX ||
        rows > PTY_ROWS_MAX) {
        return fail(session, "not a size");
    }
    pty_resize(&session->pty, columns, rows);
    return true;
}

static bool send_bytes(struct session *session, const char *bytes)
{
    size_t n = strlen(bytes);
    return write(session->pty.master, bytes, n) == (ssize_t)n || fail(session, "the terminal takes no input");
}

static const struct key {
    const char *name, *bytes;
} keys[] = {
    {"Up", "\033OA"}, {"Down", "\033OB"}, {"Right", "\033OC"}, {"Left", "\033OD"}, {"Home", "\033OH"}, {"End", "\033OF"},
    {"PageUp", "\033[5~"}, {"PageDown", "\033[6~"}, {"BackTab", "\033[Z"}, {"Backspace", "\177"}, {"Delete", "\033[3~"},
    {"Tab", "\t"}, {"Enter", "\r"}, {"Esc", "\033"}, {"Space", " "},
};

static bool step_key(struct session *session, const char *text)
{
    if (strncmp(text, "Ctrl-", 5) == 0 && text[5] != '\0') {
        return send_bytes(session, (const char[]){(char)(text[5] & 0x1F), '\0'});
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strcmp(keys[i].name, text) == 0) {
            return send_bytes(session, keys[i].bytes);
        }
    }
    return send_bytes(session, text);
}

static bool step_suspend(struct session *session, const char *text)
{
    (void)text;
    return send_bytes(session, "\023");
}

static bool step_resume(struct session *session, const char *text)
{
    (void)text;
    return send_bytes(session, "\021");
}

static bool step_hold(struct session *session, const char *text)
{
    (void)text;
    session->held = true;
    return true;
}

static bool step_release(struct session *session, const char *text)
{
    (void)text;
    session->held = false;
    return true;
}

static bool step_deadline(struct session *session, const char *text)
{
    session->deadline = strtod(text, NULL);
    return session->deadline > 0 || fail(session, "not a number of seconds");
}

static bool step_run(struct session *session, const char *text)
{
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        execlp("bash", "bash", "-c", text, (char *)NULL);
        _exit(127);
    }
    while (waitpid(pid, &status, WNOHANG) == 0) {
        if (session->held) {
            poll(NULL, 0, 5);
        } else {
            pty_wait(&session->pty, 0.005);
        }
    }
    return status == 0 || fail(session, "the command failed");
}

static bool step_signal(struct session *session, const char *text)
{
    static const struct {
        const char *name;
        int number;
    } signals[] = {{"TERM", SIGTERM}, {"INT", SIGINT}, {"HUP", SIGHUP}, {"QUIT", SIGQUIT}, {"WINCH", SIGWINCH},
               {"KILL", SIGKILL}, {"STOP", SIGSTOP}, {"CONT", SIGCONT}, {"SEGV", SIGSEGV}, {"ABRT", SIGABRT}};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        if (strcmp(signals[i].name, text) == 0) {
            return kill(session->pty.pid, signals[i].number) == 0 || fail(session, "it cannot be signalled");
        }
    }
    return fail(session, "no such signal");
}

/* libvterm writes what a terminal would in the mode that the program asked for: nothing, if it did not. */
static bool mouse(struct session *session, const char *text, int button, const bool *presses)
{
    int x, y;
    if (sscanf(text, "%d,%d", &x, &y) != 2) {
        return fail(session, "not a place");
    }
    if (!session->pty.mouse) {
        return fail(session, "it does not ask for the mouse");
    }
    vterm_mouse_move(session->pty.vt, y, x, VTERM_MOD_NONE);
    for (int i = 0; i < 2 && presses != NULL; i++) {
        vterm_mouse_button(session->pty.vt, button, presses[i], VTERM_MOD_NONE);
    }
    return true;
}

static bool step_mouse(struct session *session, const char *text)
{
    return mouse(session, text, 0, NULL);
}

static bool step_click(struct session *session, const char *text)
{
    return mouse(session, text, 1, (const bool[]){true, false});
}

static bool step_press(struct session *session, const char *text)
{
    return mouse(session, text, 1, (const bool[]){true, true});
}

static bool step_release_button(struct session *session, const char *text)
{
    return mouse(session, text, 1, (const bool[]){false, false});
}

static bool step_wheel_up(struct session *session, const char *text)
{
    return mouse(session, text, 4, (const bool[]){true, true});
}

static bool step_wheel_down(struct session *session, const char *text)
{
    return mouse(session, text, 5, (const bool[]){true, true});
}

static bool step_paste(struct session *session, const char *text)
{
    vterm_keyboard_start_paste(session->pty.vt);
    bool sent = send_bytes(session, text);
    vterm_keyboard_end_paste(session->pty.vt);
    return sent;
}

static bool has_stopped(struct session *session, const char *text)
{
    int status;
    (void)text;
    return waitpid(session->pty.pid, &status, WNOHANG | WUNTRACED) == session->pty.pid && WIFSTOPPED(status);
}

static bool step_wait_stopped(struct session *session, const char *text)
{
    return wait_for(session, has_stopped, text);
}

static bool step_mark(struct session *session, const char *text)
{
    (void)text;
    session->mark = session->pty.bytes;
    return true;
}

static bool step_same_bytes(struct session *session, const char *text)
{
    (void)text;
    return session->mark == session->pty.bytes || fail(session, "something was written");
}

static bool step_modes(struct session *session, const char *text)
{
    (void)text;
    printf("alternate=%s cursor=%s line=%s\n", session->pty.alternate ? "on" : "off", session->pty.cursor ? "on" : "off",
           pty_line_restored(&session->pty) ? "same" : "changed");
    return true;
}

static bool step_expect_restored(struct session *session, const char *text)
{
    (void)text;
    snprintf(session->why, sizeof session->why, "alternate screen %s, cursor %s, mouse %s, line modes %s",
             session->pty.alternate ? "on" : "off", session->pty.cursor ? "on" : "off", session->pty.mouse ? "on" : "off",
             pty_line_restored(&session->pty) ? "as before" : "changed");
    return !session->pty.alternate && session->pty.cursor && !session->pty.mouse && pty_line_restored(&session->pty);
}

static bool step_wait_written(struct session *session, const char *text)
{
    return wait_for(session, was_written, text);
}

static bool step_expect_no_mouse(struct session *session, const char *text)
{
    (void)text;
    return !session->pty.mouse || fail(session, "it asks for the mouse");
}

/* A shell in between changes the line's modes itself. */
static bool step_expect_shell(struct session *session, const char *text)
{
    (void)text;
    return (!session->pty.alternate && session->pty.cursor && !session->pty.mouse) ||
           fail(session, "alternate screen, hidden cursor or mouse");
}

static bool step_screen(struct session *session, const char *text)
{
    FILE *file = text[0] == '\0' ? stdout : fopen(text, "w");
    if (file == NULL) {
        return fail(session, strerror(errno));
    }
    pty_print(&session->pty, file);
    return file == stdout || fclose(file) == 0;
}

static const struct step {
    const char *name;
    step_condition *run;
} steps[] = {
    {"wait-text", step_wait_text},   {"wait-gone", step_wait_gone},     {"wait-exit", step_wait_exit},
    {"wait-url", step_wait_url},     {"wait-still", step_wait_still},   {"key", step_key},
    {"size", step_size},             {"suspend", step_suspend},         {"resume", step_resume},
    {"hold", step_hold},             {"release", step_release},         {"deadline", step_deadline},
    {"run", step_run},               {"signal", step_signal},           {"mark", step_mark},
    {"same-bytes", step_same_bytes}, {"modes", step_modes},             {"expect-restored", step_expect_restored},
    {"screen", step_screen},         {"mouse", step_mouse},             {"click", step_click},
    {"press", step_press},           {"release-button", step_release_button}, {"wheel-up", step_wheel_up},
    {"wheel-down", step_wheel_down}, {"paste", step_paste},             {"wait-stopped", step_wait_stopped},
    {"wait-written", step_wait_written}, {"expect-no-mouse", step_expect_no_mouse}, {"expect-shell", step_expect_shell},
};

static bool do_step(struct session *session, char *line)
{
    line[strcspn(line, "\n")] = '\0';
    line += strspn(line, " ");
    size_t n = strcspn(line, " ");
    const char *text = line + n + (line[n] == ' ');
    if (n == 0 || line[0] == '#') {
        return true;
    }
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (strlen(steps[i].name) == n && strncmp(steps[i].name, line, n) == 0) {
            return steps[i].run(session, text);
        }
    }
    return fail(session, "no such step");
}

static bool run_steps(struct session *session)
{
    char line[LINE_BYTES];
    while (fgets(line, sizeof line, stdin) != NULL) {
        if (!do_step(session, line)) {
            fprintf(stderr, "term: %s: %s\n", line, session->why);
            pty_wait(&session->pty, 0);
            pty_print(&session->pty, stderr);
            return false;
        }
        fflush(stdout);
    }
    return true;
}

int main(int argc, char **argv)
{
    struct session session = {.deadline = 10};
    int columns = 80, rows = 24, first = 1;
    if (argc > 3 && strcmp(argv[1], "-s") == 0) {
        first = sscanf(argv[2], "%dx%d", &columns, &rows) == 2 ? 3 : argc;
    }
    if (first >= argc || columns > PTY_COLUMNS_MAX || rows > PTY_ROWS_MAX) {
        fputs("usage: term [-s CxR] PROGRAM ARG... <STEPS\n", stderr);
        return 2;
    }
    if (!pty_start(&session.pty, columns, rows, argv + first)) {
        perror("term");
        return 1;
    }
    bool passed = run_steps(&session);
    pty_end(&session.pty);
    return passed ? 0 : 1;
}
