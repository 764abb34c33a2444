/* floor: project */
#include "unit.h"

#include "base/clock.h"
#include "project/world.h"

#define START (INT64_C(1795442531) * CLOCK_S)

/* Feeds one call that arrives `ms` after the start. */
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

#define IDENTIFY(user, mail) "{\"type\":\"identify\",\"userId\":\"" user "\",\"traits\":{\"email\":\"" mail "\"}}"
#define GROUP(user, account) "{\"type\":\"group\",\"userId\":\"" user "\",\"groupId\":\"" account "\"}"
#define TRACK(user, event, account) \
    "{\"type\":\"track\",\"userId\":\"" user "\",\"event\":\"" event "\",\"context\":{\"groupId\":\"" account "\"}}"
#define INVITE(user, mail, account)                                                                           \
    "{\"type\":\"track\",\"userId\":\"" user "\",\"event\":\"Invite Sent\",\"properties\":{\"invitee_email\":\"" mail \
    "\"},\"context\":{\"groupId\":\"" account "\"}}"
#define SEEN(user) "{\"type\":\"track\",\"userId\":\"" user "\",\"event\":\"Report Opened\"}"

static size_t counted(struct world *world, enum flow_state state)
{
    flows_refresh(world->flows);
    return flows_counted(world->flows, state);
}

static void what_is_missing_is_missing_when_it_is_overdue(void **state)
{
    struct world *world = world_new(100);
    (void)state;
    feed(world, 0, IDENTIFY("u_1", "ann@acme.io"));
    feed(world, 1000, TRACK("u_1", "Account Created", "acme"));
    assert_int_equal(counted(world, FLOW_STATE_WAITING), 1);
    feed(world, 11000, SEEN("u_9")); /* ten seconds, and no more */
    assert_int_equal(counted(world, FLOW_STATE_WAITING), 1);
    feed(world, 11001, SEEN("u_9"));
    assert_int_equal(counted(world, FLOW_STATE_BROKEN), 1);
    assert_int_equal(counted(world, FLOW_STATE_WAITING), 0);
    world_free(world);
}

static void the_end_makes_all_overdue_until_another_call_comes(void **state)
{
    struct world *world = world_new(100);
    (void)state;
    feed(world, 0, TRACK("u_1", "Account Created", "acme"));
    world_finish(world);
    assert_int_equal(counted(world, FLOW_STATE_BROKEN), 1);
    feed(world, 5, IDENTIFY("u_1", "ann@acme.io"));
    assert_int_equal(counted(world, FLOW_STATE_WAITING), 1);
    feed(world, 10, GROUP("u_1", "acme"));
    world_finish(world);
    assert_int_equal(counted(world, FLOW_STATE_BROKEN), 1); /* Account Created came before the group call, from one sender */
    world_free(world);
}

static void a_refresh_finds_what_changed_and_nothing_else(void **state)
{
    struct world *world = world_new(100);
    (void)state;
    feed(world, 0, IDENTIFY("u_1", "ann@acme.io"));
    feed(world, 1, GROUP("u_1", "acme"));
    feed(world, 2, TRACK("u_1", "Account Created", "acme"));
    uint64_t changes = flows_refresh(world->flows);
    assert_int_equal(counted(world, FLOW_STATE_COMPLETE), 1);
    feed(world, 3, SEEN("u_1"));
    feed(world, 4, SEEN("u_2"));
    assert_int_equal(flows_refresh(world->flows), changes);
    feed(world, 5, TRACK("u_1", "Signed Up", "acme"));
    feed(world, 6, TRACK("u_1", "Signed Up", "acme"));
    assert_int_not_equal(flows_refresh(world->flows), changes);
    assert_int_equal(counted(world, FLOW_STATE_BROKEN), 1); /* complete before, and then signed up twice */
    world_free(world);
}

/* What is not complete depends on others too: here on whether another invite of the account is open. */
static void what_others_do_is_noticed(void **state)
{
    struct world *world = world_new(100);
    (void)state;
    feed(world, 0, INVITE("u_1", "bob@globex.com", "acme"));
    feed(world, 1, INVITE("u_1", "cyd@globex.com", "acme"));
    feed(world, 50, TRACK("u_1", "Account Added User", "acme"));
    feed(world, 60000, SEEN("u_9"));
    assert_int_equal(counted(world, FLOW_STATE_WAITING), 2); /* which of the two was meant, nobody can tell */
    feed(world, 70000, IDENTIFY("u_2", "cyd@globex.com"));
    feed(world, 70001, GROUP("u_2", "acme"));
    feed(world, 70002, TRACK("u_2", "Account Added User", "acme"));
    assert_int_equal(counted(world, FLOW_STATE_COMPLETE), 1);
    assert_int_equal(counted(world, FLOW_STATE_BROKEN), 1); /* then it was the other */
    world_free(world);
}

static void a_visitors_flow_becomes_the_users(void **state)
{
    struct world *world = world_new(100);
    (void)state;
    feed(world, 0, "{\"type\":\"track\",\"anonymousId\":\"a_1\",\"event\":\"Signed Up\"}");
    flows_refresh(world->flows);
    assert_true(flows_listed(world->flows, 0));
    feed(world, 5, "{\"type\":\"identify\",\"userId\":\"u_1\",\"anonymousId\":\"a_1\"}");
    flows_refresh(world->flows);
    assert_int_equal(flows_count(world->flows), 2);
    assert_false(flows_listed(world->flows, 0));
    assert_true(flows_listed(world->flows, 1));
    struct flow flow;
    flows_get(world->flows, 1, &flow);
    assert_string_equal(strpool_text(world->pool, flow.user), "u_1");
    assert_false(flow.visitor);
    world_free(world);
}

static void clearing_leaves_what_goes_on(void **state)
{
    struct world *world = world_new(100);
    (void)state;
    feed(world, 0, INVITE("u_1", "bob@globex.com", "acme"));
    feed(world, 1, INVITE("u_1", "cyd@globex.com", "acme"));
    assert_int_equal(counted(world, FLOW_STATE_WAITING), 2);
    world_clear(world);
    assert_int_equal(counted(world, FLOW_STATE_WAITING), 0);
    feed(world, 100, IDENTIFY("u_2", "bob@globex.com"));
    assert_int_equal(counted(world, FLOW_STATE_WAITING), 1); /* with the call that was cleared behind its first step */
    struct flow flow;
    flows_get(world->flows, 0, &flow);
    assert_int_equal(flow.points[0].message, 1);
    assert_int_equal(flow.done, 2);
    world_free(world);
}

static void words_are_told_of_the_flow_at_hand(void **state)
{
    struct world *world = world_new(100);
    struct str out;
    (void)state;
    str_init(&out, 1 << 12);
    feed(world, 0, INVITE("u_1", "bob@globex.com", "acme"));
    flows_refresh(world->flows);
    struct flow flow;
    flows_get(world->flows, 0, &flow);
    flow_missing_text(world->pool, &flow, 3, &out);
    assert_string_equal(out.data, "a group call that links bob@globex.com to acme");
    str_clear(&out);
    flow_missing_text(world->pool, &flow, 2, &out); /* optional: nothing is waited for */
    assert_string_equal(out.data, "");
    str_done(&out);
    world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_missing_is_missing_when_it_is_overdue),
        cmocka_unit_test(the_end_makes_all_overdue_until_another_call_comes),
        cmocka_unit_test(a_refresh_finds_what_changed_and_nothing_else),
        cmocka_unit_test(what_others_do_is_noticed),
        cmocka_unit_test(a_visitors_flow_becomes_the_users),
        cmocka_unit_test(clearing_leaves_what_goes_on),
        cmocka_unit_test(words_are_told_of_the_flow_at_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
