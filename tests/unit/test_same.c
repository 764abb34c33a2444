/* floor: model */
#include "unit.h"

#include "model/same.h"

/* Compares both ways round; `where` is of the first. */
static void check_same(const char *a, const char *b, bool same, const char *expected)
{
    struct json_span x = {a, strlen(a)}, y = {b, strlen(b)};
    struct str where;
    str_init(&where, 40);
    assert_true(jsontext_check(a, x.n, NULL, NULL));
    assert_true(jsontext_check(b, y.n, NULL, NULL));
    assert_int_equal(same_call(y, x, &where), same);
    assert_int_equal(same_call(x, y, &where), same);
    assert_string_equal(where.data, expected);
    str_done(&where);
}

static void what_sdks_write_anew_is_not_compared(void **state)
{
    (void)state;
    check_same("{\"event\":\"a\",\"sentAt\":\"1\",\"_metadata\":{\"bundled\":[]},\"writeKey\":\"k***\"}",
               "{\"_metadata\":{\"bundled\":[],\"retryCount\":1},\"event\":\"a\",\"sentAt\":\"2\"}", true, "");
    check_same("{\"messageId\":7,\"receivedAt\":\"2026\"}", "{\"messageId\":\"7\"}", true, "");
    check_same("{\"properties\":{\"sentAt\":1}}", "{\"properties\":{\"sentAt\":2}}", false, "/properties/sentAt");
    check_same("{\"integrations\":{}}", "{\"integrations\":{\"All\":false}}", false, "/integrations/All");
}

static void order_space_and_escapes_do_not_matter(void **state)
{
    (void)state;
    check_same("{\"a\":1,\"b\":{\"c\":[1,2],\"d\":\"caf\\u00e9\"}}", " { \"b\" : {\"d\":\"caf\xc3\xa9\", \"c\":[ 1, 2 ]}, \"a\":1 } ",
               true, "");
    check_same("{\"\\u0061\":1}", "{\"a\":1}", true, "");
    check_same("{\"a\":1,\"a\":2,\"b\":3}", "{\"b\":3,\"a\":2}", true, "");
}

static void the_first_difference_is_named(void **state)
{
    (void)state;
    check_same("{\"a\":1}", "{\"a\":1.0}", false, "/a");
    check_same("{\"a\":\"1\"}", "{\"a\":1}", false, "/a");
    check_same("{\"a\":[1,{\"b\":2}]}", "{\"a\":[1,{\"b\":3}]}", false, "/a/1/b");
    check_same("{\"a\":[1]}", "{\"a\":[1,2]}", false, "/a/1");
    check_same("{\"a\":1}", "{\"a\":1,\"b\":2}", false, "/b");
    check_same("{\"x\":1,\"a\":1}", "{\"a\":2,\"x\":1}", false, "/a");
    check_same("{\"a/b~c\":1}", "{\"a/b~c\":2}", false, "/a~1b~0c");
    check_same("{\"a\":null}", "{}", false, "/a");
    check_same("{\"properties\":{\"a name of more than thirty characters\":1}}",
               "{\"properties\":{\"a name of more than thirty characters\":2}}", false,
               "/properties/a name of more than thirty c");
}

static char *nested(size_t depth, char inner)
{
    static char texts[2][4096];
    static int which;
    char *text = texts[which = !which], *p = text;
    p += sprintf(p, "{\"a\":");
    memset(p, '[', depth);
    p[depth] = inner;
    memset(p + depth + 1, ']', depth);
    strcpy(p + 2 * depth + 1, "}");
    return text;
}

static void deep_texts_are_compared_by_their_bytes(void **state)
{
    struct str where;
    (void)state;
    str_init(&where, 1000);
    const char *a = nested(900, '1'), *b = nested(900, '2');
    assert_false(same_call((struct json_span){a, strlen(a)}, (struct json_span){b, strlen(b)}, &where));
    assert_int_equal(where.len, strlen("/a") + (SAME_DEPTH - 1) * strlen("/0"));
    b = nested(900, '1');
    assert_true(same_call((struct json_span){a, strlen(a)}, (struct json_span){b, strlen(b)}, &where));
    str_done(&where);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_sdks_write_anew_is_not_compared),
        cmocka_unit_test(order_space_and_escapes_do_not_matter),
        cmocka_unit_test(the_first_difference_is_named),
        cmocka_unit_test(deep_texts_are_compared_by_their_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
