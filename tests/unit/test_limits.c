/* floor: http */
#include "unit.h"

#include "base/str.h"
#include "http/limits.h"

#define CALL_HEAD "{\"type\":\"page\",\"name\":\""
#define CALL_TAIL "\"}"

/* Adds one call of exactly `size` bytes. */
static void put_call(struct str *out, size_t size)
{
    str_puts(out, CALL_HEAD);
    for (size_t n = size - strlen(CALL_HEAD CALL_TAIL); n > 0; n--) {
        str_putc(out, 'x');
    }
    str_puts(out, CALL_TAIL);
}

static bool allow(const struct str *body, struct limits_breach *breach)
{
    assert_true(jsontext_check(body->data, body->len, NULL, NULL));
    return limits_allow((struct json_span){body->data, body->len}, breach);
}

static void one_call_may_have_32_kb(void **state)
{
    struct limits_breach breach;
    struct str body;
    (void)state;
    str_init(&body, 1 << 20);
    put_call(&body, LIMITS_CALL);
    assert_true(allow(&body, &breach));
    str_clear(&body);
    put_call(&body, LIMITS_CALL + 1);
    assert_false(allow(&body, &breach));
    assert_int_equal(breach.line, 0);
    assert_non_null(strstr(breach.text, "the call takes 32,769 bytes: Segment refuses calls over 32 KB (32,768)"));
    str_done(&body);
}

/* Three calls of which the second has `size` bytes, within `head` and `tail`. */
static void put_batch(struct str *out, const char *head, size_t size, const char *tail)
{
    str_clear(out);
    str_puts(out, head);
    put_call(out, 100);
    str_puts(out, ",");
    put_call(out, size);
    str_puts(out, ",");
    put_call(out, 40000);
    str_puts(out, tail);
}

static void of_a_batch_the_call_is_named(void **state)
{
    struct limits_breach breach;
    struct str body;
    (void)state;
    str_init(&body, 1 << 20);
    put_batch(&body, "{\"batch\":[", LIMITS_CALL, "]}");
    assert_false(allow(&body, &breach));
    assert_non_null(strstr(breach.text, "the call at /batch/2 takes 40,000 bytes"));
    put_batch(&body, "{\"caf\xc3\xa9\":1,\n\"batch\":[", LIMITS_CALL + 1, "]}");
    assert_false(allow(&body, &breach));
    assert_non_null(strstr(breach.text, "the call at /batch/1 takes 32,769 bytes"));
    assert_int_equal(breach.line, 2);
    assert_int_equal(breach.column, strlen("\"batch\":[") + 100 + 1 + 1);
    put_batch(&body, "[", LIMITS_CALL + 1, "]");
    assert_false(allow(&body, &breach));
    assert_non_null(strstr(breach.text, "the call at /1 takes"));
    assert_int_equal(breach.column, strlen("[") + 100 + 1 + 1);
    put_batch(&body, "{\"caf\xc3\xa9\":1,\"batch\":[", LIMITS_CALL + 1, "]}");
    assert_false(allow(&body, &breach));
    assert_int_equal(breach.column, strlen("{\"cafe\":1,\"batch\":[") + 100 + 1 + 1);
    str_done(&body);
}

/* `count` calls of `size` bytes, and white space until the body has `whole`. */
static void put_many(struct str *out, size_t count, size_t size, size_t whole)
{
    str_clear(out);
    str_puts(out, "{\"batch\":[");
    for (size_t i = 0; i < count; i++) {
        str_puts(out, i == 0 ? "" : ",");
        put_call(out, size);
    }
    while (out->len < whole - 2) {
        str_putc(out, ' ');
    }
    str_puts(out, "]}");
}

static void a_batch_may_have_500_kb_and_any_number_of_calls(void **state)
{
    struct limits_breach breach = {.line = 7};
    struct str body;
    (void)state;
    str_init(&body, 1 << 20);
    put_many(&body, 15, LIMITS_CALL, LIMITS_BATCH);
    assert_true(allow(&body, &breach));
    put_many(&body, 15, LIMITS_CALL, LIMITS_BATCH + 1);
    assert_false(allow(&body, &breach));
    assert_int_equal(breach.line, 0);
    assert_non_null(strstr(breach.text, "the batch takes 512,001 bytes: Segment refuses batches over 500 KB (512,000)"));
    put_many(&body, 3000, 30, 2);
    assert_true(allow(&body, &breach));
    str_done(&body);
}

static void other_values_are_one_call(void **state)
{
    struct limits_breach breach;
    struct str body;
    (void)state;
    str_init(&body, 1 << 20);
    str_puts(&body, "{\"batch\":");
    put_call(&body, LIMITS_CALL);
    str_puts(&body, "}");
    assert_false(allow(&body, &breach));
    assert_non_null(strstr(breach.text, "the call takes"));
    str_clear(&body);
    str_puts(&body, "7");
    assert_true(allow(&body, &breach));
    str_done(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_call_may_have_32_kb),
        cmocka_unit_test(of_a_batch_the_call_is_named),
        cmocka_unit_test(a_batch_may_have_500_kb_and_any_number_of_calls),
        cmocka_unit_test(other_values_are_one_call),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
