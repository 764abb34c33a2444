/* floor: views */
#include "unit.h"

#include "base/clock.h"
#include "views/table.h"
#include "wire/journal.h"

#define START (INT64_C(1795442531) * CLOCK_S)
#define CALLS 40
#define BUDGET 100000

/* A journal with its world, the filter, and Live as its window shows it. */
struct session {
    struct journal *journal;
    struct journal_reader *intake, *reader;
    struct world *world;
    struct search search;
    struct filter_saved saved;
    void *live;
    int64_t now;
};

static struct view_env env_of(const struct session *session)
{
    return (struct view_env){
        .world = session->world, .reader = session->reader, .search = &session->search, .name = "test"};
}

static void begin(struct session *session)
{
    struct journal_options options = {.max_size = 64 << 20, .now = START};
    *session = (struct session){.now = START, .journal = journal_create(&options, NULL), .world = world_new(1000)};
    session->intake = journal_reader_new(session->journal);
    session->reader = journal_reader_new(session->journal);
    filter_saved_init(&session->saved);
    search_init(&session->search, session->world, &session->saved);
    session->live = view_live.open();
}

static void end(struct session *session)
{
    view_live.close(session->live);
    search_done(&session->search);
    filter_saved_done(&session->saved);
    journal_reader_free(session->intake);
    journal_reader_free(session->reader);
    world_free(session->world);
    journal_close(session->journal);
}

static void post(struct session *session, const char *body)
{
    struct capture capture;
    struct json_facts facts;
    capture_init(&capture);
    session->now += CLOCK_S;
    capture.method = "POST";
    capture.path = "/v1/batch";
    capture.status = 200;
    capture.received = session->now;
    capture.body = body;
    capture.body_size = strlen(body);
    assert_true(jsontext_check(body, strlen(body), &facts, NULL));
    capture.form = capture_form(body, strlen(body), &facts);
    assert_int_equal(journal_append(session->journal, &capture, NULL), JOURNAL_RECORDED);
    while (journal_next(session->intake, &capture) == JOURNAL_CAPTURE) {
        world_feed(session->world, &capture);
    }
}

static void post_all(struct session *session)
{
    char body[160];
    for (int i = 0; i < CALLS; i++) {
        snprintf(body, sizeof body, "{\"type\":\"track\",\"userId\":\"u_%d\",\"event\":\"E\",\"context\":{\"groupId\":\"a_%d\"}}",
                 i, i % 2);
        post(session, body);
    }
}

static void set(struct session *session, const char *filter)
{
    assert_true(search_set(&session->search, filter));
    while (!search_step(&session->search, session->reader, BUDGET)) {
    }
}

static void show(struct session *session)
{
    struct view_env env = env_of(session);
    view_live.sync(session->live, &env, 100, 30);
}

static void click(struct session *session, int x, int y)
{
    struct view_env env = env_of(session);
    view_live.mouse(session->live, &env, &(struct mouse){MOUSE_CLICK, x, y});
}

/* What is clicked was drawn a frame ago; the filter may be another by now, and its list shorter. */
static void a_click_comes_after_another_filter(void **state)
{
    struct session session;
    (void)state;
    begin(&session);
    post_all(&session);
    set(&session, "type:track");
    show(&session);
    assert_true(search_set(&session.search, "user:u_39")); /* nothing has been found yet */
    for (int y = 1; y < 12; y++) {
        click(&session, 60, y);
    }
    show(&session);
    end(&session);
}

/* More accounts may need another place for all of them. */
static void a_key_comes_after_many_accounts(void **state)
{
    struct session session;
    char body[160];
    (void)state;
    begin(&session);
    post_all(&session);
    show(&session);
    click(&session, 4, 2); /* an account */
    show(&session);
    click(&session, 60, 3); /* the focus is on its calls */
    for (int i = 0; i < CALLS * 10; i++) {
        snprintf(body, sizeof body, "{\"type\":\"group\",\"userId\":\"u\",\"groupId\":\"b_%d\"}", i);
        post(&session, body);
    }
    struct view_env env = env_of(&session);
    assert_int_equal(view_live.command(session.live, &env, COMMAND_UP).kind, REACTION_DONE);
    show(&session);
    end(&session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_click_comes_after_another_filter),
        cmocka_unit_test(a_key_comes_after_many_accounts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
