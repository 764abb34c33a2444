/* Opening what was recorded: sessions of several files, plain NDJSON, standard input. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/num.h"
#include "base/xalloc.h"
#include "journal_parts.h"

#define BLOCK ((size_t)64 << 10)
#define SPOOL_MAX JOURNAL_MAX_DISK

static bool write_all(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t wrote = write(fd, bytes, n);
        if (wrote < 0 && errno != EINTR) {
            return false;
        }
        bytes += wrote > 0 ? wrote : 0;
        n -= wrote > 0 ? (size_t)wrote : 0;
    }
    return true;
}

static bool copy_all(int from, int to, const char *name, struct err *err)
{
    char *block = xmalloc(BLOCK);
    uint64_t total = 0;
    ssize_t n;
    bool copied = true;
    while (copied && (n = read(from, block, BLOCK)) != 0) {
        if (n < 0 && errno != EINTR) {
            copied = err_set(err, "%s cannot be read: %s", name, strerror(errno));
        } else if (n > 0) {
            total += (uint64_t)n;
            copied = (total <= SPOOL_MAX && write_all(to, block, (size_t)n)) ||
                     err_set(err, "%s is more than fits in memory: save it to a file and open that", name);
        }
    }
    free(block);
    return copied;
}

/* What comes through a pipe can be read only once: it is kept in memory. */
static int spool(int from, const char *name, struct err *err)
{
    int fd = os_memory_file("callboard", err);
    if (fd >= 0 && !copy_all(from, fd, name, err)) {
        close(fd);
        fd = -1;
    }
    return fd;
}

static int open_file(const char *path, struct err *err)
{
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &status) != 0) {
        err_set(err, "%s cannot be opened: %s", path, strerror(errno));
    } else if (S_ISDIR(status.st_mode)) {
        err_set(err, "%s is a folder: name a file in it", path);
    } else if (S_ISREG(status.st_mode)) {
        return fd;
    } else {
        int copy = spool(fd, path, err);
        close(fd);
        return copy;
    }
    if (fd >= 0) {
        close(fd);
    }
    return -1;
}

/* A last line without line feed is torn only if it is no JSON either: many tools write no last line feed. What does not begin as a
 * record was not torn from one, and is left to be told as a line that cannot be read. */
static bool leave_out_torn(struct journal *journal, struct journal_segment *segment)
{
    struct journal_scan scan;
    struct str rest;
    if (!journal_scan_end(segment->fd, &scan)) {
        return false;
    }
    uint64_t size = scan.size - scan.whole;
    str_init(&rest, JOURNAL_LINE_MAX);
    bool read = journal_scan_read(segment->fd, scan.whole, size, &rest);
    if (size > 0 && read && capture_is_begun(rest.data, rest.len) && !jsontext_check(rest.data, rest.len, NULL, NULL)) {
        segment->size = scan.whole;
        str_printf(&journal->notice, "%sdropped a torn last line of %llu bytes (%s)",
                   journal->notice.len > 0 ? "; " : "", (unsigned long long)size, segment->name);
    }
    str_done(&rest);
    return read || size > JOURNAL_LINE_MAX;
}

static bool add(struct journal *journal, int fd, const char *path, bool is_last, struct err *err)
{
    struct stat status;
    const char *slash = strrchr(path, '/');
    if (fd < 0) {
        return false;
    }
    struct journal_segment *segment = journal_segment_add(journal, fd, path, slash != NULL ? slash + 1 : path);
    if (fstat(fd, &status) != 0) {
        return err_set(err, "%s cannot be read: %s", path, strerror(errno));
    }
    segment->size = (uint64_t)status.st_size;
    if (is_last && !leave_out_torn(journal, segment)) {
        return err_set(err, "%s cannot be read: %s", path, strerror(errno));
    }
    journal->state.bytes += segment->size;
    return true;
}

static bool add_session(struct journal *journal, const char *folder, const char *session, struct err *err)
{
    unsigned *numbers;
    size_t count = journal_folder_segments(folder, session, &numbers);
    bool added = true;
    for (size_t i = 0; i < (count > 0 ? count : 1) && added; i++) {
        struct str path;
        str_init(&path, JOURNAL_PATH_MAX);
        journal_folder_path(folder, session, count > 0 ? numbers[i] : 1, &path);
        added = add(journal, open_file(path.data, err), path.data, i + 1 >= count, err);
        str_done(&path);
    }
    free(numbers);
    return added;
}

static bool add_path(struct journal *journal, const char *path, struct err *err)
{
    const char *slash = strrchr(path, '/'), *file = slash != NULL ? slash + 1 : path;
    size_t length;
    unsigned number;
    if (strcmp(path, "-") == 0) {
        return add(journal, spool(STDIN_FILENO, "standard input", err), "standard input", true, err);
    }
    if (!journal_folder_split(file, &length, &number) || number != 1) {
        return add(journal, open_file(path, err), path, true, err);
    }
    char *folder = slash == NULL ? xstrdup(".") : xstrndup(path, (size_t)(slash - path));
    char *session = xstrndup(file, length);
    bool added = add_session(journal, slash == path ? "/" : folder, session, err);
    free(session);
    free(folder);
    return added;
}

static char *session_name(const char *path)
{
    const char *slash = strrchr(path, '/'), *file = slash != NULL ? slash + 1 : path;
    size_t length = strlen(file);
    unsigned number;
    if (strcmp(path, "-") == 0) {
        return xstrdup("standard input");
    }
    journal_folder_split(file, &length, &number);
    return xstrndup(file, length);
}

struct journal *journal_open(const char *const *paths, size_t count, struct err *err)
{
    struct journal *journal = journal_new();
    journal->session = xstrdup("");
    journal->first_path = xstrdup("");
    for (size_t i = 0; i < count; i++) {
        if (!add_path(journal, paths[i], err)) {
            journal_close(journal);
            return NULL;
        }
    }
    if (count > 0) {
        free(journal->session);
        free(journal->first_path);
        journal->session = session_name(paths[0]);
        journal->first_path = xstrdup(strcmp(paths[0], "-") == 0 ? "" : paths[0]);
    }
    return journal;
}
