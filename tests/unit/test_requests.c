/* floor: project */
#include "unit.h"

#include "base/clock.h"
#include "project/agent.h"
#include "project/requests.h"
#include "project/world.h"

#define START (INT64_C(1795442531) * CLOCK_S)

/* A request at offset `offset` of the journal that was answered `status`. */
static struct capture request(uint64_t offset, unsigned status, const char *kind, const char *json)
{
    struct capture capture;
    capture_init(&capture);
    capture.offset = offset;
    capture.received = START + (int64_t)offset * CLOCK_MS;
    capture.method = "POST";
    capture.path = "/v1/batch";
    capture.status = status;
    capture.kind = kind;
    capture.form = json[0] == '\0' ? CAPTURE_NO_BODY : CAPTURE_BODY_JSON;
    capture.body = json;
    capture.body_size = strlen(json);
    return capture;
}

static void feed(struct world *world, uint64_t offset, unsigned status, const char *kind, const char *json)
{
    struct capture capture = request(offset, status, kind, json);
    world_feed(world, &capture);
}

#define FROM_NODE "\"context\":{\"groupId\":\"a\",\"library\":{\"name\":\"analytics-node\",\"version\":\"3.1.0\"}}"
#define CALL "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"x\"," FROM_NODE "}"

static void every_request_has_its_row(void **state)
{
    struct world *world = world_new(100);
    const struct requests *requests = &world->requests;
    (void)state;
    feed(world, 10, 204, "preflight", "");
    feed(world, 20, 200, "", "{\"batch\":[" CALL "," CALL "," CALL "]}");
    feed(world, 30, 400, "", "");
    feed(world, 40, 0, "", "");
    feed(world, 50, 404, "icon", "");
    assert_int_equal(requests->next, 6);
    assert_int_equal(requests->refused, 2);
    const struct request_row *row = requests_get(requests, 1);
    assert_string_equal(requests_text(requests, row->kind), "preflight");
    assert_int_equal(row->calls, 0);
    assert_int_equal(row->message, 0);
    row = requests_get(requests, 2);
    assert_int_equal(row->calls, 3);
    assert_int_equal(row->message, 1);
    assert_string_equal(strpool_text(world->pool, world->sources.items[row->source].library), "analytics-node 3.1.0");
    row = requests_get(requests, 3);
    assert_int_equal(row->calls, 0);
    assert_int_equal(row->message, 4); /* the news of the refusal */
    assert_null(requests_get(requests, 0));
    assert_null(requests_get(requests, 6));
    world_free(world);
}

static void lines_of_a_plain_file_are_no_requests(void **state)
{
    struct world *world = world_new(100);
    struct capture capture = request(10, 200, "", CALL);
    (void)state;
    capture.method = "";
    capture.path = "calls.ndjson";
    world_feed(world, &capture);
    assert_int_equal(world->calls, 1);
    assert_int_equal(world->requests.next, 1);
    world_free(world);
}

static void columns_are_kept(void **state)
{
    struct requests requests;
    struct capture capture = request(7, 503, "", "");
    char path[1000];
    (void)state;
    memset(path, 'x', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    capture.path = path;
    capture.wire_size = UINT64_C(5) << 32;
    capture.inflated = 4920;
    capture.duration = UINT64_C(1) << 40;
    capture.encoding = "gzip";
    capture.fault = "503";
    capture.code = "odd";
    capture.reason = "because";
    capture.retry = 70000;
    capture.user_agent = "analytics-python/2.3.4";
    requests_init(&requests, 10);
    assert_int_equal(requests_add(&requests, &capture), 1);
    const struct request_row *row = requests_get(&requests, 1);
    assert_int_equal(strlen(requests_text(&requests, row->path)), 240);
    assert_int_equal(row->wire_size, UINT64_C(5) << 32);
    assert_int_equal(row->inflated, 4920);
    assert_int_equal(row->duration, UINT32_MAX);
    assert_int_equal(row->retry, UINT16_MAX);
    assert_int_equal(row->status, 503);
    assert_string_equal(requests_text(&requests, row->encoding), "gzip");
    assert_string_equal(requests_text(&requests, row->fault), "503");
    assert_string_equal(requests_text(&requests, row->code), "odd");
    assert_string_equal(requests_text(&requests, row->reason), "because");
    assert_string_equal(requests_text(&requests, row->agent), "analytics-python 2.3.4");
    requests_done(&requests);
}

static void the_oldest_leave_and_the_rest_is_found(void **state)
{
    struct requests requests;
    (void)state;
    requests_init(&requests, 1500);
    for (uint64_t i = 1; i <= 5000; i++) {
        struct capture capture = request(i * 10, 200, "", "");
        assert_int_equal(requests_add(&requests, &capture), i);
    }
    assert_int_equal(requests.first, 3501);
    assert_int_equal(requests.next, 5001);
    assert_null(requests_get(&requests, 3500));
    for (uint64_t i = 3501; i <= 5000; i++) {
        assert_int_equal(requests_get(&requests, i)->record, i * 10);
        assert_int_equal(requests_find(&requests, i * 10), i);
        assert_int_equal(requests_find(&requests, i * 10 + 1), 0);
    }
    assert_int_equal(requests_find(&requests, 35000), 0);
    requests_done(&requests);
}

static void tries_of_the_same_are_tied(void **state)
{
    struct requests requests;
    (void)state;
    requests_init(&requests, 1500);
    for (uint64_t i = 1; i <= 5; i++) {
        struct capture capture = request(i * 10, i < 4 ? 503 : 200, "", "");
        requests_add(&requests, &capture);
    }
    requests_tie(&requests, 1, 3);
    requests_tie(&requests, 1, 3);
    requests_tie(&requests, 1, 4); /* by whichever earlier one it was recognised */
    requests_tie(&requests, 4, 5);
    requests_tie(&requests, 5, 2);
    requests_tie(&requests, 2, 9);
    static const uint64_t again[] = {3, 0, 4, 5, 0}, first[] = {0, 0, 1, 1, 1}, attempt[] = {1, 1, 2, 3, 4};
    for (uint64_t i = 1; i <= 5; i++) {
        assert_int_equal(requests_get(&requests, i)->again, again[i - 1]);
        assert_int_equal(requests_get(&requests, i)->first, first[i - 1]);
        assert_int_equal(requests_get(&requests, i)->attempt, attempt[i - 1]);
    }
    requests_done(&requests);
}

static void different_paths_without_end_fill_only_their_own_pool(void **state)
{
    struct world *world = world_new(1000000);
    char path[200];
    (void)state;
    memset(path, 'x', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    for (uint64_t i = 1; i <= 200000; i++) {
        struct capture capture = request(i, 404, "", "");
        snprintf(path, 20, "/%llu", (unsigned long long)i);
        path[strlen(path)] = '/';
        capture.path = path;
        requests_add(&world->requests, &capture);
    }
    assert_true(strpool_bytes(world->requests.pool) < ((size_t)16 << 20) + ((size_t)8 << 20));
    assert_int_equal(requests_get(&world->requests, 200000)->path, STRPOOL_OVERFLOW);
    feed(world, 300000, 200, "", CALL);
    assert_string_equal(strpool_text(world->pool, store_get(&world->store, 1)->label), "x");
    world_free(world);
}

static void clearing_begins_anew(void **state)
{
    struct world *world = world_new(100);
    (void)state;
    feed(world, 10, 400, "", "");
    world_clear(world);
    assert_int_equal(world->requests.cleared, 2);
    assert_int_equal(world->requests.refused, 0);
    feed(world, 20, 200, "", CALL);
    assert_int_equal(requests_find(&world->requests, 20), 2);
    world_free(world);
}

static void a_user_agent_in_few_words(void **state)
{
    static const char *const cases[][2] = {
        {"", ""},
        {"node", "node"},
        {"analytics-node/6.2.0", "analytics-node 6.2.0"},
        {"analytics-node-next/latest", "analytics-node-next latest"},
        {"curl/8.5.0", "curl 8.5.0"},
        {"okhttp/4.9.3 (extra)", "okhttp 4.9.3"},
        {"/odd", "/odd"},
        {"odd/", "odd/"},
        {"Mozilla/5.0", "Mozilla 5.0"},
        {"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36",
         "HeadlessChrome 156"},
        {"Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0",
         "Edge 131"},
        {"Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15", "Safari 17"},
        {"Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox 130"},
        {"Mozilla/5.0 Chrome/99999999999999", "Chrome 99999999"},
        {"0123456789012345678901234567890123456789012345678901234567890123456789",
         "012345678901234567890123456789012345678901234567890123456789012"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[AGENT_SIZE];
        assert_string_equal(agent_summary(cases[i][0], out), cases[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_request_has_its_row),
        cmocka_unit_test(lines_of_a_plain_file_are_no_requests),
        cmocka_unit_test(columns_are_kept),
        cmocka_unit_test(the_oldest_leave_and_the_rest_is_found),
        cmocka_unit_test(tries_of_the_same_are_tied),
        cmocka_unit_test(different_paths_without_end_fill_only_their_own_pool),
        cmocka_unit_test(clearing_begins_anew),
        cmocka_unit_test(a_user_agent_in_few_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
