/* floor: wire */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "wire/io.h"
#include "wire/journal.h"

#define START INT64_C(1795442531204123) /* 2026-11-23T14:02:11.204123Z */
#define PATH_SIZE 512

struct fixture {
    char folder[64];
    struct err err;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    snprintf(fixture.folder, sizeof fixture.folder, "/tmp/callboard-journal-XXXXXX");
    *state = &fixture;
    return mkdtemp(fixture.folder) == NULL;
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *place)
{
    (void)status;
    (void)type;
    (void)place;
    return remove(path);
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    return nftw(fixture->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

static const char *in_folder(const struct fixture *fixture, const char *name, char path[PATH_SIZE])
{
    snprintf(path, PATH_SIZE, "%s/%s", fixture->folder, name);
    return path;
}

static bool exists(const struct fixture *fixture, const char *name)
{
    char path[PATH_SIZE];
    return access(in_folder(fixture, name, path), F_OK) == 0;
}

static void write_file(const struct fixture *fixture, const char *name, const char *text)
{
    char path[PATH_SIZE];
    FILE *file = fopen(in_folder(fixture, name, path), "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    fclose(file);
}

static struct journal *create(struct fixture *fixture, const char *name, uint64_t max_size, unsigned keep)
{
    struct journal_options options = {
        .folder = fixture->folder, .name = name, .max_size = max_size, .segments = 4, .keep = keep, .now = START};
    return journal_create(&options, &fixture->err);
}

static struct journal *create_memory(struct fixture *fixture, uint64_t max_size)
{
    struct journal_options options = {.max_size = max_size, .segments = 4, .now = START};
    return journal_create(&options, &fixture->err);
}

static enum journal_result append_at(struct journal *journal, const char *body, int64_t received)
{
    struct capture capture;
    capture_init(&capture);
    capture.received = received;
    capture.method = "POST";
    capture.path = "/v1/t";
    capture.status = 200;
    capture.form = CAPTURE_BODY_JSON;
    capture.body = body;
    capture.body_size = strlen(body);
    return journal_append(journal, &capture, NULL);
}

static void append(struct journal *journal, const char *body)
{
    assert_int_equal(append_at(journal, body, START), JOURNAL_RECORDED);
}

/* The next capture has this body; NULL: the end. */
static void expect(struct journal_reader *reader, const char *body)
{
    struct capture capture;
    enum journal_next next = journal_next(reader, &capture);
    assert_int_equal(next, body == NULL ? JOURNAL_END : JOURNAL_CAPTURE);
    if (body != NULL) {
        assert_int_equal(capture.body_size, strlen(body));
        assert_memory_equal(capture.body, body, strlen(body));
    }
}

static struct journal *open_one(struct fixture *fixture, const char *name)
{
    char path[PATH_SIZE];
    const char *paths[] = {in_folder(fixture, name, path)};
    return journal_open(paths, 1, &fixture->err);
}

/* ---- writing and reading ---- */

static void records_are_read_back_in_order(void **state)
{
    for (int in_memory = 0; in_memory < 2; in_memory++) {
        struct journal *journal = in_memory ? create_memory(*state, 1 << 20) : create(*state, NULL, 1 << 20, 0);
        struct journal_reader *reader = journal_reader_new(journal);
        expect(reader, NULL);
        append(journal, "{\"n\":1}");
        append(journal, "{\"n\":2}");
        expect(reader, "{\"n\":1}");
        expect(reader, "{\"n\":2}");
        expect(reader, NULL);
        append(journal, "{\"n\":3}");
        expect(reader, "{\"n\":3}");
        expect(reader, NULL);
        journal_reader_free(reader);
        journal_close(journal);
    }
}

static void sequence_numbers_count_and_times_never_run_backwards(void **state)
{
    struct journal *journal = create_memory(*state, 1 << 20);
    struct journal_reader *reader = journal_reader_new(journal);
    struct capture first, second;
    append_at(journal, "1", START + 5);
    append_at(journal, "2", START);
    assert_int_equal(journal_next(reader, &first), JOURNAL_CAPTURE);
    assert_int_equal(first.seq, 1);
    assert_int_equal(journal_next(reader, &second), JOURNAL_CAPTURE);
    assert_int_equal(second.seq, 2);
    assert_true(second.received == START + 5);
    journal_reader_free(reader);
    journal_close(journal);
}

static void lines_longer_than_a_block_are_read(void **state)
{
    const size_t n = 3000000;
    struct journal *journal = create_memory(*state, 64 << 20);
    struct journal_reader *reader = journal_reader_new(journal);
    char *body = test_malloc(n + 1);
    memset(body, 'x', n);
    body[0] = body[n - 1] = '"';
    body[n] = '\0';
    append(journal, "1");
    append(journal, body);
    append(journal, "2");
    expect(reader, "1");
    expect(reader, body);
    expect(reader, "2");
    expect(reader, NULL);
    test_free(body);
    journal_reader_free(reader);
    journal_close(journal);
}

static void a_record_is_found_again_by_its_offset(void **state)
{
    struct journal *journal = create(*state, NULL, 4096, 0);
    struct journal_reader *reader = journal_reader_new(journal), *other = journal_reader_new(journal);
    struct capture capture, again;
    uint64_t offsets[20];
    for (unsigned i = 0; i < 20; i++) {
        char body[16];
        snprintf(body, sizeof body, "{\"n\":%u}", i);
        append(journal, body);
        assert_int_equal(journal_next(reader, &capture), JOURNAL_CAPTURE);
        offsets[i] = capture.offset;
    }
    for (unsigned i = 20; i-- > 0;) {
        assert_true(journal_at(other, offsets[i], &again));
        assert_int_equal(again.seq, i + 1);
        assert_true(journal_at(other, offsets[i], &capture));
        assert_ptr_equal(again.body, capture.body);
    }
    expect(reader, NULL);
    assert_false(journal_at(other, 1 << 30, &again));
    journal_reader_free(reader);
    journal_reader_free(other);
    journal_close(journal);
}

/* ---- bounds ---- */

static void the_oldest_segment_goes_and_is_counted(void **state)
{
    for (int in_memory = 0; in_memory < 2; in_memory++) {
        struct journal *journal = in_memory ? create_memory(*state, 4000) : create(*state, "bounded", 4000, 0);
        struct journal_reader *late = journal_reader_new(journal);
        struct journal_state told;
        struct capture capture;
        for (unsigned i = 0; i < 200; i++) {
            append(journal, "{\"a\":1}");
            journal_state(journal, &told);
            assert_true(told.bytes <= 4000);
        }
        assert_int_equal(told.records, 200);
        assert_true(told.dropped_records > 0);
        assert_int_equal(journal_next(late, &capture), JOURNAL_LOST);
        assert_int_equal(capture.seq, told.dropped_records);
        uint64_t seq = told.dropped_records;
        while (journal_next(late, &capture) == JOURNAL_CAPTURE) {
            assert_int_equal(capture.seq, ++seq);
        }
        assert_int_equal(seq, 200);
        assert_false(journal_at(late, 0, &capture));
        assert_false(exists(*state, "bounded.ndjson"));
        journal_reader_free(late);
        journal_close(journal);
    }
}

static void a_record_larger_than_a_segment_has_one_of_its_own(void **state)
{
    char body[2000];
    struct journal *journal = create(*state, "big", 4000, 0);
    memset(body, '1', sizeof body - 1);
    body[sizeof body - 1] = '\0';
    append(journal, "1");
    append(journal, body);
    append(journal, "2");
    assert_true(exists(*state, "big.ndjson.3"));
    struct journal_reader *reader = journal_reader_new(journal);
    expect(reader, "1");
    expect(reader, body);
    expect(reader, "2");
    journal_reader_free(reader);
    journal_close(journal);
}

/* ---- waking ---- */

static bool is_rung(const struct os_wake *wake)
{
    struct pollfd fd = {.fd = wake->read_fd, .events = POLLIN};
    return poll(&fd, 1, 0) == 1;
}

static void the_wake_rings_only_for_a_reader_that_waits(void **state)
{
    struct fixture *fixture = *state;
    struct journal *journal = create_memory(fixture, 1 << 20);
    struct journal_reader *reader = journal_reader_new(journal);
    struct os_wake wake;
    assert_true(os_wake_open(&wake, &fixture->err));
    journal_set_wake(journal, &wake);
    append(journal, "1");
    assert_false(is_rung(&wake));
    assert_false(journal_reader_wait(reader));
    expect(reader, "1");
    assert_true(journal_reader_wait(reader));
    append(journal, "2");
    assert_true(is_rung(&wake));
    os_wake_clear(&wake);
    append(journal, "3");
    assert_false(is_rung(&wake));
    journal_reader_free(reader);
    journal_close(journal);
    os_wake_close(&wake);
}

enum { MANY = 20000 };

static void *append_many(void *journal)
{
    char body[32];
    for (unsigned i = 1; i <= MANY; i++) {
        snprintf(body, sizeof body, "{\"n\":%u}", i);
        append_at(journal, body, START);
    }
    return NULL;
}

/* Every record is read or counted as lost, whatever the threads do. */
static void race(struct journal *journal, struct err *err)
{
    struct journal_reader *reader = journal_reader_new(journal);
    struct capture capture;
    struct os_wake wake;
    pthread_t writer;
    uint64_t seen = 0;
    assert_true(os_wake_open(&wake, err));
    journal_set_wake(journal, &wake);
    assert_int_equal(pthread_create(&writer, NULL, append_many, journal), 0);
    while (seen < MANY) {
        enum journal_next next = journal_next(reader, &capture);
        if (next == JOURNAL_CAPTURE) {
            assert_int_equal(capture.seq, ++seen);
        } else if (next == JOURNAL_LOST) {
            seen += capture.seq;
        } else {
            assert_int_equal(next, JOURNAL_END);
            if (journal_reader_wait(reader)) {
                struct pollfd fd = {.fd = wake.read_fd, .events = POLLIN};
                assert_int_equal(poll(&fd, 1, 20000), 1);
                os_wake_clear(&wake);
            }
        }
    }
    assert_int_equal(seen, MANY);
    pthread_join(writer, NULL);
    journal_reader_free(reader);
    os_wake_close(&wake);
}

static void a_reader_keeps_up_with_a_writing_thread(void **state)
{
    struct fixture *fixture = *state;
    struct journal *journal = create_memory(fixture, 1 << 30);
    race(journal, &fixture->err);
    journal_close(journal);
}

static void a_reader_survives_segments_dropped_under_it(void **state)
{
    struct fixture *fixture = *state;
    struct journal *journal = create(fixture, NULL, 16000, 0);
    race(journal, &fixture->err);
    journal_close(journal);
}

/* ---- failing writes ---- */

struct broken {
    int why;        /* errno of every write, 0 = the system's own */
    bool is_short;  /* half of it is written */
    bool cuts_fail; /* and cutting back fails */
};

static ssize_t broken_writev(void *self, int fd, const struct iovec *parts, int count)
{
    const struct broken *broken = self;
    if (broken->is_short) {
        return write(fd, parts[0].iov_base, parts[0].iov_len / 2);
    }
    if (broken->why != 0) {
        errno = broken->why;
        return -1;
    }
    return writev(fd, parts, count);
}

static int broken_truncate(void *self, int fd, off_t size)
{
    const struct broken *broken = self;
    errno = EIO;
    return broken->cuts_fail ? -1 : ftruncate(fd, size);
}

static void a_failed_write_leaves_no_trace(void **state)
{
    static const struct {
        struct broken broken;
        enum journal_result result;
    } cases[] = {
        {{.why = ENOSPC}, JOURNAL_FULL},
        {{.why = EDQUOT}, JOURNAL_FULL},
        {{.why = EFBIG}, JOURNAL_FULL},
        {{.why = EIO}, JOURNAL_FAILED},
        {{.is_short = true}, JOURNAL_FULL},
        {{.is_short = true, .cuts_fail = true}, JOURNAL_FULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct broken broken = {0};
        struct journal *journal = create(*state, NULL, 1 << 20, 0);
        struct journal_reader *reader = journal_reader_new(journal);
        struct journal_state told;
        journal_set_io(journal, &(struct io){broken_writev, broken_truncate, &broken});
        append(journal, "1");
        broken = cases[i].broken;
        assert_int_equal(append_at(journal, "2", START), cases[i].result);
        journal_state(journal, &told);
        assert_true(told.failing);
        assert_int_equal(told.refused, 1);
        assert_true(told.problem[0] != '\0');
        assert_int_equal(told.records, 1);
        broken = (struct broken){0};
        append(journal, "3");
        journal_state(journal, &told);
        assert_false(told.failing);
        assert_string_equal(told.problem, "");
        expect(reader, "1");
        expect(reader, "3");
        expect(reader, NULL);
        journal_reader_free(reader);
        journal_close(journal);
    }
}

/* ---- sessions ---- */

static void a_session_is_named_by_its_time_and_unique(void **state)
{
    struct journal *first = create(*state, NULL, 1 << 20, 0), *second = create(*state, NULL, 1 << 20, 0);
    char path[PATH_SIZE];
    struct stat status;
    assert_string_equal(journal_name(first), "2026-11-23T14-02-11");
    assert_string_equal(journal_name(second), "2026-11-23T14-02-11-2");
    assert_string_equal(journal_path(first), in_folder(*state, "2026-11-23T14-02-11.ndjson", path));
    assert_int_equal(stat(journal_path(first), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    journal_close(first);
    journal_close(second);
    assert_false(exists(*state, "2026-11-23T14-02-11.ndjson"));
}

static void a_second_writer_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct journal *journal = create(fixture, "shared", 1 << 20, 0);
    assert_null(create(fixture, "shared", 1 << 20, 0));
    assert_non_null(strstr(fixture->err.text, "another callboard"));
    append(journal, "1");
    journal_close(journal);
    journal = create(fixture, "shared", 1 << 20, 0);
    assert_non_null(journal);
    journal_close(journal);
}

static void an_existing_session_is_continued(void **state)
{
    struct journal *journal = create(*state, "again", 2000, 0);
    for (unsigned i = 0; i < 10; i++) {
        append_at(journal, "{}", START + 100);
    }
    journal_close(journal);
    journal = create(*state, "again", 2000, 0);
    append(journal, "11");
    struct journal_reader *reader = journal_reader_new(journal);
    struct capture capture;
    uint64_t count = 0;
    while (journal_next(reader, &capture) == JOURNAL_CAPTURE) {
        assert_int_equal(capture.seq, ++count);
        assert_true(capture.received == START + 100);
    }
    assert_int_equal(count, 11);
    journal_reader_free(reader);
    journal_close(journal);
}

static void a_torn_last_line_is_cut_off_and_said(void **state)
{
    struct journal *journal = create(*state, "torn", 1 << 20, 0);
    append(journal, "1");
    char path[PATH_SIZE];
    FILE *file = fopen(in_folder(*state, "torn.ndjson", path), "a");
    fputs("{\"v\":1,\"seq\":2,", file);
    fclose(file);
    journal_close(journal);

    journal = open_one(*state, "torn.ndjson");
    struct journal_reader *reader = journal_reader_new(journal);
    assert_non_null(strstr(journal_notice(journal), "dropped a torn last line of 15 bytes"));
    expect(reader, "1");
    expect(reader, NULL);
    journal_reader_free(reader);
    journal_close(journal);

    journal = create(*state, "torn", 1 << 20, 0);
    assert_non_null(strstr(journal_notice(journal), "dropped a torn last line of 15 bytes"));
    append(journal, "2");
    reader = journal_reader_new(journal);
    expect(reader, "1");
    expect(reader, "2");
    expect(reader, NULL);
    journal_reader_free(reader);
    journal_close(journal);
}

static void old_sessions_go_but_none_that_is_being_written(void **state)
{
    struct journal *busy = create(*state, "busy", 1 << 20, 0);
    append(busy, "1");
    static const char *const names[] = {"a", "b", "c"};
    for (size_t i = 0; i < 3; i++) {
        struct journal *journal = create(*state, names[i], 100, 0);
        append(journal, "1");
        append(journal, "2");
        journal_close(journal);
    }
    write_file(*state, "notes.txt", "keep me");
    struct journal *journal = create(*state, "now", 1 << 20, 2);
    assert_non_null(journal);
    assert_true(exists(*state, "busy.ndjson"));
    assert_true(exists(*state, "now.ndjson"));
    assert_true(exists(*state, "c.ndjson.2"));
    assert_false(exists(*state, "a.ndjson.2"));
    assert_false(exists(*state, "b.ndjson.2"));
    assert_true(exists(*state, "notes.txt"));
    journal_close(journal);
    journal_close(busy);
}

static void names_that_leave_the_folder_are_refused(void **state)
{
    static const char *const names[] = {"", "../x", "a/b", ".hidden", "a\nb"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_null(create(*state, names[i], 1 << 20, 0));
    }
}

static void the_latest_session_is_the_last_written_with_a_record(void **state)
{
    struct fixture *fixture = *state;
    struct str path;
    char wanted[PATH_SIZE];
    str_init(&path, PATH_SIZE);
    assert_false(journal_latest(fixture->folder, &path, &fixture->err));
    write_file(fixture, "z.ndjson", "{}\n");
    write_file(fixture, "b.ndjson.7", "{}\n");
    write_file(fixture, "y.ndjson", "");
    struct timespec old[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
    assert_int_equal(utimensat(AT_FDCWD, in_folder(fixture, "z.ndjson", wanted), old, 0), 0);
    assert_true(journal_latest(fixture->folder, &path, &fixture->err));
    assert_string_equal(path.data, in_folder(fixture, "b.ndjson", wanted));
    struct journal *journal = journal_open((const char *const[]){path.data}, 1, &fixture->err);
    assert_non_null(journal);
    journal_close(journal);
    str_done(&path);
}

/* ---- what others wrote ---- */

static void plain_calls_are_read_with_their_line_numbers(void **state)
{
    struct capture capture;
    write_file(*state, "calls.txt", "{\"a\":1}\n\nnonsense\n{\"a\":2}\r\n{\"a\":3}");
    struct journal *journal = open_one(*state, "calls.txt");
    struct journal_reader *reader = journal_reader_new(journal);
    assert_string_equal(journal_notice(journal), "");
    expect(reader, "{\"a\":1}");
    assert_int_equal(journal_next(reader, &capture), JOURNAL_BAD);
    assert_int_equal(capture.line, 3);
    assert_string_equal(capture.path, "calls.txt");
    assert_int_equal(journal_next(reader, &capture), JOURNAL_CAPTURE);
    assert_int_equal(capture.seq, 4);
    assert_string_equal(capture.path, "calls.txt");
    assert_true(capture.received == CLOCK_NONE);
    expect(reader, "{\"a\":3}");
    expect(reader, NULL);
    assert_true(journal_reader_wait(reader));
    journal_reader_free(reader);
    journal_close(journal);
}

static void several_files_are_read_in_the_order_given(void **state)
{
    struct fixture *fixture = *state;
    char first[PATH_SIZE], second[PATH_SIZE];
    write_file(fixture, "s.ndjson", "1\n");
    write_file(fixture, "s.ndjson.10", "3\n4");
    write_file(fixture, "s.ndjson.9", "2");
    write_file(fixture, "other", "5");
    const char *paths[] = {in_folder(fixture, "s.ndjson", first), in_folder(fixture, "other", second)};
    struct journal *journal = journal_open(paths, 2, &fixture->err);
    struct journal_reader *reader = journal_reader_new(journal);
    assert_string_equal(journal_name(journal), "s");
    expect(reader, "1");
    expect(reader, "2");
    expect(reader, "3");
    expect(reader, "4");
    expect(reader, "5");
    expect(reader, NULL);
    journal_reader_free(reader);
    journal_close(journal);
}

static void what_cannot_be_opened_is_said(void **state)
{
    struct fixture *fixture = *state;
    assert_null(open_one(fixture, "missing.ndjson"));
    assert_non_null(strstr(fixture->err.text, "missing.ndjson"));
    assert_null(open_one(fixture, ""));
    assert_non_null(strstr(fixture->err.text, "folder"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(records_are_read_back_in_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sequence_numbers_count_and_times_never_run_backwards, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lines_longer_than_a_block_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_record_is_found_again_by_its_offset, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_oldest_segment_goes_and_is_counted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_record_larger_than_a_segment_has_one_of_its_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_wake_rings_only_for_a_reader_that_waits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_reader_keeps_up_with_a_writing_thread, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_reader_survives_segments_dropped_under_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_failed_write_leaves_no_trace, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_session_is_named_by_its_time_and_unique, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_second_writer_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_existing_session_is_continued, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_torn_last_line_is_cut_off_and_said, set_up, tear_down),
        cmocka_unit_test_setup_teardown(old_sessions_go_but_none_that_is_being_written, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_that_leave_the_folder_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_latest_session_is_the_last_written_with_a_record, set_up, tear_down),
        cmocka_unit_test_setup_teardown(plain_calls_are_read_with_their_line_numbers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(several_files_are_read_in_the_order_given, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_opened_is_said, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
