/* Sessions as files of a folder: their names, which is newest, which have to go. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/num.h"
#include "base/xalloc.h"
#include "journal_parts.h"

#define MAX_SEGMENT_NUMBER UINT64_C(1000000000)

void journal_folder_path(const char *folder, const char *session, unsigned number, struct str *out)
{
    str_printf(out, "%s/%s" JOURNAL_SUFFIX, folder, session);
    if (number > 1) {
        str_printf(out, ".%u", number);
    }
}

bool journal_folder_split(const char *file, size_t *length, unsigned *number)
{
    const size_t suffix = sizeof JOURNAL_SUFFIX - 1;
    size_t n = strlen(file);
    const char *dot = strrchr(file, '.');
    uint64_t value = 1;
    if (dot != NULL && num_parse_u64(dot + 1, strlen(dot + 1), &value)) {
        if (dot[1] == '0' || value < 2 || value > MAX_SEGMENT_NUMBER) {
            return false;
        }
        n = (size_t)(dot - file);
    }
    if (n <= suffix || memcmp(file + n - suffix, JOURNAL_SUFFIX, suffix) != 0) {
        return false;
    }
    *length = n - suffix;
    *number = (unsigned)value;
    return true;
}

static int compare_numbers(const void *a, const void *b)
{
    unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;
    return x < y ? -1 : x > y;
}

size_t journal_folder_segments(const char *folder, const char *session, unsigned **numbers)
{
    size_t count = 0, cap = 0;
    *numbers = NULL;
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        size_t length;
        unsigned number;
        if (journal_folder_split(entry->d_name, &length, &number) && length == strlen(session) &&
            memcmp(entry->d_name, session, length) == 0) {
            *numbers = xgrow(*numbers, &cap, count + 1, sizeof **numbers);
            (*numbers)[count++] = number;
        }
    }
    if (dir != NULL) {
        closedir(dir);
    }
    if (count > 0) {
        qsort(*numbers, count, sizeof **numbers, compare_numbers);
    }
    return count;
}

struct session {
    char *name;
    struct timespec written;
    bool empty;
};

struct sessions {
    struct session *items;
    size_t count, cap;
};

static bool later(const struct timespec *a, const struct timespec *b)
{
    return a->tv_sec != b->tv_sec ? a->tv_sec > b->tv_sec : a->tv_nsec > b->tv_nsec;
}

static struct session *session_named(struct sessions *sessions, const char *name, size_t n)
{
    for (size_t i = 0; i < sessions->count; i++) {
        if (strlen(sessions->items[i].name) == n && memcmp(sessions->items[i].name, name, n) == 0) {
            return &sessions->items[i];
        }
    }
    sessions->items = xgrow(sessions->items, &sessions->cap, sessions->count + 1, sizeof *sessions->items);
    struct session *session = &sessions->items[sessions->count++];
    *session = (struct session){.name = xstrndup(name, n), .empty = true};
    return session;
}

static void note_file(struct sessions *sessions, int folder, const char *file)
{
    size_t length;
    unsigned number;
    struct stat status;
    if (!journal_folder_split(file, &length, &number) || fstatat(folder, file, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
        !S_ISREG(status.st_mode)) {
        return;
    }
    struct session *session = session_named(sessions, file, length);
    session->empty = session->empty && status.st_size == 0;
    if (later(&status.st_mtim, &session->written)) {
        session->written = status.st_mtim;
    }
}

/* Newest first. */
static int compare_sessions(const void *a, const void *b)
{
    const struct session *x = a, *y = b;
    if (later(&x->written, &y->written) || later(&y->written, &x->written)) {
        return later(&x->written, &y->written) ? -1 : 1;
    }
    return strcmp(y->name, x->name);
}

static bool list_sessions(const char *folder, struct sessions *sessions)
{
    *sessions = (struct sessions){0};
    DIR *dir = opendir(folder);
    if (dir == NULL) {
        return false;
    }
    const struct dirent *entry;
    while ((entry = readdir(dir)) != NULL) {
        note_file(sessions, dirfd(dir), entry->d_name);
    }
    closedir(dir);
    if (sessions->count > 0) {
        qsort(sessions->items, sessions->count, sizeof *sessions->items, compare_sessions);
    }
    return true;
}

static void free_sessions(struct sessions *sessions)
{
    for (size_t i = 0; i < sessions->count; i++) {
        free(sessions->items[i].name);
    }
    free(sessions->items);
}

bool journal_latest(const char *folder, struct str *out, struct err *err)
{
    struct sessions sessions;
    bool found = false;
    if (!list_sessions(folder, &sessions) && errno != ENOENT) {
        return err_set(err, "%s cannot be read: %s", folder, strerror(errno));
    }
    for (size_t i = 0; i < sessions.count && !found; i++) {
        if (!sessions.items[i].empty) {
            journal_folder_path(folder, sessions.items[i].name, 1, out);
            found = true;
        }
    }
    free_sessions(&sessions);
    return found || err_set(err, "no session recorded yet in %s: run `callboard` and send it a call first", folder);
}

/* A lock held for the time of removal keeps a process from continuing the session meanwhile. */
static bool remove_segment(const char *path, bool *busy)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) {
        return false;
    }
    *busy = flock(fd, LOCK_EX | LOCK_NB) != 0;
    bool removed = !*busy && unlink(path) == 0;
    close(fd);
    return removed;
}

/* Newest segment first, since that is the one a writer surely holds. */
static void remove_session(const char *folder, const char *session)
{
    unsigned *numbers;
    bool busy = false;
    size_t count = journal_folder_segments(folder, session, &numbers);
    for (size_t i = count; i > 0 && !busy; i--) {
        struct str path;
        str_init(&path, JOURNAL_PATH_MAX);
        journal_folder_path(folder, session, numbers[i - 1], &path);
        remove_segment(path.data, &busy);
        str_done(&path);
    }
    free(numbers);
}

void journal_folder_retain(const char *folder, unsigned keep, const char *current)
{
    struct sessions sessions;
    if (keep == 0 || !list_sessions(folder, &sessions)) {
        return;
    }
    unsigned kept = 1; /* the current one */
    for (size_t i = 0; i < sessions.count; i++) {
        const char *name = sessions.items[i].name;
        if (strcmp(name, current) != 0 && ++kept > keep) {
            remove_session(folder, name);
        }
    }
    free_sessions(&sessions);
}
