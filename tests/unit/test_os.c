/* floor: base */
#include "unit.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/os.h"

static volatile sig_atomic_t resized;

static void on_resize(int number)
{
    resized = number;
}

static void a_resize_is_let_in_only_while_asked_for(void **state)
{
    struct os_signals signals;
    struct err err;
    struct sigaction action = {.sa_handler = on_resize}, before;
    (void)state;
    resized = 0;
    sigaction(SIGWINCH, &action, &before);
    assert_true(os_signals_open(&signals, &err));
    raise(SIGWINCH);
    assert_int_equal(os_poll(NULL, 0, 1000, false), 0);
    assert_int_equal(resized, 0);
    assert_int_equal(os_poll(NULL, 0, 60000000, true), 0);
    assert_int_equal(resized, SIGWINCH);
    os_signals_close(&signals);
    sigaction(SIGWINCH, &before, NULL);
}

static void closing_restores_the_mask(void **state)
{
    struct os_signals signals;
    struct err err;
    sigset_t before, after;
    (void)state;
    pthread_sigmask(SIG_SETMASK, NULL, &before);
    assert_true(os_signals_open(&signals, &err));
    os_signals_close(&signals);
    pthread_sigmask(SIG_SETMASK, NULL, &after);
    for (int number = 1; number <= SIGWINCH; number++) {
        assert_int_equal(sigismember(&before, number), sigismember(&after, number));
    }
}

static void each_ending_signal_tells_its_number(void **state)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    struct os_signals signals;
    struct err err;
    (void)state;
    assert_true(os_signals_open(&signals, &err));
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        raise(numbers[i]);
        assert_int_equal(os_signals_read(&signals), numbers[i]);
    }
    assert_int_equal(os_signals_read(&signals), 0);
    os_signals_close(&signals);
}

static void a_memory_file_is_empty_private_and_closed_on_exec(void **state)
{
    struct err err;
    char back[4] = "";
    (void)state;
    int fd = os_memory_file("callboard-test", &err);
    assert_true(fd >= 0);
    assert_int_equal(lseek(fd, 0, SEEK_END), 0);
    assert_true((fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
    assert_int_equal(pwrite(fd, "abc", 3, 0), 3);
    assert_int_equal(pread(fd, back, 3, 0), 3);
    assert_string_equal(back, "abc");
    close(fd);
}

/* select(2) has no place for it; the others must be seen all the same. */
static void a_high_descriptor_does_no_harm(void **state)
{
    struct rlimit limit;
    struct os_wake wake;
    struct err err;
    (void)state;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    if (limit.rlim_max < 2048) {
        skip();
    }
    rlim_t before = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max < 4096 ? limit.rlim_max : 4096;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
    assert_true(os_wake_open(&wake, &err));
    int high = fcntl(wake.read_fd, F_DUPFD, 2000);
    assert_true(high >= 2000);
    os_wake_ring(&wake);
    struct pollfd fds[] = {{.fd = high, .events = POLLIN}, {.fd = wake.read_fd, .events = POLLIN}, {.fd = -1}};
    assert_true(os_poll(fds, 3, 0, false) >= 1);
    assert_int_equal(fds[1].revents, POLLIN);
    assert_int_equal(fds[2].revents, 0);
    close(high);
    os_wake_close(&wake);
    limit.rlim_cur = before;
    setrlimit(RLIMIT_NOFILE, &limit);
}

static void an_ignored_hangup_stays_ignored(void **state)
{
    struct os_signals signals;
    struct err err;
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    (void)state;
    sigaction(SIGHUP, &ignore, &before);
    assert_true(os_signals_open(&signals, &err));
    raise(SIGHUP);
    assert_int_equal(os_signals_read(&signals), 0);
    os_signals_close(&signals);
    sigaction(SIGHUP, &before, NULL);
}

/* True when something happened in its folder within a second: the wait ends with it. */
static bool has_happened(const struct os_watch *watch)
{
    struct pollfd fd = {.fd = watch->fd, .events = POLLIN};
    return os_poll(&fd, 1, 1000000, false) == 1;
}

static void write_file(const char *path)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("x", file);
    fclose(file);
}

static void a_watched_file_tells_of_itself_only(void **state)
{
    char folder[] = "/tmp/watch-XXXXXX", path[64], other[64];
    struct os_watch watch;
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/plan.json", folder);
    snprintf(other, sizeof other, "%s/other", folder);
    os_watch_open(&watch, path);
    assert_string_equal(watch.name, "plan.json");
    assert_false(os_watch_read(&watch));
    if (watch.fd >= 0) { /* a system that cannot watch says nothing at all */
        write_file(other);
        assert_true(has_happened(&watch));
        assert_false(os_watch_read(&watch));
        assert_int_equal(rename(other, path), 0);
        assert_true(has_happened(&watch));
        assert_true(os_watch_read(&watch));
        write_file(path);
        assert_true(os_watch_read(&watch));
        assert_false(os_watch_read(&watch));
    }
    unlink(path);
    rmdir(folder);
    os_watch_close(&watch);
    os_watch_open(&watch, "nowhere/at/all");
    assert_int_equal(watch.fd, -1);
    assert_false(os_watch_read(&watch));
    os_watch_close(&watch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_resize_is_let_in_only_while_asked_for),
        cmocka_unit_test(closing_restores_the_mask),
        cmocka_unit_test(an_ignored_hangup_stays_ignored),
        cmocka_unit_test(each_ending_signal_tells_its_number),
        cmocka_unit_test(a_memory_file_is_empty_private_and_closed_on_exec),
        cmocka_unit_test(a_high_descriptor_does_no_harm),
        cmocka_unit_test(a_watched_file_tells_of_itself_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
