#include "certificate_store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/paths.h"

#define PATH_MAX_BYTES 4096
#define MARGIN (30 * 24 * 3600 * CLOCK_S) /* before it expires */
#define REMEDY "`callboard tls --renew` makes a new one, which clients have to be told to trust again"

static const char authority_file[] = "ca-key.pem", trust_file[] = "ca.pem", server_file[] = "server.pem";
static const char temporary_file[] = "new", lock_file[] = "lock";

/* The folder while it is being worked in. */
struct place {
    const char *path;
    int folder, lock;
};

/* ---- files ---- */

static bool failed(const struct place *place, const char *file, const char *what, struct err *err)
{
    return err_set(err, "%s/%s %s: %s", place->path, file, what, strerror(errno));
}

/* What is too long to be one of ours is cut, and then damaged. */
static bool read_and_close(int fd, struct str *out)
{
    char bytes[4096];
    ssize_t n = -1;
    str_clear(out);
    if (fchmod(fd, 0600) == 0) {
        while ((n = read(fd, bytes, sizeof bytes)) > 0 && str_append(out, bytes, (size_t)n)) {
        }
    }
    int why = errno;
    close(fd);
    errno = why;
    return n >= 0;
}

/* False with errno. */
static bool read_file(const struct place *place, const char *file, struct str *out)
{
    int fd = openat(place->folder, file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    return fd >= 0 && read_and_close(fd, out);
}

static bool write_and_close(int fd, const struct str *text)
{
    size_t done = 0;
    ssize_t n = 0;
    while (done < text->len && (n = write(fd, text->data + done, text->len - done)) > 0) {
        done += (size_t)n;
    }
    bool written = done == text->len && fsync(fd) == 0;
    return close(fd) == 0 && written;
}

/* Whole or not at all. The lock keeps others from the temporary name; one left by a crash goes. */
static bool write_file(const struct place *place, const char *file, const struct str *text, struct err *err)
{
    unlinkat(place->folder, temporary_file, 0);
    int fd = openat(place->folder, temporary_file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    return (fd >= 0 && write_and_close(fd, text) &&
            renameat(place->folder, temporary_file, place->folder, file) == 0) ||
           failed(place, file, "cannot be written", err);
}

static bool enter(struct place *place, const char *path, struct err *err)
{
    struct stat status;
    place->path = path;
    if (!paths_make(path, err)) {
        return false;
    }
    place->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (place->folder < 0 || fstat(place->folder, &status) != 0) {
        return err_set(err, "%s cannot be opened: %s", path, strerror(errno));
    }
    if (status.st_uid != geteuid()) {
        return err_set(err, "%s belongs to another user: set XDG_DATA_HOME to a folder of your own", path);
    }
    place->lock = openat(place->folder, lock_file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fchmod(place->folder, 0700) != 0 || place->lock < 0 || flock(place->lock, LOCK_EX) != 0) {
        return failed(place, lock_file, "cannot be locked", err);
    }
    return true;
}

static void leave(const struct place *place)
{
    if (place->lock >= 0) {
        close(place->lock);
    }
    if (place->folder >= 0) {
        close(place->folder);
    }
}

/* ---- certificates ---- */

/* Not before its time either: it may have been made while the clock was wrong. */
static bool lasts(const struct certificate_facts *facts, int64_t now)
{
    return facts->from <= now && facts->until - now > MARGIN;
}

/* Sets `is_new` when there is none that can be used further. One that cannot be read is not replaced unasked, since clients
 * trust it. */
static bool read_authority(struct certificate_store *store, const struct place *place, struct str *out, struct err *err)
{
    struct err why;
    if (!read_file(place, authority_file, out)) {
        store->is_new = errno == ENOENT;
        return store->is_new || err_set(err, "%s/%s cannot be read (%s): " REMEDY, place->path, authority_file, strerror(errno));
    }
    return certificate_read(out->data, &store->authority, &why) ||
           err_set(err, "%s/%s is damaged (%s): " REMEDY, place->path, authority_file, why.text);
}

static bool make_authority(struct certificate_store *store, const struct place *place, int64_t now, struct str *out,
                           struct err *err)
{
    str_clear(out);
    store->is_new = true;
    return certificate_make_authority(now, out, err) && certificate_read(out->data, &store->authority, err) &&
           write_file(place, authority_file, out, err);
}

/* What clients trust is made from the authority, and made again if it is not that. */
static bool give_out(const struct place *place, const char *authority, struct err *err)
{
    struct str is, should_be;
    str_init(&is, CERTIFICATE_PEM_MAX);
    str_init(&should_be, CERTIFICATE_PEM_MAX);
    bool made = certificate_without_key(authority, &should_be, err);
    bool there = made && read_file(place, trust_file, &is) && strcmp(is.data, should_be.data) == 0;
    made = made && (there || write_file(place, trust_file, &should_be, err));
    str_done(&is);
    str_done(&should_be);
    return made;
}

static bool server_fits(struct certificate_store *store, const struct place *place, int64_t now, const char *authority)
{
    return read_file(place, server_file, &store->server) &&
           certificate_read(store->server.data, &store->server_facts, NULL) && lasts(&store->server_facts, now) &&
           certificate_serves_under(store->server.data, authority);
}

static bool make_server(struct certificate_store *store, const struct place *place, int64_t now, const char *authority,
                        struct err *err)
{
    str_clear(&store->server);
    return certificate_make_server(authority, now, &store->server, err) &&
           certificate_read(store->server.data, &store->server_facts, err) &&
           write_file(place, server_file, &store->server, err);
}

static bool fill(struct certificate_store *store, const struct place *place, int64_t now, bool renew, struct err *err)
{
    struct str authority;
    str_init(&authority, CERTIFICATE_PEM_MAX);
    bool ready = renew || read_authority(store, place, &authority, err);
    if (ready && (renew || store->is_new || !lasts(&store->authority, now))) {
        ready = make_authority(store, place, now, &authority, err);
    }
    ready = ready && give_out(place, authority.data, err) &&
            (server_fits(store, place, now, authority.data) || make_server(store, place, now, authority.data, err));
    str_done(&authority);
    return ready;
}

static bool name_paths(struct certificate_store *store, const char *folder, struct err *err)
{
    if (folder == NULL) {
        if (!paths_data(&store->folder, err)) {
            return false;
        }
        str_puts(&store->folder, "/tls");
    } else {
        str_puts(&store->folder, folder);
    }
    str_printf(&store->ca_path, "%s/%s", store->folder.data, trust_file);
    return (!store->folder.full && !store->ca_path.full) || err_set(err, "the path of the folder for certificates is too long");
}

bool certificate_store_open(struct certificate_store *store, const char *folder, int64_t now, bool renew, struct err *err)
{
    struct place place = {.folder = -1, .lock = -1};
    *store = (struct certificate_store){0};
    str_init(&store->folder, PATH_MAX_BYTES);
    str_init(&store->ca_path, PATH_MAX_BYTES);
    str_init(&store->server, CERTIFICATE_PEM_MAX);
    bool opened = name_paths(store, folder, err) && enter(&place, store->folder.data, err) &&
                  fill(store, &place, now, renew, err);
    leave(&place);
    if (!opened) {
        certificate_store_done(store);
    }
    return opened;
}

void certificate_store_done(struct certificate_store *store)
{
    str_done(&store->folder);
    str_done(&store->ca_path);
    str_done(&store->server);
}
