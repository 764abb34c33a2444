/* floor: project */
#include "recorded.h"

#include "base/clock.h"
#include "project/search.h"

#define START (INT64_C(1795442531) * CLOCK_S)

/* A journal with its world, and a filter at work. */
struct session {
    struct journal *journal;
    struct journal_reader *intake, *reader;
    struct world *world;
    struct search search;
    struct filter_saved saved;
    int64_t now;
};

static void begin(struct session *session, uint64_t max)
{
    struct journal_options options = {.max_size = 64 << 20, .now = START};
    *session = (struct session){.now = START, .journal = journal_create(&options, NULL), .world = world_new(max)};
    session->intake = journal_reader_new(session->journal);
    session->reader = journal_reader_new(session->journal);
    filter_saved_init(&session->saved);
    search_init(&session->search, session->world, &session->saved);
}

static void end(struct session *session)
{
    search_done(&session->search);
    filter_saved_done(&session->saved);
    journal_reader_free(session->intake);
    journal_reader_free(session->reader);
    world_free(session->world);
    journal_close(session->journal);
}

/* A request that is received a second later. */
static void post(struct session *session, const char *body)
{
    session->now += CLOCK_S;
    recorded_post(session->journal, session->intake, session->world, session->now, body);
}

static void post_many(struct session *session, int count)
{
    char body[160];
    for (int i = 0; i < count; i++) {
        snprintf(body, sizeof body, "{\"type\":\"%s\",\"userId\":\"u_%d\",\"event\":\"E\",\"properties\":{\"n\":%d}}",
                 i % 3 == 0 ? "page" : "track", i % 7, i);
        post(session, body);
    }
}

static void set(struct session *session, const char *text)
{
    if (!search_set(&session->search, text)) {
        fail_msg("%s: %s", text, session->search.error.text);
    }
}

static void search_on(struct session *session)
{
    while (!search_step(&session->search, session->reader, 1)) {
    }
}

/* What it has found is what it would find if it began now, in order. */
static void agrees(struct session *session)
{
    size_t at = 0;
    search_on(session);
    const struct world *world = session->world;
    uint64_t first = world->store.first > world->cleared ? world->store.first : world->cleared;
    for (uint64_t id = first; id < world->store.next; id++) {
        bool found = at < idlist_count(&session->search.matches) && idlist_at(&session->search.matches, at) == id;
        at += found;
        assert_int_equal(found, search_matches(&session->search, session->reader, id));
    }
    assert_int_equal(at, idlist_count(&session->search.matches));
}

static size_t count(const struct session *session)
{
    return idlist_count(&session->search.matches);
}

static void the_newest_are_found_first(void **state)
{
    struct session session;
    (void)state;
    begin(&session, 5000);
    post_many(&session, 3000);
    set(&session, "type:track properties.n>=0");
    assert_false(search_step(&session.search, session.reader, 40000));
    assert_true(count(&session) > 0);
    assert_true(idlist_at(&session.search.matches, count(&session) - 1) >= 2998);
    assert_true(idlist_at(&session.search.matches, 0) > 1000);
    assert_true(search_looked(&session.search, 3000) && !search_looked(&session.search, 1));
    agrees(&session);
    assert_int_equal(count(&session), 2000);
    end(&session);
}

static void what_comes_is_looked_at_while_it_goes_back(void **state)
{
    struct session session;
    (void)state;
    begin(&session, 5000);
    post_many(&session, 1000);
    set(&session, "type:track");
    for (int i = 0; i < 30; i++) {
        search_step(&session.search, session.reader, 1000);
        post_many(&session, 3);
        uint64_t newest = session.world->store.next - 1;
        search_step(&session.search, session.reader, 1000);
        assert_true(search_looked(&session.search, newest));
    }
    agrees(&session);
    end(&session);
}

static void a_call_is_asked_again_when_it_has_settled(void **state)
{
    struct session session;
    (void)state;
    begin(&session, 100);
    set(&session, "rule:missing-group-id severity:note");
    post(&session, "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"A\"}");
    search_on(&session);
    assert_int_equal(count(&session), 0);
    assert_int_equal(search_firm(&session.search), 1);
    world_finish(session.world);
    agrees(&session);
    assert_int_equal(count(&session), 1);
    set(&session, "is:unsettled");
    post(&session, "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"A\"}");
    search_on(&session);
    assert_int_equal(count(&session), 1);
    world_finish(session.world);
    agrees(&session);
    assert_int_equal(count(&session), 0);
    set(&session, "type:track");
    assert_true(search_firm(&session.search) == UINT64_MAX);
    end(&session);
}

static void a_visitor_who_becomes_a_user_is_found_with_what_it_did_before(void **state)
{
    struct session session;
    (void)state;
    begin(&session, 2000);
    post_many(&session, 600);
    post(&session, "{\"type\":\"page\",\"anonymousId\":\"a-1\",\"name\":\"Pricing\"}");
    set(&session, "user:ann@acme.io");
    agrees(&session);
    assert_int_equal(count(&session), 0);
    uint64_t revisions = session.search.revisions;
    post(&session, "{\"type\":\"identify\",\"anonymousId\":\"a-1\",\"userId\":\"u_9\",\"traits\":{\"email\":\"ann@acme.io\"}}");
    agrees(&session);
    assert_int_equal(count(&session), 2);
    assert_true(session.search.revisions > revisions);
    post(&session, "{\"type\":\"track\",\"userId\":\"u_9\",\"event\":\"A\"}");
    agrees(&session);
    assert_int_equal(count(&session), 3);
    /* She is called otherwise now: none of her calls match any more. */
    post(&session, "{\"type\":\"identify\",\"userId\":\"u_9\",\"traits\":{\"email\":\"ann@globex.com\"}}");
    agrees(&session);
    assert_int_equal(count(&session), 0);
    end(&session);
}

static void an_account_is_found_by_the_name_it_gets(void **state)
{
    struct session session;
    (void)state;
    begin(&session, 100);
    set(&session, "account:\"acme inc\"");
    post(&session, "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"A\",\"context\":{\"groupId\":\"g_1\"}}");
    agrees(&session);
    assert_int_equal(count(&session), 0);
    post(&session, "{\"type\":\"group\",\"userId\":\"u_1\",\"groupId\":\"g_1\",\"traits\":{\"name\":\"Acme Inc\"}}");
    agrees(&session);
    assert_int_equal(count(&session), 2);
    end(&session);
}

static void time_goes_on(void **state)
{
    struct session session;
    (void)state;
    begin(&session, 100);
    set(&session, "since:10s");
    post_many(&session, 50);
    agrees(&session);
    assert_int_equal(count(&session), 11);
    post_many(&session, 5);
    agrees(&session);
    assert_int_equal(count(&session), 11);
    set(&session, "before:10s");
    agrees(&session);
    assert_int_equal(count(&session), 44);
    post_many(&session, 5);
    agrees(&session);
    assert_int_equal(count(&session), 49);
    end(&session);
}

static void what_leaves_or_is_cleared_is_gone(void **state)
{
    struct session session;
    (void)state;
    begin(&session, 50);
    set(&session, "type:track");
    post_many(&session, 30);
    search_step(&session.search, session.reader, 500);
    post_many(&session, 60);
    agrees(&session);
    assert_true(count(&session) > 30);
    world_clear(session.world);
    agrees(&session);
    assert_int_equal(count(&session), 0);
    post_many(&session, 3);
    agrees(&session);
    assert_int_equal(count(&session), 2);
    end(&session);
}

static void what_is_no_filter_leaves_the_one_before(void **state)
{
    struct session session;
    struct err err;
    (void)state;
    begin(&session, 50);
    post_many(&session, 9);
    set(&session, "type:track");
    agrees(&session);
    uint64_t serial = session.search.serial;
    assert_false(search_set(&session.search, "type:tra"));
    assert_int_equal(session.search.error.column, 6);
    assert_string_equal(session.search.text.data, "type:track");
    assert_int_equal(session.search.serial, serial);
    assert_int_equal(count(&session), 6);
    assert_true(filter_saved_add(&session.saved, "pages", "type:page", &err));
    set(&session, "@pages");
    agrees(&session);
    assert_int_equal(count(&session), 3);
    set(&session, "  ");
    assert_false(search_active(&session.search));
    assert_true(search_step(&session.search, session.reader, 1));
    end(&session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_newest_are_found_first),
        cmocka_unit_test(what_comes_is_looked_at_while_it_goes_back),
        cmocka_unit_test(a_call_is_asked_again_when_it_has_settled),
        cmocka_unit_test(a_visitor_who_becomes_a_user_is_found_with_what_it_did_before),
        cmocka_unit_test(an_account_is_found_by_the_name_it_gets),
        cmocka_unit_test(time_goes_on),
        cmocka_unit_test(what_leaves_or_is_cleared_is_gone),
        cmocka_unit_test(what_is_no_filter_leaves_the_one_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
