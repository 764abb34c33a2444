/* floor: project */
#include "unit.h"

#include <stdlib.h>

#include "base/clock.h"
#include "project/world.h"

#define START (INT64_C(1795442531) * CLOCK_S)

/* ---- helpers ---- */

static void feed(struct world *world, int64_t ms, const char *json)
{
    struct capture capture;
    capture_init(&capture);
    capture.method = "POST";
    capture.path = "/v1/batch";
    capture.status = 200;
    capture.received = START + ms * CLOCK_MS;
    capture.form = CAPTURE_BODY_JSON;
    capture.body = json;
    capture.body_size = strlen(json);
    world_feed(world, &capture);
}

static struct plan *read_plan(const char *text)
{
    struct err err;
    struct plan *plan = plan_new(text, strlen(text), &err);
    if (plan == NULL) {
        fail_msg("%s", err.text);
    }
    return plan;
}

/* All events that are shown: "seen track Signed Up 2; never track Invite Sent 0; " */
static const char *listed(const struct world *world)
{
    static const char *const groups[] = {"seen", "never", "unplanned", "other"};
    static char text[2048];
    size_t count, n = 0;
    uint32_t *rows = coverage_list(&world->coverage, &count);
    text[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        const struct coverage_event *event = &world->coverage.items[rows[i]];
        n += (size_t)snprintf(text + n, sizeof text - n, "%s %s %s %llu; ",
                              groups[coverage_group_of(&world->coverage, event)], message_type_name(event->type),
                              strpool_text(world->pool, event->name), (unsigned long long)event->calls);
    }
    free(rows);
    return text;
}

static const struct coverage_event *find(const struct world *world, enum message_type type, const char *name)
{
    for (size_t i = 0; i < world->coverage.count; i++) {
        const struct coverage_event *event = &world->coverage.items[i];
        if (event->type == type && strcmp(strpool_text(world->pool, event->name), name) == 0) {
            return event;
        }
    }
    fail_msg("no event %s", name);
    return NULL;
}

#define TRACK(name, rest) "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"" name "\"" rest "}"
#define IN(account) ",\"context\":{\"groupId\":\"" account "\"}"
#define PLAN \
    "{\"rules\":[{\"type\":\"TRACK\",\"key\":\"Signed Up\",\"version\":1,\"jsonSchema\":{\"properties\":{\"properties\":" \
    "{\"required\":[\"type\"],\"properties\":{\"list\":{\"items\":{\"type\":\"string\"}}}}}}}," \
    "{\"type\":\"TRACK\",\"key\":\"Signed Up\",\"version\":2},{\"type\":\"TRACK\",\"key\":\"Invite Sent\"}," \
    "{\"type\":\"PAGE\"},{\"type\":\"COMMON\"}]}"

/* ---- tests ---- */

static void without_a_plan_there_are_the_events_seen(void **state)
{
    struct world *world = world_new(100);
    (void)state;
    feed(world, 0, TRACK("Signed Up", IN("acme")));
    feed(world, 1, TRACK("Signed Up", ""));
    feed(world, 2, "{\"type\":\"page\",\"userId\":\"u\",\"name\":\"Pricing\",\"category\":\"Docs\"}");
    feed(world, 3, "{\"type\":\"page\",\"userId\":\"u\",\"category\":\"Docs\"}");
    feed(world, 4, "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"email\":\"a@b.c\"}}");
    feed(world, 5, "{\"type\":\"group\",\"userId\":\"u\",\"groupId\":\"acme\"}");
    assert_string_equal(listed(world), "other track Signed Up 2; other identify  1; other page  1; other page Pricing 1; "
                                       "other group  1; ");
    const struct coverage_event *event = find(world, MESSAGE_TRACK, "Signed Up");
    assert_int_equal(event->with_account, 1);
    assert_int_equal(event->first, START);
    assert_int_equal(event->last, START + CLOCK_MS);
    assert_int_equal(event->message, 2);
    assert_int_equal(find(world, MESSAGE_GROUP, "")->with_account, 0);
    world_free(world);
}

static void planned_events_are_there_before_they_come(void **state)
{
    struct world *world = world_new(100);
    struct plan *plan = read_plan(PLAN);
    size_t counts[COVERAGE_GROUPS];
    (void)state;
    world_set_plan(world, plan);
    assert_string_equal(listed(world), "never track Invite Sent 0; never track Signed Up 0; never page  0; ");
    feed(world, 0, TRACK("Signed Up", ""));
    feed(world, 1, TRACK("signed_up", ""));
    feed(world, 2, "{\"type\":\"screen\",\"userId\":\"u\",\"name\":\"Main\"}");
    assert_string_equal(listed(world), "seen track Signed Up 1; never track Invite Sent 0; never page  0; "
                                       "unplanned track signed_up 1; other screen Main 1; ");
    feed(world, 3, "{\"type\":\"page\",\"userId\":\"u\",\"name\":\"Pricing\"}");
    assert_string_equal(listed(world), "seen track Signed Up 1; seen page Pricing 1; never track Invite Sent 0; "
                                       "unplanned track signed_up 1; other screen Main 1; ");
    coverage_counts(&world->coverage, counts);
    assert_int_equal(counts[COVERAGE_SEEN], 2);
    assert_int_equal(counts[COVERAGE_NEVER], 1);
    assert_int_equal(counts[COVERAGE_UNPLANNED], 1);
    assert_int_equal(counts[COVERAGE_OTHER], 1);
    world_free(world);
    plan_free(plan);
}

static void what_is_not_as_planned_is_counted_by_kind(void **state)
{
    struct world *world = world_new(100);
    struct plan *plan = read_plan(PLAN);
    (void)state;
    world_set_plan(world, plan);
    feed(world, 0, TRACK("Signed Up", ",\"properties\":{\"list\":[1,2]}"));
    feed(world, 1, TRACK("Signed Up", ",\"properties\":{\"type\":\"x\",\"list\":[\"y\",null]}"));
    feed(world, 2, TRACK("Signed Up", ",\"properties\":{\"type\":\"x\"}"));
    feed(world, 3, TRACK("Signed Up", ",\"context\":{\"protocols\":{\"event_version\":2}}"));
    const struct coverage_event *event = find(world, MESSAGE_TRACK, "Signed Up");
    assert_int_equal(event->calls, 4);
    assert_int_equal(event->violations, 2);
    assert_int_equal(event->violating, 2);
    assert_int_equal(event->breach_count, 2);
    assert_string_equal(strpool_text(world->pool, event->breaches[0].pointer), "/properties/type");
    assert_int_equal(event->breaches[0].calls, 1);
    assert_string_equal(strpool_text(world->pool, event->breaches[1].pointer), "/properties/list/*");
    assert_string_equal(strpool_text(world->pool, event->breaches[1].expected), "a string");
    assert_string_equal(strpool_text(world->pool, event->breaches[1].found), "null");
    assert_int_equal(event->breaches[1].calls, 2);
    assert_int_equal(event->breaches[1].message, 2);
    world_free(world);
    plan_free(plan);
}

static void another_plan_is_asked_about_what_came(void **state)
{
    struct world *world = world_new(100);
    struct plan *plan = read_plan(PLAN), *next = read_plan("{\"Invite Sent\":{},\"signed_up\":{}}");
    (void)state;
    world_set_plan(world, plan);
    feed(world, 0, TRACK("signed_up", ""));
    feed(world, 1, "{\"type\":\"page\",\"userId\":\"u\",\"name\":\"Pricing\"}");
    world_set_plan(world, next);
    plan_free(plan);
    assert_string_equal(listed(world), "seen track signed_up 1; never track Invite Sent 0; other page Pricing 1; ");
    feed(world, 2, TRACK("Signed Up", ""));
    assert_int_equal(find(world, MESSAGE_TRACK, "signed_up")->calls, 1);
    world_set_plan(world, NULL);
    plan_free(next);
    assert_string_equal(listed(world), "other track Signed Up 1; other track signed_up 1; other page Pricing 1; ");
    world_free(world);
}

static void clearing_leaves_what_is_planned(void **state)
{
    struct world *world = world_new(100);
    struct plan *plan = read_plan(PLAN);
    (void)state;
    world_set_plan(world, plan);
    feed(world, 0, TRACK("Signed Up", ""));
    feed(world, 1, TRACK("Other", ""));
    feed(world, 2, "{\"type\":\"page\",\"userId\":\"u\",\"name\":\"Pricing\"}");
    world_clear(world);
    assert_string_equal(listed(world), "never track Invite Sent 0; never track Signed Up 0; never page  0; ");
    assert_int_equal(find(world, MESSAGE_TRACK, "Signed Up")->breach_count, 0);
    feed(world, 3, TRACK("Other", ""));
    assert_int_equal(find(world, MESSAGE_TRACK, "Other")->calls, 1);
    world_free(world);
    plan_free(plan);
}

static void a_call_sent_again_is_not_counted(void **state)
{
    struct world *world = world_new(100);
    struct message message = {.type = MESSAGE_TRACK, .flags = MESSAGE_RESENT};
    (void)state;
    coverage_add(&world->coverage, 1, &message, STRPOOL_NONE);
    assert_string_equal(listed(world), "");
    world_free(world);
}

static void events_are_bounded(void **state)
{
    struct world *world = world_new(100);
    struct message message = {.type = MESSAGE_TRACK};
    (void)state;
    for (uint32_t i = 0; i < COVERAGE_MAX + 5; i++) {
        char name[16];
        snprintf(name, sizeof name, "e%u", i);
        coverage_add(&world->coverage, i + 1, &message, strpool_intern(world->pool, name, strlen(name)));
    }
    assert_int_equal(world->coverage.count, COVERAGE_MAX);
    assert_int_equal(world->coverage.further, 5);
    world_clear(world);
    assert_int_equal(world->coverage.count, 0);
    coverage_add(&world->coverage, 1, &message, STRPOOL_NONE);
    assert_int_equal(world->coverage.count, 1);
    world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_plan_there_are_the_events_seen),
        cmocka_unit_test(planned_events_are_there_before_they_come),
        cmocka_unit_test(what_is_not_as_planned_is_counted_by_kind),
        cmocka_unit_test(another_plan_is_asked_about_what_came),
        cmocka_unit_test(clearing_leaves_what_is_planned),
        cmocka_unit_test(a_call_sent_again_is_not_counted),
        cmocka_unit_test(events_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
