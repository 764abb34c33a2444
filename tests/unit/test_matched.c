/* floor: project */
#include "recorded.h"

#include <stdlib.h>

#include "base/clock.h"
#include "project/matched.h"

#define START (INT64_C(1795442531) * CLOCK_S)

struct session {
    struct journal *journal;
    struct journal_reader *intake, *reader;
    struct world *world;
    struct search search;
    struct matched matched;
    int64_t now;
    unsigned posted;
};

static void begin(struct session *session, uint64_t max)
{
    struct journal_options options = {.max_size = 64 << 20, .now = START};
    *session = (struct session){.now = START, .journal = journal_create(&options, NULL), .world = world_new(max)};
    session->intake = journal_reader_new(session->journal);
    session->reader = journal_reader_new(session->journal);
    search_init(&session->search, session->world, NULL);
    matched_init(&session->matched);
}

static void end(struct session *session)
{
    matched_done(&session->matched);
    search_done(&session->search);
    journal_reader_free(session->intake);
    journal_reader_free(session->reader);
    world_free(session->world);
    journal_close(session->journal);
}

static void post(struct session *session, const char *body)
{
    session->now += 100 * CLOCK_MS;
    recorded_post(session->journal, session->intake, session->world, session->now, body);
}

/* Users in accounts, some calls without one, which is found; visitors who become users. */
static void post_some(struct session *session, unsigned count)
{
    char body[200];
    for (unsigned i = 0; i < count; i++) {
        unsigned n = session->posted++;
        switch (n % 5) {
        case 0:
            snprintf(body, sizeof body, "{\"type\":\"page\",\"anonymousId\":\"v_%u\",\"name\":\"Home\"}", n % 11);
            break;
        case 1:
            snprintf(body, sizeof body, "{\"type\":\"identify\",\"userId\":\"u_%u\",\"anonymousId\":\"v_%u\"}", n % 7, n % 11);
            break;
        case 2:
            snprintf(body, sizeof body, "{\"type\":\"group\",\"userId\":\"u_%u\",\"groupId\":\"a_%u\"}", n % 7, n % 3);
            break;
        default:
            snprintf(body, sizeof body, "{\"type\":\"track\",\"userId\":\"u_%u\",\"event\":\"E%u\"%s}", n % 7, n % 4,
                     n % 5 == 3 ? ",\"context\":{\"groupId\":\"a_1\"}" : "");
        }
        post(session, body);
    }
}

static void go_on(struct session *session)
{
    while (!search_step(&session->search, session->reader, 1000)) {
    }
    for (unsigned steps = 0; !matched_complete(&session->matched, &session->search); steps++) {
        assert_true(steps < 1000);
        matched_step(&session->matched, &session->search, 37);
    }
}

static size_t among_matches(const struct session *session, bool (*fits)(const struct world *, const struct message *, uint32_t), uint32_t of)
{
    const struct idlist *matches = &session->search.matches;
    size_t count = 0;
    for (size_t i = 0; i < idlist_count(matches) && idlist_at(matches, i) < session->world->settled; i++) {
        count += fits(session->world, store_get(&session->world->store, idlist_at(matches, i)), of);
    }
    return count;
}

static bool is_of_account(const struct world *world, const struct message *message, uint32_t account)
{
    return accounts_find(&world->accounts, message->account) == account;
}

static bool is_of_user(const struct world *world, const struct message *message, uint32_t user)
{
    return message->user == world->links.users[user].id && message->user != STRPOOL_NONE;
}

static bool is_of_event(const struct world *world, const struct message *message, uint32_t event)
{
    const struct coverage_event *row = &world->coverage.items[event];
    return message->type == row->type && (row->name == STRPOOL_NONE || message->label == row->name);
}

static size_t findings_among(const struct session *session)
{
    const struct idlist *matches = &session->search.matches;
    size_t count = 0;
    for (size_t i = 0; i < idlist_count(matches) && idlist_at(matches, i) < session->world->settled; i++) {
        const struct message *message = store_get(&session->world->store, idlist_at(matches, i));
        const struct finding *finding = world_finding(session->world, message->finding);
        for (; finding != NULL; finding = world_finding(session->world, finding->next)) {
            count++;
        }
    }
    return count;
}

/* What it counted is what there is. */
static void agrees(struct session *session)
{
    const struct world *world = session->world;
    const struct matched *matched = &session->matched;
    go_on(session);
    for (uint32_t i = 0; i < world->accounts.count; i++) {
        assert_int_equal(matched_account(matched, i), among_matches(session, is_of_account, i));
    }
    for (uint32_t i = 0; i < world->coverage.count; i++) {
        const struct coverage_event *event = &world->coverage.items[i];
        assert_int_equal(matched_event(matched, event->type, event->name), among_matches(session, is_of_event, i));
    }
    for (uint32_t i = 0; i < world->links.user_count; i++) {
        assert_true(matched_user(matched, &world->links, i) >= among_matches(session, is_of_user, i));
    }
    const struct findings *findings = matched_findings(matched);
    assert_int_equal(findings->counts[SEVERITY_NOTE] + findings->counts[SEVERITY_WARNING] + findings->counts[SEVERITY_ERROR],
                     findings_among(session));
}

static void it_counts_what_the_filter_lets_through(void **state)
{
    static const char *const filters[] = {"type:track", "-has:account", "has:finding", "user:u_3", "severity>=warning", "since:5s", "nowhere"};
    struct session session;
    (void)state;
    begin(&session, 5000);
    post_some(&session, 500);
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        assert_true(search_set(&session.search, filters[i]));
        matched_step(&session.matched, &session.search, 10); /* the search has not begun */
        agrees(&session);
        post_some(&session, 23);
        search_step(&session.search, session.reader, 1000);
        matched_step(&session.matched, &session.search, 5);
        post_some(&session, 40);
        agrees(&session);
    }
    world_finish(session.world);
    agrees(&session);
    assert_int_equal(session.world->settled, session.world->store.next);
    end(&session);
}

static void visitors_count_for_their_users(void **state)
{
    struct session session;
    (void)state;
    begin(&session, 100);
    post(&session, "{\"type\":\"page\",\"anonymousId\":\"v\",\"name\":\"Home\"}");
    post(&session, "{\"type\":\"page\",\"anonymousId\":\"v\",\"name\":\"Home\"}");
    post(&session, "{\"type\":\"identify\",\"userId\":\"u\",\"anonymousId\":\"v\"}");
    world_finish(session.world);
    assert_true(search_set(&session.search, "type:page"));
    go_on(&session);
    const struct links *links = &session.world->links;
    uint32_t user = textmap_get(&links->by_user, strpool_find(session.world->pool, "u", 1));
    assert_int_equal(matched_user(&session.matched, links, user), 2);
    end(&session);
}

/* What was counted stands until it has been counted anew. */
static void revised_answers_are_counted_aside(void **state)
{
    struct session session;
    (void)state;
    begin(&session, 5000);
    post_some(&session, 500);
    world_finish(session.world);
    assert_true(search_set(&session.search, "type:track"));
    agrees(&session);
    uint32_t before = matched_account(&session.matched, 0);
    assert_true(before > 0);
    session.search.revisions++;
    assert_false(matched_complete(&session.matched, &session.search));
    matched_step(&session.matched, &session.search, 10);
    assert_int_equal(matched_account(&session.matched, 0), before);
    agrees(&session);
    assert_int_equal(matched_account(&session.matched, 0), before);
    world_clear(session.world);
    search_step(&session.search, session.reader, 1000);
    matched_step(&session.matched, &session.search, 10);
    assert_int_equal(matched_account(&session.matched, 0), 0);
    post_some(&session, 50);
    world_finish(session.world);
    agrees(&session);
    end(&session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_counts_what_the_filter_lets_through),
        cmocka_unit_test(visitors_count_for_their_users),
        cmocka_unit_test(revised_answers_are_counted_aside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
