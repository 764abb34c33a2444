/* floor: project */
#include "unit.h"

#include "base/glob.h"
#include "project/world.h"
#include "rules/settings.h"

static void a_glob_matches_the_whole_name(void **state)
{
    static const struct {
        const char *pattern, *text;
        bool matches;
    } cases[] = {
        {"Heartbeat", "Heartbeat", true},  {"Heartbeat", "heartbeat", false}, {"Heartbeat", "Heartbeat Sent", false},
        {"Heartbeat*", "Heartbeat", true}, {"Heartbeat*", "Heartbeat Sent", true}, {"*Sent", "Invite Sent", true},
        {"*Sent", "Invite Sent!", false},  {"*a*b*c*", "xaxbxc", true},       {"*a*b*c*", "xcxbxa", false},
        {"*", "", true},                   {"**", "", true},                  {"", "", true},
        {"", "a", false},                  {"?", "", false},                  {"?", "a", true},
        {"?", "\xc3\xa4", true},           {"??", "\xc3\xa4", false},         {"Step ?", "Step 12", false},
        {"*?\xc3\xa4", "\xc3\xa4\xc3\xa4", true}, {"a*aab", "aaaab", true},  {"[a]", "a", false},
        {"?", "\xff", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (glob_matches(cases[i].pattern, cases[i].text) != cases[i].matches) {
            fail_msg("\"%s\" and \"%s\"", cases[i].pattern, cases[i].text);
        }
    }
}

static void a_glob_of_many_stars_takes_no_long_time(void **state)
{
    char pattern[201], text[4001];
    (void)state;
    for (size_t i = 0; i < sizeof pattern - 1; i++) {
        pattern[i] = i % 2 == 0 ? '*' : 'a';
    }
    pattern[sizeof pattern - 1] = '\0';
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_true(glob_matches(pattern, text));
    text[sizeof text - 2] = 'b';
    assert_false(glob_matches(pattern, text));
}

static size_t feed(struct world *world, const char *json)
{
    struct capture capture;
    uint64_t before = world->findings.next;
    capture_init(&capture);
    capture.status = 200;
    capture.received = world->now + 1000000;
    capture.form = CAPTURE_BODY_JSON;
    capture.body = json;
    capture.body_size = strlen(json);
    world_feed(world, &capture);
    world_finish(world);
    return (size_t)(world->findings.next - before);
}

#define GROUP "{\"type\":\"group\",\"userId\":\"u\",\"groupId\":\"acme\"}"
#define TRACK(event) "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"" event "\"}"

/* A world in which u belongs to acme, judged by a few rules, with one setting of each kind; NULL: none. */
static struct world *judged_with(struct rule_settings *settings, const char *level, const char *ignore)
{
    struct err err;
    struct world *world = world_new(100);
    static const char *const few[] = {"*=off", "missing-group-id=default", "missing-user=default", "group-without-id=default"};
    rule_settings_init(settings);
    for (size_t i = 0; i < sizeof few / sizeof *few; i++) {
        assert_true(rule_settings_level(settings, few[i], &err));
    }
    assert_true(level == NULL || rule_settings_level(settings, level, &err));
    assert_true(ignore == NULL || rule_settings_ignore(settings, ignore, &err));
    world_set_rules(world, settings);
    feed(world, GROUP);
    return world;
}

/* A rule that leaves a call to another speaks when that one does not. */
static void who_is_off_leaves_nothing_unsaid(void **state)
{
    static const struct {
        const char *level, *ignore, *rule;
    } cases[] = {
        {NULL, NULL, "missing-group-id"},
        {"misplaced-group-id=default", NULL, "misplaced-group-id"},
        {"misplaced-group-id=note", NULL, "misplaced-group-id"},
        {"misplaced-group-id=default", "misplaced-group-id:Report*", "missing-group-id"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rule_settings settings;
        struct world *world = judged_with(&settings, cases[i].level, cases[i].ignore);
        feed(world, "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"Report Opened\",\"properties\":{\"groupId\":\"acme\"}}");
        assert_int_equal(world->findings.next, 1);
        assert_string_equal(rules_table[findings_get(&world->findings, 0)->rule]->id, cases[i].rule);
        world_free(world);
        rule_settings_done(&settings);
    }
}

static void end(struct world *world, struct rule_settings *settings)
{
    world_free(world);
    rule_settings_done(settings);
}

static void a_level_changes_what_a_finding_counts_as(void **state)
{
    static const struct {
        const char *level;
        uint64_t counts[SEVERITIES];
    } cases[] = {
        {NULL, {0, 1, 0}},
        {"missing-group-id=note", {1, 0, 0}},
        {"missing-group-id=error", {0, 0, 1}},
        {"missing-group-id=default", {0, 1, 0}},
        {"missing-group-id=off", {0, 0, 0}},
        {"*=off", {0, 0, 0}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rule_settings settings;
        struct world *world = judged_with(&settings, cases[i].level, NULL);
        feed(world, TRACK("Report Opened"));
        assert_memory_equal(world->findings.counts, cases[i].counts, sizeof cases[i].counts);
        size_t account = accounts_find(&world->accounts, STRPOOL_NONE);
        for (unsigned severity = 0; severity < SEVERITIES; severity++) {
            assert_int_equal(world->accounts.items[account].findings[severity], cases[i].counts[severity]);
        }
        end(world, &settings);
    }
}

static void the_later_level_counts(void **state)
{
    struct rule_settings settings;
    struct err err;
    (void)state;
    rule_settings_init(&settings);
    assert_true(rule_settings_level(&settings, "*=off", &err));
    assert_true(rule_settings_level(&settings, "missing-user=error", &err));
    assert_int_equal(rule_settings_enabled(&settings), UINT64_C(1) << rules_find("missing-user"));
    assert_true(rule_settings_level(&settings, "*=default", &err));
    assert_int_equal(rule_settings_severity(&settings, rules_find("missing-user"), SEVERITY_NOTE), SEVERITY_NOTE);
    rule_settings_done(&settings);
}

static void ignored_events_have_no_findings(void **state)
{
    struct rule_settings settings;
    struct world *world = judged_with(&settings, NULL, "missing-group-id:Heartbeat*");
    (void)state;
    assert_int_equal(feed(world, TRACK("Heartbeat")), 0);
    assert_int_equal(feed(world, TRACK("Heartbeat Sent")), 0);
    assert_int_equal(feed(world, TRACK("Report Opened")), 1);
    assert_int_equal(feed(world, TRACK("Heartbeat")), 0);
    /* Another rule looks at them as before. */
    assert_int_equal(feed(world, "{\"type\":\"track\",\"event\":\"Heartbeat\"}"), 1);
    end(world, &settings);
    world = judged_with(&settings, NULL, "*:Heartbeat*");
    assert_int_equal(feed(world, "{\"type\":\"track\",\"event\":\"Heartbeat\"}"), 0);
    end(world, &settings);
}

static void a_pattern_speaks_of_names_of_events_only(void **state)
{
    struct rule_settings settings;
    struct world *world = judged_with(&settings, NULL, "*:*a*");
    (void)state;
    /* The label of an identify call is an e-mail, that of a group call the account's name. */
    assert_int_equal(feed(world, "{\"type\":\"identify\",\"traits\":{\"email\":\"a@acme.io\"}}") > 0, true);
    assert_int_equal(feed(world, "{\"type\":\"group\",\"userId\":\"u\",\"traits\":{\"name\":\"acme\"}}") > 0, true);
    assert_int_equal(feed(world, "{\"type\":\"page\",\"name\":\"Pages\"}"), 0);
    end(world, &settings);
    world = judged_with(&settings, NULL, "*:*");
    assert_int_equal(feed(world, "{\"type\":\"identify\",\"traits\":{\"email\":\"a@acme.io\"}}"), 0);
    end(world, &settings);
}

/* More names than are remembered, again and again: each is answered as if alone. */
static void names_that_share_a_place_are_not_mixed_up(void **state)
{
    struct rule_settings settings;
    struct world *world = judged_with(&settings, NULL, "missing-group-id:*7");
    struct judge *judge = &world->judge;
    (void)state;
    for (unsigned i = 0; i < 3 * JUDGE_NAMES; i++) {
        char name[32];
        unsigned number = i % 2 == 0 ? i : i + JUDGE_NAMES;
        size_t n = (size_t)snprintf(name, sizeof name, "Event %u", number);
        struct message message = {.type = MESSAGE_TRACK, .label = strpool_intern(world->pool, name, n)};
        uint64_t rules = judge_rules(judge, world->pool, &message, RULE_WHEN_SETTLED);
        assert_int_equal((rules >> rules_find("missing-group-id") & 1) == 0, number % 10 == 7);
    }
    end(world, &settings);
}

static void what_cannot_be_set_is_told_with_what_can(void **state)
{
    static const struct {
        bool (*read)(struct rule_settings *settings, const char *text, struct err *err);
        const char *text, *said;
    } cases[] = {
        {rule_settings_level, "missing-group-ids=off", "no rule is called \"missing-group-ids\"; did you mean missing-group-id? "
                                                       "`callboard rules` lists them"},
        {rule_settings_level, "group-id=off", "no rule is called \"group-id\"; did you mean missing-group-id? "
                                              "`callboard rules` lists them"},
        {rule_settings_level, "xyzzy=off", "no rule is called \"xyzzy\"; `callboard rules` lists them"},
        {rule_settings_level, "=off", "no rule is called \"\"; `callboard rules` lists them"},
        {rule_settings_level, "missing-user", "\"missing-user\" is not of the form RULE=LEVEL"},
        {rule_settings_level, "missing-user=fatal",
         "a rule is set to error, warning, note, off or default, not to \"fatal\""},
        {rule_settings_ignore, "missing-usr:x", "no rule is called \"missing-usr\"; did you mean missing-user? "
                                                "`callboard rules` lists them"},
        {rule_settings_ignore, "missing-user", "\"missing-user\" is not of the form RULE:NAME"},
        {rule_settings_ignore, "missing-user:", "nothing stands behind \"missing-user:\": the name of an event is meant, in which "
                                                "* stands for any text and ? for one character"},
    };
    struct rule_settings settings;
    struct err err;
    (void)state;
    rule_settings_init(&settings);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(cases[i].read(&settings, cases[i].text, &err));
        assert_string_equal(err.text, cases[i].said);
    }
    for (size_t i = 0; i < RULE_MAX_IGNORES; i++) {
        assert_true(rule_settings_ignore(&settings, "*:x", &err));
    }
    assert_false(rule_settings_ignore(&settings, "*:x", &err));
    assert_string_equal(err.text, "there are more than 256 patterns to ignore");
    rule_settings_done(&settings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_glob_matches_the_whole_name),
        cmocka_unit_test(a_glob_of_many_stars_takes_no_long_time),
        cmocka_unit_test(who_is_off_leaves_nothing_unsaid),
        cmocka_unit_test(a_level_changes_what_a_finding_counts_as),
        cmocka_unit_test(the_later_level_counts),
        cmocka_unit_test(ignored_events_have_no_findings),
        cmocka_unit_test(a_pattern_speaks_of_names_of_events_only),
        cmocka_unit_test(names_that_share_a_place_are_not_mixed_up),
        cmocka_unit_test(what_cannot_be_set_is_told_with_what_can),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
