/* The whole capture path: bytes of a connection through libmicrohttpd into the journal, out again into the world, and the
 * lines `serve` prints of it. The first byte says how the rest is framed and delivered; see `enum mode`. */
#include "fuzz.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define ZLIB_CONST
#include <zlib.h>

#include "http/request.h"
#include "report/line.h"
#include "wire/io.h"

#define MAX_BODY ((size_t)24 << 10)
#define MAX_INFLATED ((size_t)40 << 10)
#define TEXT_MAX ((size_t)1 << 24)
#define IDLE_TURNS 3  /* libmicrohttpd needs a turn or two to go from one state to the next */
#define STATUSES_MAX 4096

enum mode {
    MODE_SIZED = 1,   /* the rest is head and body, divided by the first empty line: given its Content-Length */
    MODE_CHUNKED = 2, /* the same in chunks */
    MODE_GZIP = 3,    /* the same, compressed */
    MODE_FRAMING = 3, /* 0: sent as it is */
    MODE_HALVES = 4,  /* sent in two parts */
    MODE_DROPS = 8,   /* sent byte by byte, as far as that is quick */
    MODE_FULL = 16    /* the disk is full */
};

struct path {
    struct sink *sink; /* without its thread: what it does, it does in MHD_run */
    struct clock clock;
    struct str sent, got;
};

static ssize_t full_disk(void *self, int fd, const struct iovec *parts, int count)
{
    (void)self, (void)fd, (void)parts, (void)count;
    errno = ENOSPC;
    return -1;
}

static int no_truncate(void *self, int fd, off_t size)
{
    (void)self;
    return ftruncate(fd, size);
}

static void open_sink(struct path *path)
{
    struct err err;
    struct sink_options options = {
        .max_body = MAX_BODY, .max_inflated = MAX_INFLATED, .clock = &path->clock, .version = "1.2.3"};
    path->sink = sink_open(&options, NULL, &err);
    assert(path->sink != NULL);
}

static void path_init(struct path *path)
{
    clock_init(&path->clock);
    open_sink(path);
    str_init(&path->sent, TEXT_MAX);
    str_init(&path->got, TEXT_MAX);
}

static struct MHD_Daemon *daemon_of(const struct path *path)
{
    return path->sink->loop.daemons[0];
}

/* ---- what is sent ---- */

static void put_chunks(struct str *out, const char *body, size_t n)
{
    for (size_t at = 0, size = 1; at < n; at += size, size = size * 3 % 1000 + 1) {
        size = size < n - at ? size : n - at;
        str_printf(out, "%zx\r\n", size);
        str_append(out, body + at, size);
        str_puts(out, "\r\n");
    }
    str_puts(out, "0\r\n\r\n");
}

static void put_gzip(struct str *out, const char *body, size_t n)
{
    size_t room = n + 1024;
    char *packed = malloc(room);
    z_stream z = {.next_in = (const Bytef *)body, .avail_in = (uInt)n, .next_out = (Bytef *)packed, .avail_out = (uInt)room};
    assert(packed != NULL && deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    assert(deflate(&z, Z_FINISH) == Z_STREAM_END);
    str_printf(out, "Content-Length: %lu\r\n\r\n", z.total_out);
    str_append(out, packed, z.total_out);
    deflateEnd(&z);
    free(packed);
}

static void put_body(struct str *out, unsigned mode, const char *body, size_t n)
{
    switch (mode & MODE_FRAMING) {
    case MODE_SIZED:
        str_printf(out, "Content-Length: %zu\r\n\r\n", n);
        str_append(out, body, n);
        break;
    case MODE_CHUNKED:
        str_puts(out, "Transfer-Encoding: chunked\r\n\r\n");
        put_chunks(out, body, n);
        break;
    default:
        put_gzip(out, body, n);
        break;
    }
}

static void compose(struct str *out, unsigned mode, const char *bytes, size_t n)
{
    const char *gap = memmem(bytes, n, "\r\n\r\n", 4);
    str_clear(out);
    if ((mode & MODE_FRAMING) == 0 || gap == NULL) {
        str_append(out, bytes, n);
        return;
    }
    size_t head = (size_t)(gap - bytes) + 2;
    str_append(out, bytes, head);
    put_body(out, mode, gap + 4, n - head - 2);
}

/* ---- the connection ---- */

static size_t hear(int fd, struct str *got)
{
    char bytes[16384];
    size_t before = got->len;
    ssize_t n;
    while ((n = recv(fd, bytes, sizeof bytes, MSG_DONTWAIT)) > 0) {
        assert(str_append(got, bytes, (size_t)n));
    }
    return n == 0 ? SIZE_MAX : got->len - before;
}

/* Runs the server until it has nothing more to do; true when it has closed the connection. */
static bool run(struct path *path, int fd)
{
    for (unsigned idle = 0; idle < IDLE_TURNS; idle++) {
        MHD_run(daemon_of(path));
        size_t heard = hear(fd, &path->got);
        if (heard == SIZE_MAX) {
            return true;
        }
        idle = heard > 0 ? 0 : idle;
    }
    return false;
}

/* False when the server has hung up. */
static bool say(struct path *path, int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t sent = send(fd, bytes, n, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN) {
            return false;
        }
        bytes += sent > 0 ? sent : 0;
        n -= sent > 0 ? (size_t)sent : 0;
        if (n > 0 && run(path, fd)) {
            return false;
        }
    }
    return !run(path, fd);
}

static void converse(struct path *path, unsigned mode)
{
    int fds[2];
    const struct str *sent = &path->sent;
    size_t part = mode & MODE_DROPS ? sent->len / 512 + 1 : mode & MODE_HALVES ? sent->len / 2 + 1 : sent->len;
    struct sockaddr address = {.sa_family = AF_UNIX};
    str_clear(&path->got);
    assert(socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0);
    assert(MHD_add_connection(daemon_of(path), fds[0], &address, sizeof address) == MHD_YES);
    bool open = true;
    for (size_t at = 0; open && at < sent->len; at += part) {
        open = say(path, fds[1], sent->data + at, part < sent->len - at ? part : sent->len - at);
    }
    shutdown(fds[1], SHUT_WR);
    if (open && !run(path, fds[1])) {
        /* A head that fills the connection's memory to within a few bytes keeps it until the time limit. */
        struct journal *journal = path->sink->journal;
        sink_stop(path->sink);
        hear(fds[1], &path->got);
        open_sink(path);
        path->sink->journal = journal;
    }
    close(fds[1]);
    MHD_run(daemon_of(path));
}

/* ---- what came of it ---- */

static void check_lines(struct world *world, struct journal_reader *reader)
{
    struct str line;
    str_init(&line, TEXT_MAX);
    for (uint64_t id = world->store.first; id < world->store.next; id++) {
        struct world_call call;
        struct world_call *read = world_text(world, reader, id, &call) ? &call : NULL;
        str_clear(&line);
        line_text(world, id, read, &line);
        for (size_t i = 0; i + 1 < line.len; i++) {
            assert((unsigned char)line.data[i] >= ' ' && line.data[i] != 0x7f);
        }
        if (read != NULL && store_get(&world->store, id)->type != MESSAGE_REFUSED) {
            str_clear(&line);
            line_json(world, id, read, &line);
            assert(jsontext_check(line.data, line.len, NULL, NULL) && line.data[line.len - 1] == '\n');
            assert(memchr(line.data, '\n', line.len - 1) == NULL);
        }
    }
    str_done(&line);
}

/* Returns how many of the requests were answered; their statuses are in `statuses`. */
static size_t feed(struct journal *journal, unsigned statuses[STATUSES_MAX])
{
    struct journal_reader *reader = journal_reader_new(journal), *other = journal_reader_new(journal);
    struct world *world = world_new(64);
    struct capture capture;
    enum journal_next next;
    size_t count = 0;
    world_look_back(world, journal);
    while ((next = journal_next(reader, &capture)) != JOURNAL_END) {
        assert(next == JOURNAL_CAPTURE && count < STATUSES_MAX);
        assert(capture.status != 0 || capture.code[0] != '\0');
        if (capture.status != 0) {
            statuses[count++] = capture.status;
        }
        world_feed(world, &capture);
    }
    world_finish(world);
    check_lines(world, other);
    world_free(world);
    journal_reader_free(other);
    journal_reader_free(reader);
    return count;
}

/* ---- the answers ---- */

struct answer {
    unsigned status;
    struct json_span head, body;
};

static bool has(struct json_span text, const char *what)
{
    return memmem(text.p, text.n, what, strlen(what)) != NULL;
}

/* The answer at the front of `text`; an answer to HEAD announces a body that does not follow. */
static struct json_span next_answer(struct json_span text, struct answer *answer)
{
    static const char length[] = "\r\nContent-Length: ";
    const char *end = memmem(text.p, text.n, "\r\n\r\n", 4);
    assert(end != NULL && memcmp(text.p, "HTTP/1.1 ", 9) == 0);
    answer->head = (struct json_span){text.p, (size_t)(end + 4 - text.p)};
    answer->status = (unsigned)strtoul(text.p + 9, NULL, 10);
    assert(answer->status >= 100 && answer->status < 600);
    text = (struct json_span){end + 4, text.n - answer->head.n};
    const char *announced = memmem(answer->head.p, answer->head.n, length, sizeof length - 1);
    size_t n = announced != NULL ? strtoul(announced + sizeof length - 1, NULL, 10) : 0;
    bool is_head = n > 0 && (text.n == 0 || (text.n >= 5 && memcmp(text.p, "HTTP/", 5) == 0));
    assert(announced != NULL || answer->status == 204 || answer->status == 100);
    assert(is_head || n <= text.n);
    answer->body = (struct json_span){text.p, is_head ? 0 : n};
    return (struct json_span){text.p + answer->body.n, text.n - answer->body.n};
}

/* libmicrohttpd answers by itself what it cannot parse, in HTML without a type, and closes the connection. */
static bool is_ours(const struct answer *answer)
{
    return answer->status == 204 || has(answer->head, "\r\nContent-Type: ");
}

static bool is_of_reading_endpoint(const struct answer *answer)
{
    return has(answer->head, "\r\nCache-Control: no-store\r\n") && !has(answer->head, "\r\nContent-Type: image/gif\r\n");
}

static void check_answer(const struct answer *answer)
{
    assert(has(answer->head, "\r\nAccess-Control-Allow-Origin: ") != is_of_reading_endpoint(answer));
    if (answer->body.n > 0 && has(answer->head, "\r\nContent-Type: application/json\r\n")) {
        assert(jsontext_check(answer->body.p, answer->body.n, NULL, NULL));
        assert(answer->status < 400 || (has(answer->body, "\"code\":") && has(answer->body, "\"message\":")));
    }
}

/* What was answered is what was recorded, in the same order. */
static void check_answers(const struct str *got, const unsigned *statuses, size_t count, bool full)
{
    struct json_span left = {got->data, got->len};
    size_t seen = 0;
    while (left.n > 0) {
        struct answer answer;
        left = next_answer(left, &answer);
        if (answer.status == 100) {
            continue;
        }
        if (!is_ours(&answer)) {
            seen += seen < count && statuses[seen] == answer.status; /* not when the first line was no good */
            break;
        }
        check_answer(&answer);
        if (!full && !is_of_reading_endpoint(&answer)) {
            assert(seen < count && statuses[seen] == answer.status);
            seen++;
        }
    }
    assert(full || seen == count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct path path;
    static unsigned statuses[STATUSES_MAX];
    struct journal_options options = {.max_size = 64 << 20};
    struct err err;
    if (size == 0) {
        return 0;
    }
    if (path.sink == NULL) {
        path_init(&path);
    }
    path.sink->journal = journal_create(&options, &err);
    assert(path.sink->journal != NULL);
    if (data[0] & MODE_FULL) {
        journal_set_io(path.sink->journal, &(struct io){full_disk, no_truncate, NULL});
    }
    compose(&path.sent, data[0], (const char *)data + 1, size - 1);
    converse(&path, data[0]);
    size_t count = feed(path.sink->journal, statuses);
    check_answers(&path.got, statuses, count, (data[0] & MODE_FULL) != 0);
    journal_close(path.sink->journal);
    return 0;
}
