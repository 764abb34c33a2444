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

/* Users that sign up: some become complete, some as visitors first, some invite. */
static void feed_crowd(struct world *world, unsigned from, unsigned to)
{
    char json[300];
    for (unsigned i = from; i < to; i++) {
        snprintf(json, sizeof json, "{\"type\":\"page\",\"anonymousId\":\"v_%u\",\"name\":\"Home\"}", i);
        feed(world, i * 10, json);
        snprintf(json, sizeof json, "{\"type\":\"track\",\"%s\":\"%s_%u\",\"event\":\"Signed Up\",\"context\":{\"groupId\":\"a_%u\"}}",
                 i % 3 ? "userId" : "anonymousId", i % 3 ? "u" : "v", i, i % 50);
        feed(world, i * 10 + 1, json);
        snprintf(json, sizeof json, "{\"type\":\"identify\",\"userId\":\"u_%u\",\"anonymousId\":\"v_%u\"}", i - i % 7, i);
        feed(world, i * 10 + 2, json);
        snprintf(json, sizeof json, "{\"type\":\"track\",\"userId\":\"u_%u\",\"event\":\"Invite Sent\",\"properties\":{\"invitee_email\":"
                 "\"i%u@x.io\"},\"context\":{\"groupId\":\"a_%u\"}}", i, i, i % 50);
        feed(world, i * 10 + 3, json);
    }
}

/* Step by step, while calls come, it comes to what is found at once in the end. */
static void steps_come_to_the_same(void **state)
{
    struct world *stepped = world_new(100000), *whole = world_new(100000);
    unsigned steps = 0;
    (void)state;
    feed_crowd(whole, 0, 5000);
    world_finish(whole);
    flows_refresh(whole->flows);
    for (unsigned i = 0; i < 5000; i += 100) {
        feed_crowd(stepped, i, i + 100);
        flows_refresh_some(stepped->flows);
    }
    world_finish(stepped);
    assert_false(flows_current(stepped->flows));
    while (!flows_refresh_some(stepped->flows)) {
        assert_true(steps++ < 3 * flows_count(stepped->flows) / FLOWS_STEP);
    }
    assert_true(steps > 100);
    for (int i = 0; i < FLOW_STATES; i++) {
        assert_int_equal(flows_counted(stepped->flows, (enum flow_state)i), flows_counted(whole->flows, (enum flow_state)i));
    }
    assert_true(flows_counted(whole->flows, FLOW_STATE_BROKEN) > 0);
    uint64_t changes = flows_changes(stepped->flows);
    assert_int_equal(flows_refresh(stepped->flows), changes);
    world_free(stepped);
    world_free(whole);
}

static void the_flow_of_a_call_is_found(void **state)
{
    struct world *world = world_new(100);
    (void)state;
    feed(world, 0, IDENTIFY("u_1", "ann@acme.io"));
    feed(world, 1, GROUP("u_1", "acme"));
    feed(world, 2, TRACK("u_1", "Account Created", "acme"));
    feed(world, 3, INVITE("u_1", "bob@acme.io", "acme"));
    feed(world, 4, SEEN("u_1"));
    for (uint64_t id = 1; id <= 5; id++) {
        size_t flows[FLOWS_OF_CALL_MAX];
        assert_int_equal(flows_of_call(world->flows, id, store_get(&world->store, id), flows), id < 5);
        if (id < 5) {
            assert_string_equal(flows_def(world->flows, flows[0])->name, id == 4 ? "invite" : "signup");
        }
    }
    feed(world, 5, "{\"type\":\"page\",\"anonymousId\":\"v_2\"}");
    feed(world, 6, "{\"type\":\"identify\",\"userId\":\"u_2\",\"anonymousId\":\"v_2\",\"traits\":{\"email\":\"bob@acme.io\"}}");
    feed(world, 7, TRACK("u_2", "Signed Up", "acme"));
    feed(world, 8, GROUP("u_2", "acme"));
    for (uint64_t id = 6; id <= 9; id++) {
        size_t flows[FLOWS_OF_CALL_MAX];
        assert_int_equal(flows_of_call(world->flows, id, store_get(&world->store, id), flows), id == 6 ? 1 : 2);
        assert_string_equal(flows_def(world->flows, flows[0])->name, "signup"); /* begun last */
        assert_true(id == 6 || strcmp(flows_def(world->flows, flows[1])->name, "invite") == 0);
    }
    world_free(world);
}

/* What each of very many calls is said to belong to is what each flow says of its steps. */
static void flows_and_calls_agree(void **state)
{
    struct world *world = world_new(100000);
    struct flow flow;
    (void)state;
    feed_crowd(world, 0, 300);
    world_finish(world);
    flows_refresh(world->flows);
    for (size_t i = 0; i < flows_count(world->flows); i++) {
        if (!flows_listed(world->flows, i)) {
            continue;
        }
        flows_get(world->flows, i, &flow);
        for (size_t step = 0; step < flow.def->step_count; step++) {
            size_t flows[FLOWS_OF_CALL_MAX];
            uint64_t id = flow.points[step].message;
            size_t count = id == 0 ? 0 : flows_of_call(world->flows, id, store_get(&world->store, id), flows);
            bool found = id == 0;
            for (size_t j = 0; j < count; j++) {
                found = found || flows[j] == i;
            }
            assert_true(found || count == FLOWS_OF_CALL_MAX);
        }
    }
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
        cmocka_unit_test(steps_come_to_the_same),
        cmocka_unit_test(the_flow_of_a_call_is_found),
        cmocka_unit_test(flows_and_calls_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
