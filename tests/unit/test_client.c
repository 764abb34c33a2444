/* floor: client */
#include "unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/os.h"
#include "client/client.h"

#define RESULTS 128

struct results {
    struct client_result items[RESULTS];
    size_t count;
    size_t problems; /* that were told */
};

static void told(void *to, const struct client_result *result)
{
    struct results *results = to;
    results->problems += result->problem[0] != '\0';
    results->items[results->count++] = *result;
}

static void run(struct client *client)
{
    while (client_pending(client) > 0) {
        struct pollfd fds[CLIENT_FDS];
        size_t count = client_fds(client, fds);
        os_poll(fds, (nfds_t)count, client_timeout(client), false);
        client_step(client);
    }
}

/* A port of this machine where nobody listens. */
static unsigned closed_port(void)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&at, size), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &size), 0);
    close(fd);
    return ntohs(at.sin_port);
}

static void what_is_not_answered_is_told_with_the_reason_in_order(void **state)
{
    struct results results = {0};
    struct client *client = client_new(told, &results);
    struct err err;
    char url[64];
    (void)state;
    snprintf(url, sizeof url, "http://127.0.0.1:%u/v1/track", closed_port());
    const struct client_request request = {"POST", url, NULL, "{}", 2};
    for (uint64_t number = 1; number <= CLIENT_QUEUE_MAX; number++) {
        assert_int_equal(client_send(client, &request, &err), number);
    }
    assert_int_equal(client_send(client, &request, &err), 0);
    assert_non_null(strstr(err.text, "wait to be sent already"));
    run(client);
    assert_int_equal(results.count, CLIENT_QUEUE_MAX);
    assert_int_equal(results.problems, CLIENT_QUEUE_MAX);
    for (size_t i = 0; i < results.count; i++) {
        assert_int_equal(results.items[i].number, i + 1);
        assert_int_equal(results.items[i].status, 0);
    }
    client_free(client);
}

static void other_protocols_are_not_spoken(void **state)
{
    struct results results = {0};
    struct client *client = client_new(told, &results);
    struct err err;
    (void)state;
    const struct client_request request = {"GET", "file:///etc/hostname", NULL, NULL, 0};
    assert_int_equal(client_send(client, &request, &err), 1);
    run(client);
    assert_int_equal(results.problems, 1);
    client_free(client);
}

static void what_is_under_way_can_be_given_up(void **state)
{
    struct client *client = client_new(NULL, NULL);
    struct err err;
    char url[64];
    (void)state;
    snprintf(url, sizeof url, "http://127.0.0.1:%u/", closed_port());
    const struct client_request request = {"GET", url, NULL, NULL, 0};
    client_send(client, &request, &err);
    client_send(client, &request, &err);
    assert_int_equal(client_pending(client), 2);
    client_free(client);
    client_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_answered_is_told_with_the_reason_in_order),
        cmocka_unit_test(other_protocols_are_not_spoken),
        cmocka_unit_test(what_is_under_way_can_be_given_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
