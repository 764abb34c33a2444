/* floor: project */
#include "unit.h"

#include <stdlib.h>

#include "project/findings.h"

/* Kinds are numbers of a pool; any will do. */
static void add(struct findings *findings, uint32_t kind, enum severity severity, uint32_t text)
{
    const struct finding finding = {
        .message = findings->next + 1, .kind = kind, .text = text, .rule = 0, .severity = (uint8_t)severity,
    };
    findings_add(findings, &finding, (int64_t)findings->next * 1000, SDK_UNKNOWN);
}

/* "kind:count" of each saying of rule 0, in order. */
static void check_told(const struct findings *findings, const char *expected)
{
    char told[256] = "";
    size_t count, used = 0;
    struct finding_saying *sayings = findings_sayings(findings, 0, &count);
    for (size_t i = 0; i < count; i++) {
        used += (size_t)snprintf(told + used, sizeof told - used, "%s%u:%llu", i > 0 ? " " : "", sayings[i].kind,
                                 (unsigned long long)sayings[i].count);
    }
    free(sayings);
    assert_string_equal(told, expected);
}

static void the_gravest_then_the_most_frequent_come_first(void **state)
{
    struct findings findings;
    (void)state;
    findings_init(&findings);
    check_told(&findings, "");
    add(&findings, 10, SEVERITY_NOTE, 10);
    add(&findings, 11, SEVERITY_WARNING, 11);
    add(&findings, 12, SEVERITY_WARNING, 12);
    add(&findings, 12, SEVERITY_WARNING, 12);
    add(&findings, 10, SEVERITY_NOTE, 10);
    add(&findings, 10, SEVERITY_NOTE, 10);
    add(&findings, 13, SEVERITY_WARNING, 13);
    add(&findings, 14, SEVERITY_ERROR, 14);
    check_told(&findings, "14:1 12:2 11:1 13:1 10:3");
    /* One kind at two severities is two things. */
    add(&findings, 10, SEVERITY_ERROR, 10);
    check_told(&findings, "14:1 10:1 12:2 11:1 13:1 10:3");
    findings_done(&findings);
}

static void a_saying_knows_its_first_and_last_and_whether_all_say_the_same(void **state)
{
    struct findings findings;
    size_t count;
    (void)state;
    findings_init(&findings);
    add(&findings, 10, SEVERITY_NOTE, 20);
    add(&findings, 11, SEVERITY_NOTE, 11);
    add(&findings, 10, SEVERITY_NOTE, 20);
    struct finding_saying *sayings = findings_sayings(&findings, 0, &count);
    assert_int_equal(sayings[0].text, 20);
    assert_int_equal(sayings[0].first_number, 0);
    assert_int_equal(sayings[0].last_number, 2);
    assert_int_equal(sayings[0].first, 0);
    assert_int_equal(sayings[0].last, 2000);
    assert_true(findings_says(&findings, findings_get(&findings, 2), &sayings[0]));
    assert_false(findings_says(&findings, findings_get(&findings, 1), &sayings[0]));
    free(sayings);
    add(&findings, 10, SEVERITY_NOTE, 21);
    add(&findings, 10, SEVERITY_NOTE, 20);
    sayings = findings_sayings(&findings, 0, &count);
    assert_int_equal(sayings[0].text, STRPOOL_NONE);
    free(sayings);
    assert_null(findings_sayings(&findings, 1, &count));
    findings_done(&findings);
}

static void sayings_go_with_their_last_finding(void **state)
{
    struct findings findings;
    (void)state;
    findings_init(&findings);
    add(&findings, 10, SEVERITY_NOTE, 10); /* message 1 */
    add(&findings, 11, SEVERITY_NOTE, 11);
    add(&findings, 10, SEVERITY_ERROR, 10);
    add(&findings, 12, SEVERITY_NOTE, 12);
    add(&findings, 11, SEVERITY_NOTE, 11);
    findings_forget(&findings, 4);
    check_told(&findings, "11:2 12:1"); /* the counts stay */
    add(&findings, 10, SEVERITY_NOTE, 10);
    add(&findings, 12, SEVERITY_NOTE, 12);
    check_told(&findings, "11:2 12:2 10:1");
    findings_clear(&findings);
    check_told(&findings, "");
    add(&findings, 12, SEVERITY_NOTE, 12);
    check_told(&findings, "12:1");
    findings_done(&findings);
}

static void what_is_too_varied_is_told_as_one(void **state)
{
    struct findings findings;
    size_t count;
    (void)state;
    findings_init(&findings);
    for (uint32_t i = 0; i < FINDINGS_MAX_SAYINGS + 500; i++) {
        add(&findings, 10 + i, i % 2 == 0 ? SEVERITY_NOTE : SEVERITY_WARNING, 10 + i);
    }
    add(&findings, 11, SEVERITY_WARNING, 11);
    struct finding_saying *sayings = findings_sayings(&findings, 0, &count);
    assert_int_equal(count, FINDINGS_MAX_SAYINGS + 2);
    assert_int_equal(sayings[0].kind, STRPOOL_NONE);
    assert_int_equal(sayings[0].count, 250);
    assert_int_equal(sayings[0].severity, SEVERITY_WARNING);
    assert_int_equal(sayings[1].kind, 11);
    assert_int_equal(sayings[1].count, 2);
    uint64_t said = 0;
    for (uint64_t n = 0; n < findings.next; n++) {
        said += findings_says(&findings, findings_get(&findings, n), &sayings[0]);
    }
    assert_int_equal(said, 250);
    free(sayings);
    /* With the old ones gone there is room again. */
    findings_forget(&findings, FINDINGS_MAX_SAYINGS + 400);
    add(&findings, 7, SEVERITY_ERROR, 7);
    sayings = findings_sayings(&findings, 0, &count);
    assert_int_equal(sayings[0].kind, 7);
    free(sayings);
    findings_done(&findings);
}

static void the_cure_is_told_in_the_sdk_of_most_calls(void **state)
{
    struct findings findings;
    struct finding finding = {.message = 1, .kind = 10, .text = 10, .rule = (uint8_t)rules_find("missing-group-id")};
    static const enum sdk sdks[] = {SDK_UNKNOWN, SDK_UNKNOWN, SDK_UNKNOWN, SDK_NODE, SDK_PYTHON, SDK_PYTHON};
    (void)state;
    findings_init(&findings);
    assert_int_equal(findings_sdk(&findings, finding.rule, 0), SDK_UNKNOWN);
    for (size_t i = 0; i < sizeof sdks / sizeof *sdks; i++) {
        findings_add(&findings, &finding, 0, sdks[i]);
    }
    assert_int_equal(findings_sdk(&findings, finding.rule, 0), SDK_PYTHON);
    assert_int_equal(findings_sdk(&findings, finding.rule, 1u << SDK_PYTHON), SDK_NODE);
    assert_int_equal(findings_sdk(&findings, finding.rule, 1u << SDK_PYTHON | 1u << SDK_NODE), SDK_UNKNOWN);
    findings_done(&findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_gravest_then_the_most_frequent_come_first),
        cmocka_unit_test(a_saying_knows_its_first_and_last_and_whether_all_say_the_same),
        cmocka_unit_test(sayings_go_with_their_last_finding),
        cmocka_unit_test(what_is_too_varied_is_told_as_one),
        cmocka_unit_test(the_cure_is_told_in_the_sdk_of_most_calls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
