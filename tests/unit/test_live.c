/* floor: views */
#include "recorded.h"

#include "base/clock.h"
#include "views/live.h"
#include "views/table.h"

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

static void begin_with(struct session *session, uint64_t max_messages)
{
    struct journal_options options = {.max_size = 64 << 20, .now = START};
    *session = (struct session){.now = START, .journal = journal_create(&options, NULL), .world = world_new(max_messages)};
    session->intake = journal_reader_new(session->journal);
    session->reader = journal_reader_new(session->journal);
    filter_saved_init(&session->saved);
    search_init(&session->search, session->world, &session->saved);
    session->live = view_live.open();
}

static void begin(struct session *session)
{
    begin_with(session, 1000);
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
    session->now += CLOCK_S;
    recorded_post(session->journal, session->intake, session->world, session->now, body);
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

/* ---- the stream ---- */

static void post_many(struct session *session, int count, const char *event, const char *account)
{
    char body[200];
    for (int i = 0; i < count; i++) {
        snprintf(body, sizeof body, "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"%s\",\"context\":{%s%s%s}}", event,
                 account == NULL ? "" : "\"groupId\":\"", account == NULL ? "" : account, account == NULL ? "" : "\"");
        post(session, body);
    }
}

static const char *press(struct session *session, enum command command)
{
    struct view_env env = env_of(session);
    struct reaction reaction = view_live.command(session->live, &env, command);
    return reaction.say == NULL ? "" : reaction.say;
}

/* 4 calls without an account after one that has it: a run; 2 of another event: none; one with an account. */
static void post_runs(struct session *session)
{
    post(session, "{\"type\":\"group\",\"userId\":\"u_1\",\"groupId\":\"acme\"}");
    post_many(session, 4, "Opened", NULL);
    post_many(session, 2, "Closed", NULL);
    post_many(session, 1, "Closed", "acme");
    world_finish(session->world);
}

static struct run run_of(struct session *session, uint64_t id)
{
    struct live *live = session->live;
    return live_run(live, session->world, live_stream_index(live, id));
}

static size_t calls_in_row(struct session *session, uint64_t id)
{
    struct run run = run_of(session, id);
    return run.last - run.first + 1;
}

static void calls_with_one_finding_share_a_row(void **state)
{
    struct session session;
    (void)state;
    begin(&session);
    post_runs(&session);
    show(&session);
    struct live *live = session.live;
    assert_int_equal(calls_in_row(&session, 1), 1);
    for (uint64_t id = 2; id <= 5; id++) {
        assert_int_equal(calls_in_row(&session, id), 4);
        assert_int_equal(run_of(&session, id).first, 1);
    }
    assert_int_equal(calls_in_row(&session, 6), 1); /* two are no run */
    press(&session, COMMAND_FIRST);
    press(&session, COMMAND_DOWN);
    assert_int_equal(live->selected, 5); /* the row is its newest call's */
    press(&session, COMMAND_DOWN);
    assert_int_equal(live->selected, 6);
    press(&session, COMMAND_UP);
    press(&session, COMMAND_OPEN);
    assert_int_equal(live->focus, LIVE_STREAM);
    assert_int_equal(live->selected, 2);
    assert_int_equal(calls_in_row(&session, 3), 1);
    press(&session, COMMAND_DOWN);
    press(&session, COMMAND_LEFT);
    assert_int_equal(calls_in_row(&session, 3), 4);
    press(&session, COMMAND_FOLD);
    assert_int_equal(calls_in_row(&session, 3), 1);
    end(&session);
}

/* What is in sight is not folded under a reader; a key may move it. */
static void folding_waits_for_the_reader(void **state)
{
    struct session session;
    (void)state;
    begin(&session);
    post(&session, "{\"type\":\"group\",\"userId\":\"u_1\",\"groupId\":\"acme\"}");
    post_many(&session, 2, "Opened", "acme");
    show(&session);
    press(&session, COMMAND_UP);
    show(&session);
    post_many(&session, 5, "Opened", NULL);
    world_finish(session.world);
    show(&session);
    assert_int_equal(calls_in_row(&session, 6), 1);
    press(&session, COMMAND_UP);
    show(&session);
    assert_int_equal(calls_in_row(&session, 6), 5);
    end(&session);
}

/* However long a run, each call has one row, and looking for it does not go far. */
static void long_runs_are_several_rows(void **state)
{
    struct session session;
    size_t rows = 0;
    (void)state;
    begin_with(&session, 5000);
    post(&session, "{\"type\":\"group\",\"userId\":\"u_1\",\"groupId\":\"acme\"}");
    post_many(&session, 4500, "Opened", NULL);
    world_finish(session.world);
    show(&session);
    struct live *live = session.live;
    for (size_t at = 0; at < live->stream.count; rows++) {
        struct run run = live_run(live, session.world, at);
        assert_int_equal(run.first, at);
        for (size_t i = run.first; i <= run.last; i += 97) {
            struct run same = live_run(live, session.world, i);
            assert_int_equal(same.first, run.first);
            assert_int_equal(same.last, run.last);
        }
        assert_in_range(run.last - run.first, 0, 2 * LIVE_FOLD_BLOCK);
        at = run.last + 1;
    }
    assert_int_equal(rows, 5);
    end(&session);
}

static void a_reader_is_not_moved(void **state)
{
    struct session session;
    (void)state;
    begin(&session);
    post_many(&session, 60, "Opened", "acme");
    show(&session);
    struct live *live = session.live;
    assert_int_equal(live->selected, 60);
    press(&session, COMMAND_UP);
    press(&session, COMMAND_PAGE_UP);
    show(&session);
    uint64_t selected = live->selected, top = live->top;
    post_many(&session, 12, "Opened", "acme");
    show(&session);
    assert_int_equal(live->selected, selected);
    assert_int_equal(live->top, top);
    assert_int_equal(live->newer, 12);
    press(&session, COMMAND_LAST);
    show(&session);
    assert_int_equal(live->newer, 0);
    assert_int_equal(live->selected, 72);
    post_many(&session, 1, "Opened", "acme");
    show(&session);
    assert_int_equal(live->selected, 73);
    end(&session);
}

/* The world of the test holds a thousand. */
static void a_reader_stays_while_old_calls_leave(void **state)
{
    struct session session;
    (void)state;
    begin(&session);
    post_many(&session, 990, "Opened", "acme");
    show(&session);
    for (int i = 0; i < 4; i++) {
        press(&session, COMMAND_PAGE_UP);
    }
    show(&session);
    struct live *live = session.live;
    uint64_t selected = live->selected, top = live->top;
    post_many(&session, 500, "Opened", "acme");
    show(&session);
    assert_int_equal(session.world->store.first, 491);
    assert_int_equal(live->selected, selected);
    assert_int_equal(live->top, top);
    post_many(&session, 900, "Opened", "acme");
    show(&session);
    assert_int_equal(live->selected, session.world->store.first); /* it is no longer there */
    end(&session);
}

static void keys_go_from_call_to_call(void **state)
{
    struct session session;
    (void)state;
    begin(&session);
    post_runs(&session); /* 1 group; 2 to 5 Opened, 6 and 7 Closed with a finding each; 8 Closed */
    post(&session, "{\"type\":\"track\",\"userId\":\"u_2\",\"event\":\"Opened\",\"context\":{\"groupId\":\"acme\"}}");
    post_many(&session, 1, "Opened", "acme");
    world_finish(session.world);
    show(&session);
    struct live *live = session.live;
    press(&session, COMMAND_FIRST);
    press(&session, COMMAND_NEXT_FINDING);
    assert_int_equal(live->selected, 2);
    press(&session, COMMAND_NEXT_FINDING); /* past all of the row */
    assert_int_equal(live->selected, 6);
    press(&session, COMMAND_NEXT_OF_EVENT);
    assert_int_equal(live->selected, 7);
    press(&session, COMMAND_PREVIOUS_FINDING);
    press(&session, COMMAND_PREVIOUS_FINDING);
    assert_int_equal(live->selected, 5);
    press(&session, COMMAND_NEXT_OF_EVENT);
    assert_int_equal(live->selected, 9);
    assert_string_equal(press(&session, COMMAND_NEXT_OF_USER), "no call below is of this user");
    press(&session, COMMAND_LAST);
    press(&session, COMMAND_PREVIOUS_OF_USER);
    assert_int_equal(live->selected, 8);
    end(&session);
}

static void marks_stay_with_their_calls(void **state)
{
    struct session session;
    (void)state;
    begin(&session);
    post_many(&session, 10, "Opened", "acme");
    show(&session);
    struct live *live = session.live;
    assert_string_equal(press(&session, COMMAND_NEXT_MARK), "no call is marked: m marks one");
    press(&session, COMMAND_MARK);
    press(&session, COMMAND_FIRST);
    press(&session, COMMAND_MARK);
    assert_string_equal(press(&session, COMMAND_MARK), "no longer marked");
    press(&session, COMMAND_MARK);
    press(&session, COMMAND_NEXT_MARK);
    assert_int_equal(live->selected, 10);
    press(&session, COMMAND_NEXT_MARK); /* round the end */
    assert_int_equal(live->selected, 1);
    press(&session, COMMAND_PREVIOUS_MARK);
    assert_int_equal(live->selected, 10);
    post_many(&session, 995, "Opened", "acme"); /* the first leaves */
    show(&session);
    press(&session, COMMAND_NEXT_MARK);
    assert_int_equal(idlist_count(&live->marks), 1);
    end(&session);
}

static void an_account_is_shown_from_its_call(void **state)
{
    struct session session;
    (void)state;
    begin(&session);
    post_many(&session, 2, "Opened", "acme");
    post_many(&session, 2, "Opened", "globex");
    show(&session);
    struct live *live = session.live;
    press(&session, COMMAND_UP);
    press(&session, COMMAND_ACCOUNT);
    assert_int_equal(live->stream.count, 2);
    assert_int_equal(live->selected, 3);
    press(&session, COMMAND_ACCOUNT);
    assert_int_equal(live->stream.count, 4);
    assert_int_equal(live->selected, 3);
    end(&session);
}

/* ---- columns and times ---- */

static int total(const struct callcols *columns)
{
    int w = 0, count = 0;
    for (int i = 0; i < CALLCOLS; i++) {
        w += columns->w[i];
        count += columns->w[i] > 0 && !(columns->marks_only && i == CALLCOL_FINDINGS);
    }
    return w + (count > 0 ? count - 1 : 0) * CALLCOLS_GAP;
}

static void columns_fit(void **state)
{
    (void)state;
    for (callcols_set set = 1; set <= CALLCOLS_ALL; set++) {
        for (int w = 20; w < 300; w++) {
            struct callcols columns = callcols_fit(set, w);
            assert_in_range(total(&columns), 1, w > 30 ? w : 30);
        }
    }
    assert_true(callcols_fit(CALLCOLS_ALL, 53).w[CALLCOL_ACCOUNT] > 0); /* it is worth more than milliseconds */
    assert_int_equal(callcols_fit(CALLCOLS_ALL, 53).w[CALLCOL_TIME], CALLTIME_BRIEF);
    assert_true(callcols_fit(CALLCOLS_ALL, 53).marks_only);
    assert_int_equal(callcols_fit(CALLCOLS_ALL, 88).w[CALLCOL_SOURCE], 0);
    assert_int_equal(callcols_fit(CALLCOLS_ALL, 100).w[CALLCOL_SOURCE], 0);
    assert_true(callcols_fit(CALLCOLS_ALL, 101).w[CALLCOL_SOURCE] > 0);
    assert_int_equal(callcols_fit(CALLCOLS_ALL, 101).w[CALLCOL_USER], 10);
    callcols_set chosen = 0;
    struct err err;
    assert_true(callcols_read("time type event source findings", &chosen, &err));
    assert_true(callcols_fit(chosen, 53).w[CALLCOL_SOURCE] > 0); /* what was asked for, if findings are but marks */
    assert_true(callcols_fit(chosen, 53).marks_only);
    assert_true(callcols_fit(CALLCOLS_ALL, 150).word);
}

static void columns_are_named(void **state)
{
    callcols_set set = 0;
    struct err err;
    struct str names;
    (void)state;
    assert_true(callcols_read("findings, time event", &set, &err));
    assert_int_equal(set, 1u << CALLCOL_TIME | 1u << CALLCOL_EVENT | 1u << CALLCOL_FINDINGS);
    str_init(&names, 100);
    callcols_names(set, &names);
    assert_string_equal(names.data, "time event findings");
    str_done(&names);
    assert_false(callcols_read("time colour", &set, &err));
    assert_non_null(strstr(err.text, "\"colour\""));
    assert_false(callcols_read(" , ", &set, &err));
    assert_true(callcols_read("all", &set, &err));
    assert_int_equal(set, CALLCOLS_ALL);
}

static void times_have_four_forms(void **state)
{
    static const struct {
        int64_t us;
        const char *between;
    } spans[] = {
        {0, "+0 ms"}, {999999, "+999 ms"}, {1250000, "+1.25 s"}, {99900000, "+99.9 s"}, {-96000, "-96 ms"},
        {INT64_C(3600000000), "+60 min"}, {INT64_C(86400000000), "+24 h"}, {INT64_C(8640000000000), "+100 d"},
    };
    char text[CALLTIME_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        calltime_text(CALLTIME_BETWEEN, false, START + spans[i].us, START, text);
        assert_string_equal(text, spans[i].between);
        assert_in_range(strlen(text), 1, CALLTIME_BRIEF);
    }
    assert_string_equal(calltime_text(CALLTIME_UTC, true, START, CLOCK_NONE, text), "14:02:11.000");
    assert_string_equal(calltime_text(CALLTIME_BEFORE_NEWEST, true, START, START + 2 * CLOCK_S, text), "-2.00 s");
    assert_string_equal(calltime_text(CALLTIME_BEFORE_NEWEST, true, START, START, text), "newest");
    assert_string_equal(calltime_text(CALLTIME_BETWEEN, true, START, CLOCK_NONE, text), "");
    for (int form = 0; form < CALLTIMES; form++) {
        assert_int_equal(calltime_find(calltime_word((enum calltime)form)), form);
    }
}

static bool is_shown(const struct session *session, uint64_t id)
{
    return live_stream_has(session->live, id);
}

/* An account's calls that match are the same whether there are fewer of these or of those, and while the search goes on. */
static void an_account_is_filtered(void **state)
{
    static const char *const filters[] = {"event:Rare", "type:track", "has:finding", "-event:Rare"};
    struct session session;
    (void)state;
    begin(&session);
    for (int i = 0; i < 300; i++) {
        post_many(&session, 1, i % 50 == 0 ? "Rare" : "Often", i % 9 == 0 ? "few" : "many");
    }
    struct live *live = session.live;
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        struct view_env env = env_of(&session);
        live_show_account(live, &env, accounts_find(&session.world->accounts, strpool_find(session.world->pool, i % 2 ? "few" : "many", i % 2 ? 3 : 4)));
        assert_true(search_set(&session.search, filters[i]));
        for (bool done = false; !done;) {
            done = search_step(&session.search, session.reader, 5000);
            post_many(&session, 1, i % 3 == 0 ? "Rare" : "Often", i % 2 ? "few" : "many");
            show(&session);
            for (uint64_t id = 1; id < session.world->store.next; id++) {
                const struct message *message = store_get(&session.world->store, id);
                bool of = accounts_find(&session.world->accounts, message->account) == live->account;
                assert_int_equal(is_shown(&session, id), of && idlist_has(&session.search.matches, id));
            }
        }
    }
    end(&session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_click_comes_after_another_filter),
        cmocka_unit_test(a_key_comes_after_many_accounts),
        cmocka_unit_test(calls_with_one_finding_share_a_row),
        cmocka_unit_test(folding_waits_for_the_reader),
        cmocka_unit_test(long_runs_are_several_rows),
        cmocka_unit_test(a_reader_is_not_moved),
        cmocka_unit_test(a_reader_stays_while_old_calls_leave),
        cmocka_unit_test(keys_go_from_call_to_call),
        cmocka_unit_test(marks_stay_with_their_calls),
        cmocka_unit_test(an_account_is_shown_from_its_call),
        cmocka_unit_test(an_account_is_filtered),
        cmocka_unit_test(columns_fit),
        cmocka_unit_test(columns_are_named),
        cmocka_unit_test(times_have_four_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
