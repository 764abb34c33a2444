/* floor: project */
#include "recorded.h"

#include <stdio.h>

#include "base/clock.h"
#include "project/search.h"

#define START (INT64_C(1795442531) * CLOCK_S)

/* Feeds one call that arrives `ms` after the start with this write key. */
static void feed_from(struct world *world, int64_t ms, const char *key, const char *json)
{
    struct capture capture;
    capture_init(&capture);
    capture.method = "POST";
    capture.path = "/v1/batch";
    capture.status = 200;
    capture.write_key = key;
    capture.received = START + ms * CLOCK_MS;
    capture.form = CAPTURE_BODY_JSON;
    capture.body = json;
    capture.body_size = strlen(json);
    world_feed(world, &capture);
}

static void feed(struct world *world, int64_t ms, const char *json)
{
    feed_from(world, ms, "", json);
}

#define GROUP(user, account) "{\"type\":\"group\",\"userId\":\"" user "\",\"groupId\":\"" account "\",\"traits\":{\"name\":\"Inc\"}}"
#define TRACK(user) "{\"type\":\"track\",\"userId\":\"" user "\",\"event\":\"Report Opened\"}"
#define TRACK_IN(user, account) \
    "{\"type\":\"track\",\"userId\":\"" user "\",\"event\":\"Report Opened\",\"context\":{\"groupId\":\"" account "\"}}"

static size_t account(const struct world *world, const char *id)
{
    return accounts_find(&world->accounts, strpool_find(world->pool, id, strlen(id)));
}

static void calls_are_counted_under_their_account(void **state)
{
    struct world *world = world_new(100);
    (void)state;
    feed(world, 0, GROUP("u_1", "acme"));
    feed(world, 1, TRACK_IN("u_1", "acme"));
    feed(world, 2, TRACK("u_1"));
    feed(world, 3, TRACK_IN("u_2", "globex"));
    assert_int_equal(world->calls, 4);
    assert_int_equal(world->accounts.items[account(world, "acme")].calls, 2);
    assert_int_equal(world->accounts.items[account(world, "globex")].calls, 1);
    assert_int_equal(world->accounts.items[0].calls, 1);
    assert_string_equal(strpool_text(world->pool, world->accounts.items[account(world, "acme")].name), "Inc");
    assert_int_equal(links_members(&world->links, strpool_find(world->pool, "acme", 4)), 1);
    world_free(world);
}

#define FROM(library) \
    "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"Signed Up\",\"context\":{\"library\":{\"name\":\"" library "\"}}}"

static void a_source_is_a_key_and_a_library(void **state)
{
    struct world *world = world_new(100);
    const struct sources *sources = &world->sources;
    (void)state;
    feed(world, 0, TRACK("u_1"));
    feed_from(world, 1, "Wk3b...9q", FROM("analytics.js"));
    feed_from(world, 2, "Wk3b...9q", FROM("analytics.js"));
    feed_from(world, 3, "Wk3b...9q", FROM("analytics-node"));
    feed_from(world, 4, "srvA...x2", FROM("analytics-node"));
    feed(world, 5, FROM("analytics-node"));
    assert_int_equal(sources->count, 5);
    const uint32_t expected[] = {0, 1, 1, 2, 3, 4};
    const uint64_t calls[] = {1, 2, 1, 1, 1};
    for (uint64_t id = 1; id <= 6; id++) {
        assert_int_equal(store_get(&world->store, id)->source, expected[id - 1]);
    }
    for (size_t i = 0; i < sources->count; i++) {
        assert_int_equal(sources->items[i].calls, calls[i]);
    }
    assert_string_equal(strpool_text(world->pool, sources->items[2].library), "analytics-node");
    world_clear(world);
    assert_int_equal(sources->count, 5);
    assert_int_equal(sources->items[1].calls, 0);
    world_free(world);
}

static void links_say_how_we_know(void **state)
{
    struct world *world = world_new(100);
    (void)state;
    feed(world, 0, TRACK_IN("u_1", "acme"));
    feed(world, 5, TRACK_IN("u_1", "acme"));
    assert_int_equal(world->links.count, 1);
    assert_int_equal(world->links.items[0].provenance, LINK_IMPLIED);
    feed(world, 10, GROUP("u_1", "acme"));
    assert_int_equal(world->links.items[0].provenance, LINK_EXPLICIT);
    feed(world, 20, TRACK_IN("u_1", "acme"));
    assert_int_equal(world->links.items[0].provenance, LINK_EXPLICIT);
    assert_int_equal(world->links.items[0].calls, 4);
    assert_int_equal(world->links.items[0].first, START);
    assert_int_equal(world->links.items[0].last, START + 20 * CLOCK_MS);
    assert_int_equal(world->links.shared_users, 0);
    feed(world, 30, GROUP("u_1", "globex"));
    assert_int_equal(world->links.shared_users, 1);
    world_free(world);
}

static void a_call_is_judged_when_it_has_settled(void **state)
{
    struct world *world = world_new(100);
    (void)state;
    feed(world, 0, TRACK("u_1"));
    assert_int_equal(world->findings.next, 0);
    assert_int_equal(world_due(world), START + SETTLE_TIME);
    world_settle(world, START + SETTLE_TIME);
    assert_int_equal(world->findings.next, 0);
    world_settle(world, START + SETTLE_TIME + 1);
    assert_int_equal(world->findings.counts[SEVERITY_NOTE], 2); /* in no account, and never identified */
    assert_int_equal(world_due(world), CLOCK_NONE);
    world_free(world);
}

static const struct finding *gravest(const struct world *world)
{
    const struct finding *finding = NULL;
    for (uint64_t id = 1; id < world->store.next; id++) {
        const struct finding *worst = world_worst(world, store_get(&world->store, id));
        finding = finding == NULL || (worst != NULL && worst->severity > finding->severity) ? worst : finding;
    }
    return finding;
}

/* The finding about the track call, whatever the order of arrival inside the window. */
static void order_of_arrival_inside_the_window_changes_nothing(void **state)
{
    static const char *const calls[] = {
        "{\"type\":\"group\",\"userId\":\"u\",\"groupId\":\"a\",\"timestamp\":\"2026-11-23T14:02:10.000Z\"}",
        "{\"type\":\"group\",\"userId\":\"u\",\"groupId\":\"b\",\"timestamp\":\"2026-11-23T14:02:10.010Z\"}",
        "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"x\",\"timestamp\":\"2026-11-23T14:02:10.020Z\"}",
    };
    static const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        struct world *world = world_new(100);
        for (int j = 0; j < 3; j++) {
            feed(world, 1000 + j * 100, calls[orders[i][j]]);
        }
        world_finish(world);
        assert_int_equal(world->findings.counts[SEVERITY_ERROR], 1);
        assert_string_equal(strpool_text(world->pool, gravest(world)->text),
                            "u belongs to a and b: add context.groupId, or nobody can tell which account this event is about");
        world_free(world);
    }
}

static void the_oldest_leave_memory_and_facts_stay(void **state)
{
    struct world *world = world_new(10);
    (void)state;
    feed(world, 0, GROUP("u_1", "acme"));
    for (int i = 1; i <= 20000; i++) {
        feed(world, i, TRACK("u_1"));
    }
    world_finish(world);
    assert_int_equal(world->calls, 20001);
    assert_int_equal(world->store.next - world->store.first, 10);
    assert_null(store_get(&world->store, world->store.first - 1));
    assert_non_null(store_get(&world->store, world->store.first));
    assert_int_equal(world->findings.counts[SEVERITY_WARNING], 20000);
    assert_int_equal(world->accounts.items[account(world, "acme")].calls, 1);
    assert_true(idlist_count(&world->accounts.items[0].messages) < 5000);
    assert_true(world->findings.next - world->findings.first < 5000);
    const struct message *newest = store_get(&world->store, world->store.next - 1);
    assert_int_equal(world_worst(world, newest)->severity, SEVERITY_WARNING);
    world_free(world);
}

static void clearing_keeps_what_is_known(void **state)
{
    struct world *world = world_new(100);
    (void)state;
    feed(world, 0, GROUP("u_1", "acme"));
    feed(world, 1, GROUP("u_1", "globex"));
    feed(world, 2, TRACK("u_1"));
    world_clear(world);
    assert_int_equal(world->calls, 0);
    assert_int_equal(world->findings.counts[SEVERITY_ERROR], 0);
    assert_int_equal(idlist_count(&world->accounts.items[0].messages), 0);
    feed(world, 1000, TRACK("u_1"));
    world_finish(world);
    assert_int_equal(world->calls, 1);
    assert_int_equal(world->findings.counts[SEVERITY_ERROR], 1);
    world_free(world);
}

static void activity_falls_behind_as_time_passes(void **state)
{
    struct world *world = world_new(100);
    (void)state;
    feed(world, 0, TRACK_IN("u_1", "acme"));
    feed(world, 1, TRACK_IN("u_1", "acme"));
    const struct activity *activity = &world->accounts.items[account(world, "acme")].activity;
    assert_int_equal(activity_count(activity, world->now, 0), 2);
    assert_int_equal(activity_count(activity, world->now + ACTIVITY_BUCKET, 0), 0);
    assert_int_equal(activity_count(activity, world->now + ACTIVITY_BUCKET, 1), 2);
    assert_int_equal(activity_count(activity, world->now + ACTIVITY_BUCKETS * ACTIVITY_BUCKET, 7), 0);
    world_free(world);
}

static size_t matches(struct search *search, struct journal_reader *reader, const char *text)
{
    search_set(search, text);
    while (!search_step(search, reader, 1)) {
    }
    return idlist_count(&search->matches);
}

static void search_sees_all_of_a_call(void **state)
{
    struct journal_options options = {.max_size = 1 << 20, .now = START};
    struct journal *journal = journal_create(&options, NULL);
    struct world *world = world_new(100);
    struct search search;
    struct capture capture;
    (void)state;
    search_init(&search, world, NULL);
    recorded_append(journal, START, "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"Caf\\u00e9 Opened\",\"properties\":{\"n\":1.50}}");
    recorded_append(journal, START, "{\"batch\":[{\"type\":\"page\",\"userId\":\"u_2\"},\n{\"type\":\"page\",\"userId\":\"u_3\"}],"
                    "\"context\":{\"ip\":\"10.0.0.7\"}}");
    struct journal_reader *reader = journal_reader_new(journal);
    while (journal_next(reader, &capture) == JOURNAL_CAPTURE) {
        world_feed(world, &capture);
    }
    assert_int_equal(matches(&search, reader, "caf\xc3\xa9 open"), 1);
    assert_int_equal(matches(&search, reader, "\\u00E9"), 1);
    assert_int_equal(matches(&search, reader, "1.50"), 1);
    assert_int_equal(matches(&search, reader, "U_"), 3);
    assert_int_equal(matches(&search, reader, "u_3"), 1);
    assert_int_equal(matches(&search, reader, "10.0.0.7"), 2);
    assert_int_equal(matches(&search, reader, "nowhere"), 0);
    assert_false((search_set(&search, ""), search_active(&search)));
    journal_reader_free(reader);
    search_done(&search);
    world_free(world);
    journal_close(journal);
}

static void a_message_costs_at_most_300_bytes(void **state)
{
    enum { CALLS = 20000 };
    struct world *world = world_new(CALLS);
    char json[256];
    struct journal_options options = {.max_size = 1 << 20};
    struct journal *journal = journal_create(&options, NULL);
    (void)state;
    world_look_back(world, journal);
    for (int i = 0; i < CALLS; i++) {
        snprintf(json, sizeof json, "{\"type\":\"track\",\"messageId\":\"%d\",\"userId\":\"user_%d\",\"anonymousId\":\"%08x-8925-4ead-b1f1-fb27d8361136\","
                                    "\"event\":\"Event %d\",\"context\":{\"groupId\":\"g_%d\"}}", i, i % 500, i, i % 40, i % 50);
        feed(world, i, json);
    }
    world_finish(world);
    size_t bytes = strpool_bytes(world->pool) + store_bytes(&world->store) + world->findings.cap * sizeof(struct finding) +
                   world->links.user_cap * sizeof(struct user) + world->links.cap * sizeof(struct link) +
                   deliveries_bytes(&world->deliveries) + CALLS * 2 * sizeof(uint64_t);
    assert_true(bytes / CALLS <= 300);
    world_free(world);
    journal_close(journal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_are_counted_under_their_account),
        cmocka_unit_test(a_source_is_a_key_and_a_library),
        cmocka_unit_test(links_say_how_we_know),
        cmocka_unit_test(a_call_is_judged_when_it_has_settled),
        cmocka_unit_test(order_of_arrival_inside_the_window_changes_nothing),
        cmocka_unit_test(the_oldest_leave_memory_and_facts_stay),
        cmocka_unit_test(clearing_keeps_what_is_known),
        cmocka_unit_test(activity_falls_behind_as_time_passes),
        cmocka_unit_test(search_sees_all_of_a_call),
        cmocka_unit_test(a_message_costs_at_most_300_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
