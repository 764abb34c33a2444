/* floor: model */
#include "unit.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "model/diff.h"

static struct json_span span(const char *text)
{
    struct json_span value = {text, strlen(text)};
    assert_true(jsontext_check(text, value.n, NULL, NULL));
    return value;
}

/* "~/a 1 -> 2; +/b 3", and behind a bar how many were left out. */
static void check_diff(const char *before, const char *after, const char *expected)
{
    static const char marks[DIFF_KINDS] = {'+', '-', '~', '!'};
    struct diff diff;
    struct str told;
    diff_init(&diff);
    str_init(&told, 4096);
    assert_true(diff_calls(&diff, span(before), span(after)));
    for (size_t i = 0; i < diff.count; i++) {
        const struct diff_entry *entry = &diff.items[i];
        const char *arrow = entry->before.n > 0 && entry->after.n > 0 ? " -> " : "";
        str_printf(&told, "%s%c%s %.*s%s%.*s", i > 0 ? "; " : "", marks[entry->kind], diff_path(&diff, entry), (int)entry->before.n,
                   entry->before.n > 0 ? entry->before.p : "", arrow, (int)entry->after.n, entry->after.n > 0 ? entry->after.p : "");
        assert_non_null(diff_at(&diff, entry->at));
    }
    if (diff.left_out > 0) {
        str_printf(&told, " | %zu", diff.left_out);
    }
    assert_string_equal(told.data, expected);
    str_done(&told);
    diff_done(&diff);
}

static void each_kind_is_told_at_its_place(void **state)
{
    (void)state;
    check_diff("{\"a\":1,\"b\":\"x\",\"c\":true,\"d\":4}", "{\"a\":2,\"b\":7,\"c\":false,\"e\":5}",
               "~/a 1 -> 2; !/b \"x\" -> 7; ~/c true -> false; +/e 5; -/d 4");
    check_diff("{\"p\":{\"q\":{\"r\":1}}}", "{\"p\":{\"q\":{}}}", "-/p/q/r 1");
    check_diff("{\"p\":{}}", "{\"p\":[]}", "!/p {} -> []");
    check_diff("{\"p\":null}", "{\"p\":\"\"}", "!/p null -> \"\"");
    check_diff("[1]", "{}", "! [1] -> {}");
    check_diff("{\"a/b~c\":1}", "{\"a/b~c\":2}", "~/a~1b~0c 1 -> 2");
}

static void order_space_escapes_and_duplicates(void **state)
{
    (void)state;
    check_diff("{\"a\":1,\"b\":{\"c\":\"caf\\u00e9\"}}", " { \"b\" : { \"c\":\"caf\xc3\xa9\" }, \"a\" : 1 } ", "");
    check_diff("{\"\\u0061\":1}", "{\"a\":1}", "");
    check_diff("{\"a\":1,\"a\":2}", "{\"a\":2}", "");
    check_diff("{\"a\":1}", "{\"a\":1.0}", "~/a 1 -> 1.0");
    check_diff("{\"a\":9007199254740993}", "{\"a\":9007199254740992}", "~/a 9007199254740993 -> 9007199254740992");
}

static void elements_that_are_the_same_at_both_ends_stay_out(void **state)
{
    (void)state;
    check_diff("[1,2,3]", "[0,1,2,3]", "+/0 0");
    check_diff("[1,2,3]", "[1,3]", "-/1 2");
    check_diff("[1,2,3]", "[1,9,3,4]", "~/1 2 -> 9; +/3 4");
    check_diff("[{\"a\":1},{\"a\":2}]", "[{\"a\":1},{\"a\":3}]", "~/1/a 2 -> 3");
    check_diff("[1,1,1]", "[1,1]", "-/2 1");
    check_diff("[]", "[1,2]", "+/0 1; +/1 2");
}

static void what_every_call_has_anew_is_counted_and_left_out(void **state)
{
    (void)state;
    check_diff("{\"messageId\":\"1\",\"timestamp\":\"a\",\"sentAt\":\"b\",\"userId\":\"u\"}",
               "{\"messageId\":\"2\",\"timestamp\":\"a\",\"userId\":\"u\",\"_metadata\":{}}", " | 3");
    check_diff("{\"properties\":{\"messageId\":1}}", "{\"properties\":{\"messageId\":2}}", "~/properties/messageId 1 -> 2");
}

/* Deeper than DIFF_DEPTH the bytes count, so that no nesting costs more than it is worth. */
static void depth_and_number_are_bounded(void **state)
{
    struct str a, b;
    struct diff diff;
    (void)state;
    str_init(&a, 100000);
    str_init(&b, 100000);
    diff_init(&diff);
    for (int i = 0; i < 500; i++) {
        str_puts(&a, "[");
        str_puts(&b, "[");
    }
    str_puts(&a, "1");
    str_puts(&b, "2");
    for (int i = 0; i < 500; i++) {
        str_puts(&a, "]");
        str_puts(&b, "]");
    }
    assert_true(diff_calls(&diff, span(a.data), span(b.data)));
    assert_int_equal(diff.count, 1);
    assert_int_equal(strlen(diff_path(&diff, diff.items)), 2 * DIFF_DEPTH);
    str_clear(&a);
    str_puts(&a, "[0");
    for (unsigned i = 0; i < DIFF_MAX + 10; i++) {
        str_puts(&a, ",1");
    }
    str_puts(&a, "]");
    assert_true(diff_calls(&diff, span("[]"), span(a.data)));
    assert_int_equal(diff.count, DIFF_MAX);
    assert_true(diff.cut);
    assert_true(diff_calls(&diff, span("[]"), span("[]")));
    assert_int_equal(diff.count, 0);
    assert_false(diff.cut);
    diff_done(&diff);
    str_done(&a);
    str_done(&b);
}

static void what_is_too_long_is_not_compared(void **state)
{
    struct diff diff;
    (void)state;
    char *text = xmalloc(DIFF_TEXT_MAX + 2);
    memset(text, ' ', DIFF_TEXT_MAX + 2);
    text[0] = '1';
    diff_init(&diff);
    assert_false(diff_calls(&diff, (struct json_span){text, DIFF_TEXT_MAX + 1}, span("2")));
    assert_true(diff_calls(&diff, (struct json_span){text, DIFF_TEXT_MAX}, span("2")));
    assert_int_equal(diff.count, 1);
    diff_done(&diff);
    free(text);
}

static void nothing_stands_elsewhere(void **state)
{
    struct diff diff;
    struct json_span after = span("{\"a\":2}");
    (void)state;
    diff_init(&diff);
    diff_calls(&diff, span("{\"a\":1}"), after);
    assert_ptr_equal(diff_at(&diff, after.p + 5), diff.items);
    assert_null(diff_at(&diff, after.p));
    assert_null(diff_at(&diff, after.p + 6));
    diff_done(&diff);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_is_told_at_its_place),
        cmocka_unit_test(order_space_escapes_and_duplicates),
        cmocka_unit_test(elements_that_are_the_same_at_both_ends_stay_out),
        cmocka_unit_test(what_every_call_has_anew_is_counted_and_left_out),
        cmocka_unit_test(depth_and_number_are_bounded),
        cmocka_unit_test(what_is_too_long_is_not_compared),
        cmocka_unit_test(nothing_stands_elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
