/* floor: project */
#include "unit.h"

#include <stdlib.h>

#include "base/clock.h"
#include "project/world.h"

#define START (INT64_C(1795442531) * CLOCK_S)

/* A session being recorded and taken in. */
struct session {
    struct journal *journal;
    struct journal_reader *reader;
    struct world *world;
    int64_t now;
};

static struct session session_new(uint64_t max_messages, uint64_t max_size)
{
    struct journal_options options = {.max_size = max_size, .segments = 4, .now = START};
    struct session s = {.journal = journal_create(&options, NULL), .world = world_new(max_messages), .now = START};
    s.reader = journal_reader_new(s.journal);
    world_look_back(s.world, s.journal);
    return s;
}

static void session_done(struct session *s)
{
    journal_reader_free(s->reader);
    world_free(s->world);
    journal_close(s->journal);
}

static void take_in(struct session *s)
{
    struct capture capture;
    enum journal_next next;
    while ((next = journal_next(s->reader, &capture)) != JOURNAL_END) {
        if (next == JOURNAL_CAPTURE) {
            world_feed(s->world, &capture);
        }
    }
}

/* A second later a request comes; what it says besides its body stands in `about`. */
static void record(struct session *s, struct capture about, const char *body)
{
    struct capture capture;
    struct json_facts facts;
    capture_init(&capture);
    capture.method = "POST";
    capture.path = about.path != NULL ? about.path : "/v1/batch";
    capture.status = about.status != 0 ? about.status : 200;
    capture.fault = about.fault != NULL ? about.fault : "";
    capture.write_key = about.write_key != NULL ? about.write_key : "";
    capture.retry = about.retry;
    capture.received = s->now += CLOCK_S;
    capture.body = body;
    capture.body_size = strlen(body);
    bool readable = jsontext_check(body, strlen(body), &facts, NULL);
    capture.form = capture_form(body, strlen(body), readable ? &facts : NULL);
    assert_int_equal(journal_append(s->journal, &capture, NULL), JOURNAL_RECORDED);
}

static void post(struct session *s, const char *body)
{
    record(s, (struct capture){0}, body);
    take_in(s);
}

/* A letter per row: "." counts and was not tried before, "t" counts and was, "r" resent, "x" refused, "X" refused again. */
static const char *rows(const struct session *s)
{
    static char letters[64];
    size_t n = 0;
    for (uint64_t id = s->world->store.first; id < s->world->store.next && n < sizeof letters - 1; id++) {
        const struct message *message = store_get(&s->world->store, id);
        bool tried = (message->flags & MESSAGE_RETRY) != 0;
        char counted = tried ? 't' : '.', refused = tried ? 'X' : 'x';
        letters[n++] = message->flags & MESSAGE_RESENT ? 'r' : message->type == MESSAGE_REFUSED ? refused : counted;
        assert_int_equal(message_counts(message), letters[n - 1] == '.' || letters[n - 1] == 't');
    }
    letters[n] = '\0';
    return letters;
}

#define CALL(id, event) "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"" event "\",\"messageId\":\"" id "\",\"context\":{\"groupId\":\"g\"}}"
#define BATCH(calls) "{\"batch\":[" calls "],\"sentAt\":\"2026-11-23T14:02:10.000Z\"}"

static void a_call_sent_again_is_shown_and_not_counted(void **state)
{
    struct session s = session_new(100, 1 << 20);
    (void)state;
    post(&s, CALL("m1", "a"));
    post(&s, CALL("m1", "a"));
    world_finish(s.world);
    assert_string_equal(rows(&s), ".r");
    assert_int_equal(s.world->calls, 1);
    assert_int_equal(s.world->resent, 1);
    assert_int_equal(s.world->accounts.items[1].calls, 1);
    assert_int_equal(activity_count(&s.world->accounts.items[1].activity, s.now, 0), 1);
    assert_int_equal(idlist_count(&s.world->accounts.items[1].messages), 2);
    assert_int_equal(s.world->links.items[0].calls, 1);
    assert_int_equal(s.world->links.users[0].calls, 1);
    assert_int_equal(s.world->sources.items[0].calls, 1);
    const struct delivery *delivery = deliveries_of(&s.world->deliveries, 2);
    assert_int_equal(delivery->before, START + CLOCK_S);
    assert_int_equal(delivery->status, 200);
    assert_int_equal(delivery->retry, 0);
    assert_null(deliveries_of(&s.world->deliveries, 1));
    world_clear(s.world);
    post(&s, CALL("m1", "a"));
    assert_int_equal(s.world->calls, 0);
    assert_int_equal(s.world->resent, 1);
    session_done(&s);
}

static void what_was_said_of_a_call_is_not_said_again(void **state)
{
    struct session s = session_new(100, 1 << 20);
    (void)state;
    post(&s, "{\"type\":\"track\",\"messageId\":\"m1\"}");
    world_finish(s.world);
    uint64_t said = s.world->findings.next;
    post(&s, "{\"type\":\"track\",\"messageId\":\"m1\"}");
    world_finish(s.world);
    assert_true(said > 0);
    assert_int_equal(s.world->findings.next, said);
    session_done(&s);
}

static void batches_may_be_sent_again_in_part(void **state)
{
    struct session s = session_new(100, 1 << 20);
    (void)state;
    post(&s, BATCH(CALL("m1", "a") "," CALL("m2", "b") "," CALL("m3", "c")));
    post(&s, BATCH(CALL("m3", "c") "," CALL("m4", "d")));
    post(&s, "[" CALL("m4", "d") "," CALL("m5", "e") "," CALL("m5", "e") "]");
    post(&s, CALL("m2", "b"));
    assert_string_equal(rows(&s), "...r.r.rr");
    session_done(&s);
}

static void ids_are_strings_and_numbers_of_calls(void **state)
{
    struct session s = session_new(100, 1 << 20);
    (void)state;
    for (int i = 0; i < 2; i++) {
        post(&s, "{\"type\":\"page\",\"userId\":\"u\"}");
        post(&s, "{\"type\":\"page\",\"userId\":\"u\",\"messageId\":\"\"}");
        post(&s, "{\"type\":\"page\",\"userId\":\"u\",\"messageId\":null}");
        post(&s, "{\"type\":\"page\",\"userId\":\"u\",\"messageId\":{\"a\":1}}");
        post(&s, "{\"messageId\":\"of the batch\",\"batch\":[{\"type\":\"page\",\"userId\":\"u\"}]}");
        post(&s, "7");
    }
    assert_string_equal(rows(&s), "............");
    for (int i = 0; i < 2; i++) {
        post(&s, "{\"type\":\"page\",\"userId\":\"u\",\"messageId\":12345678901234567890}");
        post(&s, "{\"type\":\"page\",\"userId\":\"u\",\"messageId\":\"caf\\u00e9 \\\"x\\\"\"}");
    }
    assert_string_equal(rows(&s) + 12, "..rr");
    session_done(&s);
}

static const struct finding *only_finding(const struct session *s)
{
    assert_int_equal(s->world->findings.counts[SEVERITY_ERROR], 1);
    return findings_get(&s->world->findings, s->world->findings.next - 1);
}

static void another_call_with_the_id_counts_and_is_a_finding(void **state)
{
    struct session s = session_new(100, 1 << 20);
    (void)state;
    post(&s, CALL("m1", "a"));
    post(&s, CALL("m1", "b"));
    assert_string_equal(rows(&s), "..");
    const struct finding *finding = only_finding(&s);
    assert_string_equal(rules_table[finding->rule]->id, "duplicate-message-id");
    assert_int_equal(finding->message, 2);
    assert_non_null(strstr(strpool_text(s.world->pool, finding->text), "1.0 s"));
    assert_non_null(strstr(strpool_text(s.world->pool, finding->text), "/event"));
    /* Each of the two may be sent again. */
    post(&s, CALL("m1", "b"));
    post(&s, CALL("m1", "a"));
    assert_string_equal(rows(&s), "..rr");
    session_done(&s);
}

static void the_type_of_the_path_belongs_to_a_call(void **state)
{
    static const char call[] = "{\"userId\":\"u\",\"name\":\"x\",\"messageId\":\"m1\"}";
    struct session s = session_new(100, 1 << 20);
    (void)state;
    record(&s, (struct capture){.path = "/v1/page"}, call);
    record(&s, (struct capture){.path = "/v1/screen"}, call);
    record(&s, (struct capture){.path = "/v1/p"}, call);
    take_in(&s);
    assert_string_equal(rows(&s), "..r");
    assert_non_null(strstr(strpool_text(s.world->pool, only_finding(&s)->text), "/type"));
    session_done(&s);
}

static void another_key_is_another_source(void **state)
{
    struct session s = session_new(100, 1 << 20);
    (void)state;
    record(&s, (struct capture){.write_key = "Wk3b...9q"}, CALL("m1", "a"));
    record(&s, (struct capture){.write_key = "srvA...x2"}, CALL("m1", "b"));
    record(&s, (struct capture){.write_key = "Wk3b...9q"}, CALL("m1", "a"));
    take_in(&s);
    assert_string_equal(rows(&s), "..r");
    assert_int_equal(s.world->findings.counts[SEVERITY_ERROR], 0);
    session_done(&s);
}

static void a_retry_we_did_not_see_fail_counts(void **state)
{
    struct session s = session_new(100, 1 << 20);
    (void)state;
    record(&s, (struct capture){.retry = 2}, CALL("m1", "a"));
    record(&s, (struct capture){.retry = 1}, CALL("m1", "a"));
    record(&s, (struct capture){0}, "{\"type\":\"page\",\"userId\":\"u\",\"messageId\":\"m2\",\"_metadata\":{\"retryCount\":3}}");
    record(&s, (struct capture){0}, "{\"type\":\"page\",\"userId\":\"u\",\"messageId\":\"m2\",\"_metadata\":{\"retryCount\":\"4\"}}");
    record(&s, (struct capture){.retry = 5}, "{\"type\":\"page\",\"userId\":\"u\"}");
    take_in(&s);
    assert_string_equal(rows(&s), "trtrt");
    assert_int_equal(s.world->calls, 3);
    const unsigned retries[] = {2, 1, 3, 0, 5};
    for (uint64_t id = 1; id <= 5; id++) {
        const struct delivery *delivery = deliveries_of(&s.world->deliveries, id);
        assert_int_equal(delivery->retry, retries[id - 1]);
        assert_int_equal(delivery->before == CLOCK_NONE, id % 2);
    }
    session_done(&s);
}

static void what_follows_a_refusal_is_tied_to_it(void **state)
{
    static const char batch[] = BATCH(CALL("m1", "a") "," CALL("m2", "b"));
    struct session s = session_new(100, 1 << 20);
    (void)state;
    record(&s, (struct capture){.status = 503, .fault = "503"}, batch);
    record(&s, (struct capture){.status = 429, .fault = "429"}, batch);
    record(&s, (struct capture){0}, BATCH(CALL("m2", "b") "," CALL("m1", "a") "," CALL("m3", "c")));
    record(&s, (struct capture){0}, CALL("m1", "a"));
    record(&s, (struct capture){.status = 500, .fault = "500"}, CALL("m1", "a"));
    record(&s, (struct capture){.status = 400}, "{\"messageId\":\"m4\"");
    record(&s, (struct capture){0}, "{\"messageId\":\"m4\"}");
    take_in(&s);
    assert_string_equal(rows(&s), "xXtt.rXx.");
    assert_int_equal(s.world->calls, 4);
    const struct {
        uint64_t row, before;
        unsigned status;
    } ties[] = {{2, 1, 503}, {3, 2, 429}, {4, 2, 429}, {6, 4, 200}, {7, 4, 200}};
    for (size_t i = 0; i < sizeof ties / sizeof *ties; i++) {
        const struct delivery *delivery = deliveries_of(&s.world->deliveries, ties[i].row);
        assert_int_equal(delivery->before, store_get(&s.world->store, ties[i].before)->received);
        assert_int_equal(delivery->status, ties[i].status);
        assert_int_equal(delivery->faulted, ties[i].status != 200);
    }
    session_done(&s);
}

static void requests_that_bring_the_same_are_tied(void **state)
{
    struct session s = session_new(100, 1 << 20);
    (void)state;
    record(&s, (struct capture){.status = 503, .fault = "503"}, BATCH(CALL("m1", "a") "," CALL("m2", "b")));
    record(&s, (struct capture){0}, CALL("m9", "z"));
    record(&s, (struct capture){.status = 503, .fault = "503"}, BATCH(CALL("m1", "a") "," CALL("m2", "b")));
    record(&s, (struct capture){0}, BATCH(CALL("m1", "a") "," CALL("m2", "b") "," CALL("m2", "b")));
    record(&s, (struct capture){0}, CALL("m9", "another"));
    take_in(&s);
    const uint64_t again[] = {3, 0, 4, 0, 0}, first[] = {0, 0, 1, 1, 0};
    for (uint64_t number = 1; number <= 5; number++) {
        assert_int_equal(requests_get(&s.world->requests, number)->again, again[number - 1]);
        assert_int_equal(requests_get(&s.world->requests, number)->first, first[number - 1]);
    }
    session_done(&s);
}

static void an_odd_answer_that_is_a_success_counts_once(void **state)
{
    struct session s = session_new(100, 1 << 20);
    (void)state;
    record(&s, (struct capture){.status = 204, .fault = "204"}, CALL("m1", "a"));
    record(&s, (struct capture){0}, CALL("m1", "a"));
    take_in(&s);
    assert_string_equal(rows(&s), ".r");
    assert_int_equal(deliveries_of(&s.world->deliveries, 2)->status, 204);
    assert_true(deliveries_of(&s.world->deliveries, 2)->faulted);
    session_done(&s);
}

static void a_call_is_known_as_long_as_it_is_held(void **state)
{
    struct session s = session_new(10, 1 << 20);
    char call[128];
    (void)state;
    post(&s, CALL("m", "a"));
    for (int i = 0; i < 9; i++) {
        snprintf(call, sizeof call, CALL("m%d", "a"), i);
        post(&s, call);
    }
    post(&s, CALL("m", "a")); /* the first is the oldest held, and leaves */
    assert_string_equal(rows(&s), ".........r");
    post(&s, CALL("m", "a"));
    assert_string_equal(rows(&s), "........r.");
    assert_int_equal(s.world->calls, 11);
    session_done(&s);
}

static void what_the_journal_dropped_cannot_be_compared(void **state)
{
    struct session s = session_new(1000, 8192);
    struct journal_state held;
    char call[128];
    (void)state;
    post(&s, CALL("m", "a"));
    for (int i = 0; i < 100; i++) {
        snprintf(call, sizeof call, CALL("m%d", "a"), i);
        post(&s, call);
    }
    journal_state(s.journal, &held);
    assert_true(held.dropped_records > 0);
    post(&s, CALL("m", "a"));
    assert_int_equal(s.world->calls, 102);
    post(&s, CALL("m99", "a"));
    assert_int_equal(s.world->calls, 102);
    session_done(&s);
}

static int by_hash(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

enum { IDS = 400000 };

/* Two different numbers of ids with one hash; of 400,000 there are many. */
static void find_collision(unsigned pair[2])
{
    uint32_t(*hashes)[2] = malloc(IDS * sizeof *hashes);
    char id[32];
    for (unsigned i = 0; i < IDS; i++) {
        size_t n = (size_t)snprintf(id, sizeof id, "id-%u", i);
        hashes[i][0] = deliveries_hash((struct json_span){id, n});
        hashes[i][1] = i;
    }
    qsort(hashes, IDS, sizeof *hashes, by_hash);
    unsigned i = 1;
    while (i < IDS && hashes[i][0] != hashes[i - 1][0]) {
        i++;
    }
    assert_true(i < IDS);
    pair[0] = hashes[i - 1][1];
    pair[1] = hashes[i][1];
    free(hashes);
}

static void a_hash_is_not_trusted(void **state)
{
    struct session s = session_new(100, 1 << 20);
    unsigned pair[2];
    char call[2][128];
    (void)state;
    find_collision(pair);
    for (int i = 0; i < 2; i++) {
        snprintf(call[i], sizeof call[i], CALL("id-%u", "a"), pair[i]);
        post(&s, call[i]);
    }
    assert_string_equal(rows(&s), "..");
    assert_int_equal(s.world->findings.counts[SEVERITY_ERROR], 0);
    post(&s, call[1]);
    post(&s, call[0]);
    assert_string_equal(rows(&s), "..rr");
    session_done(&s);
}

static void one_id_for_everything_is_bounded(void **state)
{
    enum { CALLS = 60 };
    struct session s = session_new(1000, 1 << 20);
    char call[128];
    (void)state;
    for (int i = 0; i < CALLS; i++) {
        snprintf(call, sizeof call, CALL("m", "%d"), i);
        post(&s, call);
    }
    assert_int_equal(s.world->calls, CALLS);
    assert_int_equal(s.world->findings.counts[SEVERITY_ERROR], CALLS - 1);
    assert_int_equal(s.world->deliveries.count, DELIVERIES_ALIKE);
    session_done(&s);
}

static void the_table_grows_with_what_is_held_and_no_further(void **state)
{
    enum { CALLS = 20000, HELD = 1000 };
    struct session s = session_new(HELD, 64 << 20);
    char call[128];
    (void)state;
    for (int i = 0; i < CALLS; i++) {
        snprintf(call, sizeof call, CALL("m%d", "a"), i);
        record(&s, (struct capture){0}, call);
        record(&s, (struct capture){.status = 503}, BATCH(CALL("x1", "a") "," CALL("x2", "a") "," CALL("x3", "a")));
    }
    take_in(&s);
    assert_int_equal(s.world->calls, CALLS);
    assert_true(s.world->deliveries.cap <= 8 * HELD);
    assert_true(s.world->deliveries.marked_cap <= 16384); /* lists follow the store in steps */
    post(&s, call);
    assert_int_equal(s.world->resent, 1);
    session_done(&s);
}

/* Refused batches of many calls each: the table stays small all the same. */
static void refused_batches_do_not_make_the_table_grow(void **state)
{
    enum { REQUESTS = 300, CALLS = 100, HELD = 300 };
    struct session s = session_new(HELD, 64 << 20);
    struct str batch;
    (void)state;
    str_init(&batch, 1 << 20);
    for (int i = 0; i < REQUESTS; i++) {
        str_clear(&batch);
        for (int j = 0; j < CALLS; j++) {
            str_printf(&batch, "%s{\"messageId\":\"m%d-%d\"}", j == 0 ? "[" : ",", i, j);
        }
        str_puts(&batch, "]");
        record(&s, (struct capture){.status = 503, .fault = "503"}, batch.data);
    }
    take_in(&s);
    assert_true(s.world->deliveries.cap <= 8192);
    record(&s, (struct capture){0}, batch.data);
    take_in(&s);
    assert_int_equal(deliveries_of(&s.world->deliveries, s.world->store.next - 1)->status, 503);
    str_done(&batch);
    session_done(&s);
}

static void a_replay_comes_to_the_same(void **state)
{
    struct session s = session_new(30, 1 << 20), again = s;
    char call[160];
    char live[64];
    (void)state;
    for (int i = 0; i < 60; i++) {
        snprintf(call, sizeof call, CALL("m%d", "%d"), i * i % 17, i * i % 17 + i / 50);
        record(&s, (struct capture){.status = i % 7 == 0 ? 503 : 200, .fault = i % 7 == 0 ? "503" : ""}, call);
        if (i % 3 == 0) {
            take_in(&s);
        }
    }
    take_in(&s);
    snprintf(live, sizeof live, "%s", rows(&s));
    again.world = world_new(30);
    again.reader = journal_reader_new(s.journal);
    world_look_back(again.world, s.journal);
    take_in(&again);
    assert_string_equal(rows(&again), live);
    assert_int_equal(again.world->calls, s.world->calls);
    assert_int_equal(again.world->findings.counts[SEVERITY_ERROR], s.world->findings.counts[SEVERITY_ERROR]);
    journal_reader_free(again.reader);
    world_free(again.world);
    session_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_sent_again_is_shown_and_not_counted),
        cmocka_unit_test(what_was_said_of_a_call_is_not_said_again),
        cmocka_unit_test(batches_may_be_sent_again_in_part),
        cmocka_unit_test(ids_are_strings_and_numbers_of_calls),
        cmocka_unit_test(another_call_with_the_id_counts_and_is_a_finding),
        cmocka_unit_test(the_type_of_the_path_belongs_to_a_call),
        cmocka_unit_test(another_key_is_another_source),
        cmocka_unit_test(a_retry_we_did_not_see_fail_counts),
        cmocka_unit_test(what_follows_a_refusal_is_tied_to_it),
        cmocka_unit_test(requests_that_bring_the_same_are_tied),
        cmocka_unit_test(an_odd_answer_that_is_a_success_counts_once),
        cmocka_unit_test(a_call_is_known_as_long_as_it_is_held),
        cmocka_unit_test(what_the_journal_dropped_cannot_be_compared),
        cmocka_unit_test(a_hash_is_not_trusted),
        cmocka_unit_test(one_id_for_everything_is_bounded),
        cmocka_unit_test(the_table_grows_with_what_is_held_and_no_further),
        cmocka_unit_test(refused_batches_do_not_make_the_table_grow),
        cmocka_unit_test(a_replay_comes_to_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
