/* floor: project */
#include "unit.h"

#include "base/clock.h"
#include "project/profile.h"

#define START (INT64_C(1795442531) * CLOCK_S)

static void feed(struct world *world, int64_t ms, const char *json)
{
    struct capture capture;
    capture_init(&capture);
    capture.path = "/v1/batch";
    capture.status = 200;
    capture.received = START + ms * CLOCK_MS;
    capture.form = CAPTURE_BODY_JSON;
    capture.body = json;
    capture.body_size = strlen(json);
    world_feed(world, &capture);
}

static uint32_t account(const struct world *world, const char *id)
{
    return (uint32_t)accounts_find(&world->accounts, strpool_find(world->pool, id, strlen(id)));
}

#define TRACK(event) "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"" event "\",\"context\":{\"groupId\":\"acme\"}}"

static void a_page_counts_the_calls_of_its_own_as_they_settle(void **state)
{
    struct world *world = world_new(100);
    struct profile profile;
    (void)state;
    profile_init(&profile);
    feed(world, 0, TRACK("Rare"));
    feed(world, 10, TRACK("Frequent"));
    feed(world, 20, TRACK("Frequent"));
    feed(world, 30, "{\"type\":\"track\",\"userId\":\"u_2\",\"event\":\"Other\",\"context\":{\"groupId\":\"globex\"}}");
    profile_set(&profile, PROFILE_ACCOUNT, account(world, "acme"));
    assert_false(profile_update(&profile, world));
    world_finish(world);
    assert_true(profile_update(&profile, world));
    assert_int_equal(profile.event_count, 2);
    assert_string_equal(strpool_text(world->pool, profile.events[0].label), "Frequent");
    assert_int_equal(profile.events[0].calls, 2);
    assert_int_equal(profile.events[0].newest, 3);
    assert_false(profile_update(&profile, world));
    profile_set(&profile, PROFILE_ACCOUNT, account(world, "globex"));
    assert_true(profile_update(&profile, world));
    assert_int_equal(profile.event_count, 1);
    world_clear(world);
    profile_update(&profile, world);
    assert_int_equal(profile.event_count, 0);
    profile_done(&profile);
    world_free(world);
}

static void very_many_calls_are_counted_in_steps(void **state)
{
    struct world *world = world_new(2 * PROFILE_STEP);
    struct profile profile;
    (void)state;
    profile_init(&profile);
    for (unsigned i = 0; i < PROFILE_STEP + 10; i++) {
        feed(world, i, TRACK("Frequent"));
    }
    world_finish(world);
    profile_set(&profile, PROFILE_ACCOUNT, account(world, "acme"));
    assert_false(profile_complete(&profile, world));
    assert_true(profile_update(&profile, world));
    assert_int_equal(profile.events[0].calls, PROFILE_STEP);
    assert_false(profile_complete(&profile, world));
    assert_true(profile_update(&profile, world));
    assert_int_equal(profile.events[0].calls, PROFILE_STEP + 10);
    assert_true(profile_complete(&profile, world));
    profile_done(&profile);
    world_free(world);
}

static void findings_are_counted_by_rule(void **state)
{
    struct world *world = world_new(100);
    struct profile profile;
    uint64_t sum = 0;
    (void)state;
    profile_init(&profile);
    feed(world, 0, "{\"type\":\"group\",\"userId\":\"u_1\",\"groupId\":\"acme\"}");
    feed(world, 10, "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"Report Opened\"}");
    feed(world, 20, "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"Report Opened\"}");
    world_finish(world);
    profile_set(&profile, PROFILE_USER, textmap_get(&world->links.by_user, strpool_find(world->pool, "u_1", 3)));
    profile_update(&profile, world);
    for (size_t i = 0; i < rules_count; i++) {
        sum += strcmp(rules_table[i]->id, "missing-group-id") == 0 ? profile.rules[i].counts[SEVERITY_WARNING] : 0;
    }
    assert_int_equal(sum, 2);
    profile_done(&profile);
    world_free(world);
}

/* Sixty stretches, however long it goes on; all calls stay counted. */
static void activity_is_told_in_wider_stretches_as_time_passes(void **state)
{
    struct world *world = world_new(1000);
    struct profile profile;
    uint32_t sum = 0;
    (void)state;
    profile_init(&profile);
    for (int i = 0; i < 100; i++) {
        feed(world, i * 5000, TRACK("Tick"));
    }
    world_finish(world);
    profile_set(&profile, PROFILE_ACCOUNT, account(world, "acme"));
    profile_update(&profile, world);
    for (size_t i = 0; i < PROFILE_BUCKETS; i++) {
        sum += profile.buckets[i];
        assert_true(profile.buckets[i] <= profile.busiest);
    }
    assert_int_equal(sum, 100);
    assert_int_equal(profile.width, 16 * CLOCK_S);
    profile_done(&profile);
    world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_counts_the_calls_of_its_own_as_they_settle),
        cmocka_unit_test(very_many_calls_are_counted_in_steps),
        cmocka_unit_test(findings_are_counted_by_rule),
        cmocka_unit_test(activity_is_told_in_wider_stretches_as_time_passes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
