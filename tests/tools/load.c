/* Posts tracking calls to 127.0.0.1:PORT over keep-alive connections and says how fast they were answered.
 *
 *   load PORT [--calls N | --seconds S] [--batch N] [--connections N] [--warm-up S] [--drain]
 *
 * The calls are shaped like those of analytics-node and analytics-next, about 1 KB each, with their own users, accounts,
 * events and messageIds; they are built before the clock starts. Every answer must be 200. With --drain the clock also
 * runs until GET /callboard/status says "behind":0. Prints one line of name=value pairs; fails on any other answer. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define CONNECTIONS_MAX 1024
#define CALL_MAX 2048
#define HEAD_MAX 512
#define REPLY_MAX 4096
#define ID_DIGITS 12
#define VARIANTS_SINGLE 64 /* prebuilt requests per connection */
#define VARIANTS_BATCH 2
#define DEADLINE_SECONDS 120

struct request {
    char *bytes;
    size_t size;
    size_t *ids; /* where the digits of each call's messageId are */
};

struct connection {
    int fd;
    struct request *requests;
    unsigned next;       /* request to send next */
    bool blocked;        /* the socket took no more of it */
    size_t sent;         /* bytes of it */
    size_t received;
    char reply[REPLY_MAX];
};

struct load {
    uint16_t port;
    unsigned connections, batch, variants;
    uint64_t calls;      /* 0: by time */
    double seconds, warm_up;
    bool drain;
    struct connection *all;
    int epoll;
    uint64_t started, answered; /* requests, in this phase */
    uint64_t next_id;
    uint64_t random;
};

static void die(const char *what)
{
    fprintf(stderr, "load: %s%s%s\n", what, errno != 0 ? ": " : "", errno != 0 ? strerror(errno) : "");
    exit(1);
}

static void *must(void *memory)
{
    if (memory == NULL) {
        die("no memory");
    }
    return memory;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* xorshift: the same calls in every run */
static unsigned pick(struct load *load, unsigned below)
{
    load->random ^= load->random << 13;
    load->random ^= load->random >> 7;
    load->random ^= load->random << 17;
    return (unsigned)(load->random % below);
}

/* ---- the calls ---- */

static const char *const events[] = {
    "Signed Up", "Account Created", "Account Added User", "Invite Sent", "Invite Accepted", "Report Opened",
    "Report Exported", "Dashboard Viewed", "Project Created", "Project Archived", "File Uploaded", "Comment Added",
    "Search Performed", "Filter Saved", "Integration Connected", "Webhook Created", "Api Key Rotated", "Plan Upgraded",
    "Trial Started", "Trial Ended", "Seat Added", "Seat Removed", "Invoice Paid", "Session Ended",
};
#define EVENTS (sizeof events / sizeof *events)

static const char browser_context[] =
    "\"page\":{\"path\":\"/app/reports\",\"referrer\":\"https://app.example.com/app\",\"search\":\"?tab=weekly\","
    "\"title\":\"Reports - Example\",\"url\":\"https://app.example.com/app/reports?tab=weekly\"},"
    "\"userAgent\":\"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36\","
    "\"locale\":\"en-US\",\"library\":{\"name\":\"analytics.js\",\"version\":\"npm:next-1.84.3\"},"
    "\"campaign\":{\"source\":\"news\",\"name\":\"spring\"},\"timezone\":\"Europe/Berlin\"";
static const char node_context[] =
    "\"library\":{\"name\":\"@segment/analytics-node\",\"version\":\"3.1.0\"},\"app\":{\"name\":\"billing-worker\","
    "\"version\":\"2024.11.3\",\"build\":\"8842\"},\"os\":{\"name\":\"Linux\",\"version\":\"6.1.0\"},\"ip\":\"203.0.113.7\","
    "\"traits\":{\"plan\":\"pro\",\"role\":\"editor\",\"createdAt\":\"2024-05-01T10:00:00.000Z\",\"seats\":12},"
    "\"request\":{\"id\":\"req_01HZX4J8M2\",\"route\":\"POST /api/v2/projects/:id/reports/:report\",\"region\":\"eu-central-1\"}";

/* `what` is the part that makes the type. */
static void put_what(struct load *load, char *out, size_t size, unsigned kind, unsigned group)
{
    unsigned number = pick(load, 100000);
    if (kind == 0) {
        snprintf(out, size, "\"type\":\"identify\",\"traits\":{\"email\":\"person.%u@example.com\",\"name\":\"Person %u\","
                            "\"plan\":\"pro\"},", number, number);
    } else if (kind == 1) {
        snprintf(out, size, "\"type\":\"group\",\"groupId\":\"acct_%03u\",\"traits\":{\"name\":\"Account %u\",\"plan\":"
                            "\"enterprise\",\"employees\":%u},", group, group, group * 7 + 3);
    } else if (kind == 2) {
        snprintf(out, size, "\"type\":\"page\",\"name\":\"Reports\",\"properties\":{\"path\":\"/app/reports/%u\",\"title\":"
                            "\"Reports\"},", number);
    } else {
        snprintf(out, size, "\"type\":\"track\",\"event\":\"%s\",\"properties\":{\"report\":\"rep_%u\",\"total\":%u.%u,"
                            "\"currency\":\"EUR\",\"items\":[{\"sku\":\"A-%u\",\"quantity\":2},{\"sku\":\"B-%u\",\"quantity\":1}],"
                            "\"source\":\"toolbar\",\"durationMs\":%u},", events[pick(load, EVENTS)], number, number / 7,
                 number % 100, number % 997, number % 499, number % 3000);
    }
}

/* Of twenty calls: one identify, one group, two pages, sixteen events, of which two lack context.groupId. */
static size_t put_call(struct load *load, char *out, size_t *id)
{
    unsigned kind = pick(load, 20), user = pick(load, 2000), group = user % 200;
    bool bare = kind >= 4 && kind < 6;
    char what[CALL_MAX / 2], member[64] = "";
    put_what(load, what, sizeof what, kind < 3 ? kind : kind == 3 ? 2 : 4, group);
    if (!bare && kind != 1) {
        snprintf(member, sizeof member, "\"groupId\":\"acct_%03u\",", group);
    }
    int n = snprintf(out, CALL_MAX,
                     "{%s\"timestamp\":\"2026-11-23T14:02:%02u.%03uZ\",\"integrations\":{},\"context\":{%s%s},\"userId\":"
                     "\"user_%04u\",\"anonymousId\":\"39813765-8925-4ead-b1f1-%08u%04u\",\"writeKey\":\"wk_load\",\"_metadata\":"
                     "{\"nodeVersion\":\"v20.20.2\",\"jsRuntime\":\"node\"},\"messageId\":\"load-next-1795439311576-",
                     what, pick(load, 60), pick(load, 1000), member, user % 2 == 0 ? browser_context : node_context, user,
                     user, user);
    *id = (size_t)n;
    n += snprintf(out + n, CALL_MAX - (size_t)n, "%0*u\"}", ID_DIGITS, 0U);
    return (size_t)n;
}

static void build(struct load *load, struct request *request)
{
    size_t room = (size_t)load->batch * CALL_MAX + HEAD_MAX;
    char *body = must(malloc(room)), head[HEAD_MAX];
    request->ids = must(calloc(load->batch, sizeof *request->ids));
    bool single = load->batch == 1;
    size_t n = (size_t)snprintf(body, room, "%s", single ? "" : "{\"batch\":[");
    for (unsigned i = 0; i < load->batch; i++) {
        size_t at = 0;
        body[n] = ',';
        n += i > 0;
        size_t size = put_call(load, body + n, &at);
        request->ids[i] = n + at;
        n += size;
    }
    if (!single) {
        n += (size_t)snprintf(body + n, room - n, "],\"writeKey\":\"wk_load\",\"sentAt\":\"2026-11-23T14:03:00.665Z\"}");
    }
    int head_size = snprintf(head, sizeof head,
                             "POST /v1/%s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nContent-Type: application/json\r\n"
                             "Authorization: Basic d2tfbG9hZDo=\r\nUser-Agent: node\r\nAccept: */*\r\n"
                             "Content-Length: %zu\r\n\r\n", single ? "track" : "batch", load->port, n);
    request->size = (size_t)head_size + n;
    request->bytes = must(malloc(request->size));
    memcpy(request->bytes, head, (size_t)head_size);
    memcpy(request->bytes + head_size, body, n);
    for (unsigned i = 0; i < load->batch; i++) {
        request->ids[i] += (size_t)head_size;
    }
    free(body);
}

static void number_calls(struct load *load, const struct request *request)
{
    for (unsigned i = 0; i < load->batch; i++) {
        uint64_t id = load->next_id++;
        char *digit = request->bytes + request->ids[i] + ID_DIGITS;
        for (int k = 0; k < ID_DIGITS; k++) {
            *--digit = (char)('0' + id % 10);
            id /= 10;
        }
    }
}

/* ---- connections ---- */

static int connect_to(uint16_t port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        die("cannot connect");
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

static void watch(const struct load *load, struct connection *connection, uint32_t events_wanted, int how)
{
    struct epoll_event event = {.events = events_wanted, .data = {.ptr = connection}};
    if (epoll_ctl(load->epoll, how, connection->fd, &event) != 0) {
        die("epoll_ctl");
    }
}

static void open_all(struct load *load)
{
    load->epoll = epoll_create1(0);
    load->all = must(calloc(load->connections, sizeof *load->all));
    for (unsigned i = 0; i < load->connections; i++) {
        struct connection *connection = &load->all[i];
        connection->fd = connect_to(load->port);
        connection->requests = must(calloc(load->variants, sizeof *connection->requests));
        for (unsigned k = 0; k < load->variants; k++) {
            build(load, &connection->requests[k]);
        }
        watch(load, connection, EPOLLIN, EPOLL_CTL_ADD);
    }
}

static void send_rest(const struct load *load, struct connection *connection)
{
    const struct request *request = &connection->requests[connection->next];
    while (connection->sent < request->size) {
        ssize_t n = send(connection->fd, request->bytes + connection->sent, request->size - connection->sent,
                         MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n < 0 && errno == EAGAIN) {
            watch(load, connection, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
            connection->blocked = true;
            return;
        }
        if (n < 0 && errno != EINTR) {
            die("send");
        }
        connection->sent += n > 0 ? (size_t)n : 0;
    }
    if (connection->blocked) {
        connection->blocked = false;
        watch(load, connection, EPOLLIN, EPOLL_CTL_MOD);
    }
}

static void send_next(struct load *load, struct connection *connection)
{
    connection->next = (connection->next + 1) % load->variants;
    connection->sent = connection->received = 0;
    number_calls(load, &connection->requests[connection->next]);
    load->started++;
    send_rest(load, connection);
}

/* Bytes of the whole reply, 0 while that is not known. */
static size_t reply_size(const char *reply, size_t n)
{
    static const char name[] = "\r\ncontent-length:";
    const char *end = memmem(reply, n, "\r\n\r\n", 4);
    if (end == NULL) {
        return 0;
    }
    for (const char *at = reply; at < end; at++) {
        if (*at == '\r' && strncasecmp(at, name, sizeof name - 1) == 0) {
            return (size_t)(end + 4 - reply) + strtoul(at + sizeof name - 1, NULL, 10);
        }
    }
    errno = 0;
    die("a reply without Content-Length");
    return 0;
}

/* True when the reply is whole. */
static bool receive(struct connection *connection)
{
    ssize_t n = recv(connection->fd, connection->reply + connection->received, REPLY_MAX - 1 - connection->received,
                     MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
        return false;
    }
    if (n <= 0) {
        errno = n == 0 ? 0 : errno;
        die("the connection was closed");
    }
    connection->received += (size_t)n;
    connection->reply[connection->received] = '\0';
    size_t size = reply_size(connection->reply, connection->received);
    if (size == 0 || connection->received < size) {
        return false;
    }
    if (strncmp(connection->reply, "HTTP/1.1 200 ", 13) != 0) {
        fprintf(stderr, "load: not 200 but: %s\n", connection->reply);
        exit(1);
    }
    return true;
}

/* ---- phases ---- */

struct phase {
    uint64_t requests; /* 0: until the time is over */
    double until;
};

static bool over(const struct load *load, const struct phase *phase)
{
    return phase->requests != 0 ? load->started >= phase->requests : now() >= phase->until;
}

static void handle(struct load *load, const struct phase *phase, const struct epoll_event *event)
{
    struct connection *connection = event->data.ptr;
    if ((event->events & EPOLLOUT) != 0) {
        send_rest(load, connection);
    }
    if ((event->events & ~(uint32_t)EPOLLOUT) == 0 || !receive(connection)) {
        return;
    }
    load->answered++;
    if (!over(load, phase)) {
        send_next(load, connection);
    }
}

/* Ends with every request answered. */
static void run_phase(struct load *load, const struct phase *phase)
{
    struct epoll_event ready[CONNECTIONS_MAX];
    double deadline = now() + DEADLINE_SECONDS;
    load->started = load->answered = 0;
    for (unsigned i = 0; i < load->connections && !over(load, phase); i++) {
        send_next(load, &load->all[i]);
    }
    while (load->answered < load->started) {
        int n = epoll_wait(load->epoll, ready, CONNECTIONS_MAX, 1000);
        if (n < 0 && errno != EINTR) {
            die("epoll_wait");
        }
        for (int i = 0; i < n; i++) {
            handle(load, phase, &ready[i]);
        }
        if (now() > deadline) {
            errno = 0;
            die("not all requests were answered in time");
        }
    }
}

static void read_status(int fd, char *reply)
{
    static const char request[] = "GET /callboard/status HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    size_t received = 0, size = 0;
    if (send(fd, request, sizeof request - 1, MSG_NOSIGNAL) < 0) {
        die("send");
    }
    while (size == 0 || received < size) {
        ssize_t n = recv(fd, reply + received, REPLY_MAX - 1 - received, 0);
        if (n <= 0) {
            die("no status");
        }
        received += (size_t)n;
        reply[received] = '\0';
        size = reply_size(reply, received);
    }
}

static void wait_until_processed(const struct load *load)
{
    char reply[REPLY_MAX];
    int fd = connect_to(load->port);
    double deadline = now() + DEADLINE_SECONDS;
    for (read_status(fd, reply); strstr(reply, "\"behind\":0,") == NULL; read_status(fd, reply)) {
        if (strncmp(reply, "HTTP/1.1 200 ", 13) != 0 || now() > deadline) {
            errno = 0;
            fprintf(stderr, "%s\n", reply);
            die("the sink did not come to \"behind\":0");
        }
        poll(NULL, 0, 2); /* asking all the time would take the processor away from it */
    }
    close(fd);
}

static void run(struct load *load)
{
    open_all(load);
    if (load->warm_up > 0) {
        run_phase(load, &(struct phase){0, now() + load->warm_up});
        if (load->drain) {
            wait_until_processed(load);
        }
    }
    double start = now();
    uint64_t requests = (load->calls + load->batch - 1) / load->batch;
    run_phase(load, &(struct phase){requests, start + load->seconds});
    double answered = now() - start;
    if (load->drain) {
        wait_until_processed(load);
    }
    double processed = now() - start, calls = (double)load->answered * load->batch;
    printf("requests=%llu calls=%.0f seconds=%.3f bytes_per_call=%zu requests_per_s=%.0f calls_per_s=%.0f "
           "processed_per_s=%.0f\n", (unsigned long long)load->answered, calls, answered,
           load->all[0].requests[0].size / load->batch, (double)load->answered / answered, calls / answered,
           calls / processed);
}

/* ---- options ---- */

static bool read_options(struct load *load, int argc, char **argv)
{
    for (int i = 2; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        bool takes_value = true;
        if (strcmp(argv[i], "--calls") == 0) {
            load->calls = strtoull(value, NULL, 10);
        } else if (strcmp(argv[i], "--seconds") == 0) {
            load->seconds = strtod(value, NULL);
        } else if (strcmp(argv[i], "--warm-up") == 0) {
            load->warm_up = strtod(value, NULL);
        } else if (strcmp(argv[i], "--batch") == 0) {
            load->batch = (unsigned)strtoul(value, NULL, 10);
        } else if (strcmp(argv[i], "--connections") == 0) {
            load->connections = (unsigned)strtoul(value, NULL, 10);
        } else {
            takes_value = false;
            if (strcmp(argv[i], "--drain") != 0) {
                return false;
            }
            load->drain = true;
        }
        i += takes_value;
    }
    return load->batch > 0 && load->batch <= 2500 && load->connections > 0 && load->connections <= CONNECTIONS_MAX;
}

static void free_all(struct load *load)
{
    for (unsigned i = 0; i < load->connections; i++) {
        for (unsigned k = 0; k < load->variants; k++) {
            free(load->all[i].requests[k].bytes);
            free(load->all[i].requests[k].ids);
        }
        free(load->all[i].requests);
        close(load->all[i].fd);
    }
    free(load->all);
    close(load->epoll);
}

int main(int argc, char **argv)
{
    struct load load = {.connections = 32, .batch = 1, .seconds = 1, .random = 88172645463325252U};
    if (argc < 2 || !read_options(&load, argc, argv)) {
        fputs("usage: load PORT [--calls N | --seconds S] [--batch N] [--connections N] [--warm-up S] [--drain]\n",
              stderr);
        return 2;
    }
    load.next_id = (uint64_t)getpid() * 100000; /* a second run sends other calls, not the same again */
    load.port = (uint16_t)strtoul(argv[1], NULL, 10);
    load.variants = load.batch == 1 ? VARIANTS_SINGLE : VARIANTS_BATCH;
    run(&load);
    free_all(&load);
    return 0;
}
