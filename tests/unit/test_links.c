/* floor: project */
#include "unit.h"

#include <stdio.h>

#include "base/clock.h"
#include "project/links_parts.h"
#include "project/past.h"
#include "project/world.h"

#define START (INT64_C(1795442531) * CLOCK_S)
#define CALLS_MAX 8

/* A call whose own time is `ms` after the start; a right clock sent it. */
struct call {
    int ms;
    const char *json; /* without its closing brace */
};

static void feed(struct world *world, int64_t arrival, const struct call *call)
{
    struct capture capture;
    char own[CLOCK_ISO_SIZE], json[1024];
    clock_format_iso_ms(START + call->ms * CLOCK_MS, own);
    snprintf(json, sizeof json, "%s,\"timestamp\":\"%s\"}", call->json, own);
    capture_init(&capture);
    capture.path = "/v1/batch";
    capture.status = 200;
    capture.received = START + arrival * CLOCK_MS;
    capture.form = CAPTURE_BODY_JSON;
    capture.body = json;
    capture.body_size = strlen(json);
    world_feed(world, &capture);
}

static uint32_t number(const struct world *world, const char *text)
{
    return strpool_find(world->pool, text, strlen(text));
}

static const struct link *find(const struct world *world, const char *user, const char *account)
{
    uint32_t id = textmap_get(&world->links.by_user, number(world, user));
    return id == TEXTMAP_NONE ? NULL : links_find(&world->links, id, number(world, account));
}

/* What is known of links and users, as text, without what only the order of arrival decides. */
static void tell(const struct world *world, struct str *out)
{
    static const char *const standings[] = {"none", "removed", "implied", "declared", "explicit"};
    static const struct {
        const char *user, *account;
    } pairs[] = {{"u_1", "acme"}, {"u_1", "globex"}, {"u_2", "acme"}, {"u_2", "globex"}};
    struct past past = {.links = &world->links, .accounts = &world->accounts, .pool = world->pool};
    struct history history = past_history(&past);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const struct link *link = find(world, pairs[i].user, pairs[i].account);
        struct person person = {number(world, pairs[i].user), STRPOOL_NONE};
        str_printf(out, "%s-%s", pairs[i].user, pairs[i].account);
        for (int ms = 0; link != NULL && ms <= 500; ms += 50) {
            struct moment when = {START + ms * CLOCK_MS, UINT64_MAX};
            str_printf(out, " %s", standings[history.standing_of(&past, person, link->account, when)]);
        }
        if (link != NULL) {
            str_printf(out, " %llu calls, role %s, %lld to %lld", (unsigned long long)link->calls,
                       strpool_text(world->pool, link->role), (long long)((link->first - START) / CLOCK_MS),
                       (long long)((link->last - START) / CLOCK_MS));
        }
        str_puts(out, "\n");
    }
    str_printf(out, "acme %u, globex %u, shared %u\n", links_members(&world->links, number(world, "acme")),
               links_members(&world->links, number(world, "globex")), world->links.shared_users);
}

static void feed_in_order(const struct call *calls, const int *order, size_t count, struct str *out)
{
    struct world *world = world_new(100);
    for (size_t i = 0; i < count; i++) {
        feed(world, 500 + (int64_t)i, &calls[order[i]]);
    }
    str_clear(out);
    tell(world, out);
    world_free(world);
}

static bool next_order(int *order, int count)
{
    int i = count - 2, j = count - 1;
    while (i >= 0 && order[i] > order[i + 1]) {
        i--;
    }
    if (i < 0) {
        return false;
    }
    while (order[j] < order[i]) {
        j--;
    }
    int kept = order[i];
    order[i] = order[j];
    order[j] = kept;
    for (int a = i + 1, b = count - 1; a < b; a++, b--) {
        kept = order[a];
        order[a] = order[b];
        order[b] = kept;
    }
    return true;
}

/* Every order of arrival comes to what `expected` says. */
static void check_all_orders(const struct call *calls, size_t count, const char *expected)
{
    int order[CALLS_MAX] = {0, 1, 2, 3, 4, 5, 6, 7};
    struct str told;
    str_init(&told, 1 << 16);
    do {
        feed_in_order(calls, order, count, &told);
        assert_string_equal(told.data, expected);
    } while (next_order(order, (int)count));
    str_done(&told);
}

#define GROUP(who, account) "{\"type\":\"group\"," who ",\"groupId\":\"" account "\""
#define TRACK(who, event, account) "{\"type\":\"track\"," who ",\"event\":\"" event "\",\"context\":{\"groupId\":\"" account "\"}"
#define USER(id) "\"userId\":\"" id "\""
#define VISITOR(id) "\"anonymousId\":\"" id "\""

static void a_link_grows_stronger_and_is_removed_and_made_again(void **state)
{
    static const struct call calls[] = {
        {50, TRACK(USER("u_1"), "Report Opened", "acme")},
        {100, TRACK(USER("u_1"), "Account Added User", "acme") ",\"properties\":{\"role\":\"member\"}"},
        {200, GROUP(USER("u_1"), "acme")},
        {300, TRACK(USER("u_1"), "Account Removed User", "acme")},
        {350, TRACK(USER("u_1"), "Report Opened", "acme")},
        {400, TRACK(USER("u_1"), "Account Added User", "acme") ",\"properties\":{\"role\":\"admin\"}"},
    };
    (void)state;
    check_all_orders(calls, sizeof calls / sizeof *calls,
                     "u_1-acme none implied declared declared explicit explicit removed removed explicit explicit explicit"
                     " 6 calls, role admin, 50 to 400\n"
                     "u_1-globex\nu_2-acme\nu_2-globex\nacme 1, globex 0, shared 0\n");
}

static void what_links_a_visitor_links_its_user_from_the_tie_on(void **state)
{
    static const struct call calls[] = {
        {100, TRACK(VISITOR("v"), "Report Opened", "acme")},
        {150, GROUP(VISITOR("v"), "globex")},
        {200, "{\"type\":\"identify\"," USER("u_1") "," VISITOR("v")},
        {300, TRACK(VISITOR("v"), "Report Opened", "acme")},
        {350, TRACK(USER("u_2"), "Report Opened", "acme")},
    };
    (void)state;
    check_all_orders(calls, sizeof calls / sizeof *calls,
                     "u_1-acme none none none none implied implied implied implied implied implied implied"
                     " 2 calls, role , 100 to 300\n"
                     "u_1-globex none none none none explicit explicit explicit explicit explicit explicit explicit"
                     " 1 calls, role , 150 to 150\n"
                     "u_2-acme none none none none none none none implied implied implied implied"
                     " 1 calls, role , 350 to 350\n"
                     "u_2-globex\nacme 2, globex 1, shared 1\n");
}

static void who_is_removed_is_in_one_account_less(void **state)
{
    static const struct call calls[] = {
        {100, GROUP(USER("u_1"), "acme")},
        {150, GROUP(USER("u_1"), "globex")},
        {200, TRACK(USER("u_1"), "Account Removed User", "acme")},
        {300, GROUP(USER("u_2"), "acme")},
    };
    (void)state;
    check_all_orders(calls, sizeof calls / sizeof *calls,
                     "u_1-acme none none explicit explicit removed removed removed removed removed removed removed"
                     " 2 calls, role , 100 to 200\n"
                     "u_1-globex none none none explicit explicit explicit explicit explicit explicit explicit explicit"
                     " 1 calls, role , 150 to 150\n"
                     "u_2-acme none none none none none none explicit explicit explicit explicit explicit"
                     " 1 calls, role , 300 to 300\n"
                     "u_2-globex\nacme 1, globex 1, shared 0\n");
}

/* ---- the other questions ---- */

static void names_and_groups_are_known_as_of_a_moment(void **state)
{
    static const struct call calls[] = {
        {100, GROUP(USER("u_1"), "acme") ",\"traits\":{\"name\":\"Acme Inc\"}"},
        {200, GROUP(USER("u_1"), "globex") ",\"traits\":{\"name\":\"ACME  inc\"}"},
        {300, GROUP(USER("u_2"), "acme") ",\"traits\":{\"name\":\"Acme Ltd\"}"},
        {300, TRACK(USER("u_2"), "Signed Up", "acme")},
    };
    struct world *world = world_new(100);
    struct past past = {.links = &world->links, .accounts = &world->accounts, .pool = world->pool};
    struct history history = past_history(&past);
    (void)state;
    for (int i = 3; i >= 0; i--) {
        feed(world, 500 + i, &calls[i]);
    }
    uint32_t acme = number(world, "acme"), globex = number(world, "globex");
    struct moment then = {START + 300 * CLOCK_MS, 0}, later = {START + 400 * CLOCK_MS, 0};
    struct grouping grouping;
    struct person first = {number(world, "u_1"), STRPOOL_NONE}, second = {number(world, "u_2"), STRPOOL_NONE};
    assert_int_equal(history.name_of(&past, acme, then), number(world, "Acme Inc"));
    assert_int_equal(history.name_of(&past, acme, later), number(world, "Acme Ltd"));
    assert_int_equal(history.name_of(&past, acme, (struct moment){START, 0}), STRPOOL_NONE);
    assert_int_equal(history.namesake_of(&past, globex, number(world, "ACME  inc"), then), acme);
    assert_int_equal(history.namesake_of(&past, acme, number(world, "Acme Ltd"), later), STRPOOL_NONE);
    assert_true(history.grouped_as(&past, first, then, &grouping));
    assert_int_equal(grouping.account, globex);
    assert_int_equal(grouping.since.time, START + 200 * CLOCK_MS);
    assert_true(history.grouped_as(&past, first, (struct moment){START + 150 * CLOCK_MS, 0}, &grouping));
    assert_int_equal(grouping.account, acme);
    assert_false(history.grouped_as(&past, second, (struct moment){START, 0}, &grouping));
    assert_false(history.introduced(&past, globex, (struct moment){START + 199 * CLOCK_MS, 0}));
    assert_true(history.introduced(&past, globex, (struct moment){START + 200 * CLOCK_MS, 0}));
    assert_false(history.introduced(&past, number(world, "Acme Inc"), later));
    world_free(world);
}

static void what_a_person_did_first_is_known(void **state)
{
    static const struct call calls[] = {
        {100, TRACK(USER("u_1"), "Signed Up", "acme")},
        {200, "{\"type\":\"identify\"," USER("u_1") "," VISITOR("v")},
        {300, "{\"type\":\"identify\"," USER("u_2") "," VISITOR("v")},
    };
    struct world *world = world_new(100);
    struct past past = {.links = &world->links, .accounts = &world->accounts, .pool = world->pool};
    struct history history = past_history(&past);
    struct doings doings;
    (void)state;
    for (int i = 2; i >= 0; i--) {
        feed(world, 500 + i, &calls[i]);
    }
    uint32_t one = number(world, "u_1"), two = number(world, "u_2"), visitor = number(world, "v");
    assert_true(history.doings_of(&past, (struct person){one, STRPOOL_NONE}, &doings));
    assert_int_equal(doings.seen.time, START + 100 * CLOCK_MS);
    assert_int_equal(doings.signed_up.time, START + 100 * CLOCK_MS);
    assert_int_equal(doings.identified.time, START + 200 * CLOCK_MS);
    assert_int_equal(doings.grouped.time, INT64_MAX);
    assert_false(history.doings_of(&past, (struct person){visitor, STRPOOL_NONE}, &doings));
    assert_int_equal(history.other_user_of(&past, visitor, two, (struct moment){START + 300 * CLOCK_MS, 0}), one);
    assert_int_equal(history.other_user_of(&past, visitor, one, (struct moment){START + 250 * CLOCK_MS, 0}), STRPOOL_NONE);
    assert_int_equal(history.user_of(&past, visitor, (struct moment){START + 250 * CLOCK_MS, 0}), one);
    assert_int_equal(history.user_of(&past, visitor, moment_never()), two);
    world_free(world);
}

#define PAGE(visitor) "{\"type\":\"page\"," VISITOR(visitor)

/* A visitor that stopped where another was identified; with ever more others it cannot be told which. */
static void a_lost_visitor_is_told_only_when_there_is_one(void **state)
{
    static const struct call calls[] = {
        {0, PAGE("landing")},
        {100, "{\"type\":\"identify\"," USER("u_1") "," VISITOR("app")},
        {200, PAGE("later")},
    };
    struct world *world = world_new(1000);
    struct past past = {.links = &world->links, .accounts = &world->accounts, .pool = world->pool};
    struct history history = past_history(&past);
    struct moment when = {START + 300 * CLOCK_MS, 0};
    (void)state;
    for (int i = 2; i >= 0; i--) {
        feed(world, 500 + i, &calls[i]);
    }
    uint32_t user = number(world, "u_1");
    assert_int_equal(history.lost_visitor_of(&past, user, when), number(world, "landing"));
    assert_int_equal(history.lost_visitor_of(&past, user, (struct moment){START + 50 * CLOCK_MS, 0}), STRPOOL_NONE);
    assert_int_equal(history.lost_visitor_of(&past, number(world, "u_9"), when), STRPOOL_NONE);
    for (int i = 0; i < 250; i++) {
        char json[64];
        snprintf(json, sizeof json, "{\"type\":\"page\"," VISITOR("v_%d"), i);
        feed(world, 600, &(struct call){210, json});
    }
    assert_int_equal(history.lost_visitor_of(&past, user, when), number(world, "landing"));
    for (int i = 250; i < 260; i++) {
        char json[64];
        snprintf(json, sizeof json, "{\"type\":\"page\"," VISITOR("v_%d"), i);
        feed(world, 600, &(struct call){210, json});
    }
    assert_int_equal(history.lost_visitor_of(&past, user, when), STRPOOL_NONE);
    world_free(world);
}

static void what_events_named_is_known(void **state)
{
    static const struct call calls[] = {
        {100, TRACK(USER("u_1"), "Signed Up", "acme")},
        {200, TRACK(USER("u_1"), "Report Opened", "globex")},
        {300, TRACK(USER("u_1"), "Report Opened", "globex")},
        {400, "{\"type\":\"group\"," USER("u_1") ",\"groupId\":\"initech\""},
    };
    struct world *world = world_new(100);
    struct past past = {.links = &world->links, .accounts = &world->accounts, .pool = world->pool};
    struct history history = past_history(&past);
    (void)state;
    for (int i = 3; i >= 0; i--) {
        feed(world, 500 + i, &calls[i]);
    }
    struct person one = {number(world, "u_1"), STRPOOL_NONE};
    uint32_t acme = number(world, "acme"), globex = number(world, "globex"), initech = number(world, "initech");
    struct moment first = {START + 200 * CLOCK_MS, 0}, second = {START + 300 * CLOCK_MS, 0};
    assert_int_equal(history.named_last(&past, one, acme), START + 100 * CLOCK_MS);
    assert_int_equal(history.named_last(&past, one, globex), START + 300 * CLOCK_MS);
    assert_int_equal(history.named_last(&past, one, initech), INT64_MIN);
    assert_true(history.is_first_of(&past, one, globex, first));
    assert_false(history.is_first_of(&past, one, globex, second));
    assert_true(history.is_first(&past, globex, first));
    assert_false(history.is_first(&past, globex, second));
    assert_int_equal(history.lookalike_of(&past, number(world, "initech"), second), STRPOOL_NONE);
    world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_link_grows_stronger_and_is_removed_and_made_again),
        cmocka_unit_test(what_links_a_visitor_links_its_user_from_the_tie_on),
        cmocka_unit_test(who_is_removed_is_in_one_account_less),
        cmocka_unit_test(names_and_groups_are_known_as_of_a_moment),
        cmocka_unit_test(what_a_person_did_first_is_known),
        cmocka_unit_test(a_lost_visitor_is_told_only_when_there_is_one),
        cmocka_unit_test(what_events_named_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
