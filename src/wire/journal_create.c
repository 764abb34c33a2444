/* Beginning a session to write to, or going on with one. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/num.h"
#include "base/paths.h"
#include "base/xalloc.h"
#include "journal_parts.h"

#define DEFAULT_SEGMENTS 16
#define MIN_SEGMENTS 2
#define NAME_MAX_BYTES 200
#define SAME_SECOND_MAX 1000
#define DATE_BYTES 19 /* YYYY-MM-DDTHH-MM-SS */

static bool name_allowed(const char *name, struct err *err)
{
    size_t n = strlen(name);
    bool allowed = n > 0 && n <= NAME_MAX_BYTES && name[0] != '.' && name[0] != '-';
    for (size_t i = 0; i < n && allowed; i++) {
        allowed = name[i] != '/' && (unsigned char)name[i] >= ' ' && name[i] != 0x7f;
    }
    return allowed || err_set(err, "'%.60s' cannot name a session: use letters, digits, '.', '_' and '-', and "
                                   "begin with a letter or digit", name);
}

/* Locks the file and makes sure it is still there: between opening and locking another process may remove it. */
static bool lock_file(int fd, const char *path, struct err *err)
{
    struct stat status;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        return errno == EWOULDBLOCK
                   ? err_set(err, "%s is being written by another callboard: stop it, or choose another name with "
                                  "--session", path)
                   : err_set(err, "%s cannot be locked: %s", path, strerror(errno));
    }
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) || status.st_nlink == 0) {
        return err_set(err, "%s is not a file callboard can write to: choose another name with --session", path);
    }
    return true;
}

static int open_locked(const char *path, int flags, struct err *err)
{
    int fd = open(path, O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | flags, 0600);
    if (fd < 0) {
        int why = errno;
        err_set(err, "%s cannot be opened for writing: %s", path, strerror(why));
        errno = why;
        return -1;
    }
    if (!lock_file(fd, path, err)) {
        close(fd);
        errno = EBUSY;
        return -1;
    }
    return fd;
}

static int create_file(struct journal *journal, struct err *err)
{
    struct str path;
    str_init(&path, JOURNAL_PATH_MAX);
    int fd;
    do {
        str_clear(&path);
        journal_folder_path(journal->folder, journal->session, journal->next_number++, &path);
        fd = open_locked(path.data, O_CREAT | O_EXCL, err);
    } while (fd < 0 && errno == EEXIST && journal->next_number > 2 && journal->next_number < SAME_SECOND_MAX);
    if (fd >= 0) {
        pthread_mutex_lock(&journal->lock);
        journal_segment_add(journal, fd, path.data, strrchr(path.data, '/') + 1);
        pthread_mutex_unlock(&journal->lock);
    }
    int why = errno;
    str_done(&path);
    errno = why;
    return fd;
}

static int create_memory(struct journal *journal, struct err *err)
{
    int fd = os_memory_file("callboard", err);
    if (fd >= 0 && fcntl(fd, F_SETFL, O_APPEND) != 0) {
        err_set(err, "the memory file cannot be set to append: %s", strerror(errno));
        close(fd);
        fd = -1;
    }
    if (fd >= 0) {
        pthread_mutex_lock(&journal->lock);
        journal_segment_add(journal, fd, "", "ephemeral");
        pthread_mutex_unlock(&journal->lock);
    }
    return fd;
}

bool journal_begin_segment(struct journal *journal, struct err *err)
{
    return (journal->in_memory ? create_memory(journal, err) : create_file(journal, err)) >= 0;
}

/* ---- a new session ---- */

static bool begin_unnamed(struct journal *journal, int64_t now, struct err *err)
{
    char iso[CLOCK_ISO_SIZE], name[CLOCK_ISO_SIZE + NUM_TEXT_SIZE];
    clock_format_iso(now, iso);
    iso[DATE_BYTES] = '\0';
    for (char *p = iso; *p != '\0'; p++) {
        *p = *p == ':' ? '-' : *p;
    }
    for (unsigned i = 1; i < SAME_SECOND_MAX; i++) {
        snprintf(name, sizeof name, i == 1 ? "%s" : "%s-%u", iso, i);
        free(journal->session);
        journal->session = xstrdup(name);
        journal->next_number = 1;
        if (create_file(journal, err) >= 0) {
            return true;
        }
        if (errno != EEXIST && errno != EBUSY) {
            return false;
        }
    }
    return false;
}

/* ---- an old one ---- */

/* The last record's number and time, so that the next ones follow them. */
static void note_last(struct journal *journal, const char *line, size_t n)
{
    struct capture capture;
    struct str scratch;
    str_init(&scratch, JOURNAL_LINE_MAX);
    if (capture_read(line, n, &scratch, &capture) == CAPTURE_LINE_RECORD) {
        journal->next_seq = capture.seq + 1;
        journal->last_received = capture.received;
    }
    str_done(&scratch);
}

static bool is_whole(const char *line, size_t n)
{
    struct capture capture;
    struct str scratch;
    str_init(&scratch, JOURNAL_LINE_MAX);
    enum capture_line kind = capture_read(line, n, &scratch, &capture);
    str_done(&scratch);
    return kind == CAPTURE_LINE_RECORD || kind == CAPTURE_LINE_FOREIGN;
}

/* A last line without its line feed is ended when it is whole, else cut off. */
static bool mend_end(struct journal *journal, int fd, struct journal_scan *scan, struct err *err)
{
    struct str torn;
    uint64_t size = scan->size - scan->whole;
    str_init(&torn, JOURNAL_LINE_MAX);
    bool read = journal_scan_read(fd, scan->whole, size, &torn);
    bool mended;
    if (read && is_whole(torn.data, torn.len)) {
        mended = write(fd, "\n", 1) == 1;
        scan->last_line = scan->whole;
        scan->whole = scan->size + 1;
        scan->lines++;
    } else {
        mended = ftruncate(fd, (off_t)scan->whole) == 0;
        str_printf(&journal->notice, "dropped a torn last line of %llu bytes", (unsigned long long)size);
    }
    str_done(&torn);
    return mended || err_set(err, "the end of session %s cannot be mended: %s", journal->session, strerror(errno));
}

static bool read_last(struct journal *journal, int fd, const struct journal_scan *scan)
{
    struct str line;
    str_init(&line, JOURNAL_LINE_MAX);
    bool read = scan->whole == 0 ||
                journal_scan_read(fd, scan->last_line, scan->whole - scan->last_line - 1, &line);
    if (read && line.len > 0) {
        note_last(journal, line.data, line.len);
    }
    str_done(&line);
    return read;
}

static bool adopt(struct journal *journal, unsigned number, bool is_last, struct err *err)
{
    struct str path;
    struct journal_scan scan;
    str_init(&path, JOURNAL_PATH_MAX);
    journal_folder_path(journal->folder, journal->session, number, &path);
    int fd = open_locked(path.data, 0, err);
    bool adopted = fd >= 0;
    if (adopted) {
        struct journal_segment *segment = journal_segment_add(journal, fd, path.data, strrchr(path.data, '/') + 1);
        adopted = journal_scan_all(fd, &scan) || err_set(err, "%s cannot be read: %s", path.data, strerror(errno));
        bool is_torn = adopted && scan.whole < scan.size;
        adopted = adopted && (!is_torn || !is_last || mend_end(journal, fd, &scan, err));
        segment->size = is_last ? scan.whole : scan.size;
        segment->records = scan.lines + (is_torn && !is_last ? 1 : 0);
        adopted = adopted && (read_last(journal, fd, &scan) || err_set(err, "%s cannot be read", path.data));
        journal->state.bytes += segment->size;
        journal->state.records += segment->records;
    }
    str_done(&path);
    return adopted;
}

static bool begin_named(struct journal *journal, struct err *err)
{
    unsigned *numbers;
    size_t count = journal_folder_segments(journal->folder, journal->session, &numbers);
    bool begun = count > 0 || create_file(journal, err) >= 0;
    for (size_t i = 0; i < count && begun; i++) {
        begun = adopt(journal, numbers[i], i + 1 == count, err);
    }
    if (begun && count > 0) {
        journal->next_number = numbers[count - 1] + 1;
        journal->next_seq = journal->next_seq > journal->state.records ? journal->next_seq : journal->state.records + 1;
        journal_segments_trim(journal);
    }
    free(numbers);
    return begun;
}

static bool begin(struct journal *journal, const struct journal_options *options, struct err *err)
{
    if (journal->in_memory) {
        journal->session = xstrdup("ephemeral");
        return journal_begin_segment(journal, err);
    }
    journal->folder = xstrdup(options->folder);
    if (!paths_make(options->folder, err)) {
        return false;
    }
    if (options->name == NULL) {
        return begin_unnamed(journal, options->now, err);
    }
    journal->session = xstrdup(options->name);
    return name_allowed(options->name, err) && begin_named(journal, err);
}

struct journal *journal_create(const struct journal_options *options, struct err *err)
{
    struct journal *journal = journal_new();
    unsigned segments = options->segments == 0 ? DEFAULT_SEGMENTS : options->segments;
    journal->in_memory = options->folder == NULL;
    journal->max_size = options->max_size;
    journal->segment_size = options->max_size / (segments < MIN_SEGMENTS ? MIN_SEGMENTS : segments);
    if (!begin(journal, options, err)) {
        journal_close(journal);
        return NULL;
    }
    journal->writable = true;
    journal->own_from = journal_segments_end(journal);
    struct str path;
    str_init(&path, JOURNAL_PATH_MAX);
    if (!journal->in_memory) {
        journal_folder_path(journal->folder, journal->session, 1, &path);
        journal_folder_retain(journal->folder, options->keep, journal->session);
    }
    journal->first_path = xstrdup(path.data);
    str_done(&path);
    return journal;
}
