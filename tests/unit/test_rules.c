/* floor: project */
#include "unit.h"

#include <stdlib.h>

#include "project/example.h"
#include "project/world.h"

/* Feeds one request of `calls` page calls whose body has exactly `size` bytes; `around` stands before and behind them. */
static struct world *feed(size_t calls, size_t size, const char *const around[2])
{
    struct world *world = world_new(10000);
    struct capture capture;
    struct str body;
    str_init(&body, size + 4096);
    str_puts(&body, around[0]);
    for (size_t i = 0; i < calls; i++) {
        str_puts(&body, i == 0 ? "" : ",");
        str_puts(&body, "{\"type\":\"page\",\"userId\":\"u\",\"name\":\"");
        size_t left = size - body.len - strlen("\"}") - strlen(around[1]);
        for (size_t n = i + 1 == calls ? left : left / (calls - i) - 40; n > 0; n--) {
            str_putc(&body, 'x');
        }
        str_puts(&body, "\"}");
    }
    str_puts(&body, around[1]);
    assert_int_equal(body.len, size);
    capture_init(&capture);
    capture.status = 200;
    capture.received = 1;
    capture.form = CAPTURE_BODY_JSON;
    capture.body = body.data;
    capture.body_size = body.len;
    world_feed(world, &capture);
    world_finish(world);
    assert_int_equal(world->calls, calls);
    str_done(&body);
    return world;
}

static const char *const batch[] = {"{\"batch\":[", "]}"}, *const array[] = {"[", "]"}, *const alone[] = {"", ""};

#define KB ((size_t)1024)

/* Whether a request of that size is an error is known; it is one, about its first call. */
static void check_size(size_t calls, size_t size, const char *const around[2], const char *expected)
{
    struct world *world = feed(calls, size, around);
    const struct finding *finding = findings_get(&world->findings, 0);
    assert_int_equal(world->findings.counts[SEVERITY_ERROR], expected != NULL);
    if (expected != NULL) {
        assert_int_equal(finding->message, 1);
        assert_string_equal(rules_table[finding->rule]->id, expected);
    }
    world_free(world);
}

static void a_batch_of_more_than_500_kb_is_one_finding(void **state)
{
    (void)state;
    check_size(20, 500 * KB, batch, NULL);
    check_size(20, 500 * KB + 1, batch, "batch-too-large");
    check_size(20, 500 * KB, array, NULL);
    check_size(20, 500 * KB + 1, array, "batch-too-large");
}

static void one_call_is_no_batch(void **state)
{
    (void)state;
    check_size(1, 32 * KB, alone, NULL);
    check_size(1, 600 * KB, alone, "message-too-large");
}

static void a_batch_may_have_both_faults(void **state)
{
    (void)state;
    struct world *world = feed(2501, 600 * KB, batch);
    assert_int_equal(world->findings.counts[SEVERITY_ERROR], 2);
    assert_non_null(strstr(strpool_text(world->pool, findings_get(&world->findings, 0)->text), "614,400 bytes"));
    assert_non_null(strstr(strpool_text(world->pool, findings_get(&world->findings, 1)->text), "2,501 calls"));
    world_free(world);
}

/* ---- the table ---- */

static bool is_prose(const char *text)
{
    size_t n = text == NULL ? 0 : strlen(text);
    for (size_t i = 0; i < n; i++) {
        if (text[i] < ' ' || text[i] > '~') {
            return false;
        }
    }
    return n > 0;
}

static void every_rule_says_what_why_and_how(void **state)
{
    (void)state;
    for (size_t row = 0; row < rules_count; row++) {
        const struct rule *rule = rules_table[row];
        print_message("# %s\n", rule->id);
        assert_int_equal(rules_find(rule->id), row);
        assert_true(rule->category < RULE_CATEGORIES && rule->gravest < SEVERITIES && rule->time < RULE_TIMES);
        assert_true(is_prose(rule->id) && is_prose(rule->title) && is_prose(rule->why) && is_prose(rule->cure));
        assert_true(strlen(rule->title) <= 60);
        assert_true((rule->types & ~RULE_ALL_CALLS) == 0 && rule->types != 0);
    }
}

static void check_lines(const char *text)
{
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        assert_true(n > 0 && n <= RULE_CURE_WIDTH && (text[n] == '\0' || text[n + 1] != '\0'));
        for (size_t i = 0; i < n; i++) {
            assert_in_range(text[i], ' ', '~');
        }
        text += n + (text[n] == '\n');
    }
}

static void cures_are_lines_that_fit(void **state)
{
    (void)state;
    for (size_t row = 0; row < rules_count; row++) {
        enum sdk before = SDK_UNKNOWN;
        unsigned seen = 0;
        for (const struct rule_cure *cure = rules_table[row]->cures; cure != NULL && cure->text != NULL; cure++) {
            print_message("# %s in %s\n", rules_table[row]->id, sdk_name(cure->sdk));
            assert_true(cure->sdk != SDK_UNKNOWN && (cure->sdk == before || (seen & 1u << cure->sdk) == 0));
            if (cure->sdk != before) {
                assert_string_equal(rule_cure_in(rules_table[row], cure->sdk), cure->text);
            }
            seen |= 1u << cure->sdk;
            before = cure->sdk;
            check_lines(cure->text);
        }
        assert_null(rule_cure_in(rules_table[row], SDK_UNKNOWN));
    }
}

static void the_first_rule_is_cured_in_every_sdk(void **state)
{
    (void)state;
    for (unsigned sdk = SDK_UNKNOWN + 1; sdk < SDKS; sdk++) {
        assert_non_null(rule_cure_in(rules_table[rules_find("missing-group-id")], (enum sdk)sdk));
    }
}

static bool cannot_be_shown(const char *id)
{
    static const char *const ids[] = {"message-too-large", "batch-too-large", "too-many-properties", "invalid-utf8"};
    bool found = false;
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        found = found || strcmp(ids[i], id) == 0;
    }
    return found;
}

/* The wrong call is the last one, and those before it are not wrong in the same way. */
static void every_example_shows_its_rule(void **state)
{
    (void)state;
    for (size_t row = 0; row < rules_count; row++) {
        const struct rule *rule = rules_table[row];
        struct example example;
        struct err err;
        print_message("# %s\n", rule->id);
        assert_int_equal(rule->example == NULL, cannot_be_shown(rule->id));
        if (rule->example == NULL) {
            continue;
        }
        assert_true(example_open(&example, row, &err));
        const struct finding *finding = example_finding(&example);
        assert_non_null(finding);
        for (; finding != NULL; finding = world_finding(example.world, finding->next)) {
            assert_int_equal(finding->rule, row);
            assert_true(finding->severity <= rule->gravest);
        }
        example_close(&example);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_batch_of_more_than_500_kb_is_one_finding),
        cmocka_unit_test(one_call_is_no_batch),
        cmocka_unit_test(a_batch_may_have_both_faults),
        cmocka_unit_test(every_rule_says_what_why_and_how),
        cmocka_unit_test(cures_are_lines_that_fit),
        cmocka_unit_test(the_first_rule_is_cured_in_every_sdk),
        cmocka_unit_test(every_example_shows_its_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
