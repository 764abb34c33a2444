/* floor: wire */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "wire/pixel.h"

#define MAX ((size_t)1 << 20)

static void assert_pixel(const char *query, const char *json)
{
    struct str out;
    struct err err;
    str_init(&out, MAX);
    if (!pixel_read(query, &out, &err)) {
        fail_msg("%s: %s", query, err.text);
    }
    assert_string_equal(out.data, json);
    str_done(&out);
}

static void assert_refused(const char *query, const char *why, const char *read)
{
    struct str out;
    struct err err;
    str_init(&out, MAX);
    assert_false(pixel_read(query, &out, &err));
    assert_non_null(strstr(err.text, why));
    assert_string_equal(out.data, read);
    str_done(&out);
}

static void data_is_base64_of_either_alphabet_padded_or_not(void **state)
{
    (void)state;
    assert_pixel("data=eyJhIjoiPz8%2FPn5+In0=", "{\"a\":\"??\?>~~\"}");
    assert_pixel("data=eyJhIjoiPz8%2FPn5%2BIn0%3D", "{\"a\":\"??\?>~~\"}");
    assert_pixel("data=eyJhIjoiPz8_Pn5-In0", "{\"a\":\"??\?>~~\"}");
    assert_pixel("x=1&data=e30&y=2", "{}");
    assert_pixel("data=e%0D%0A30", "{}");
    assert_pixel("data=%7B%22a%22%3A1%7D", "{\"a\":1}");
}

static void what_is_wrong_with_data_is_told(void **state)
{
    (void)state;
    assert_refused("data=%40", "not base64", "");
    assert_refused("data=eyJh*", "not base64", "{\"a");
    assert_refused("data=eyJh", "not JSON: line 1, column ", "{\"a");
    assert_refused("data=", "not JSON", "");
    assert_refused("data", "not JSON", "");
}

static void dots_make_objects(void **state)
{
    (void)state;
    assert_pixel("", "{}");
    assert_pixel("&&", "{}");
    assert_pixel("userId=u&event=Email%20Opened&properties.subject=Hi+there",
                 "{\"event\":\"Email Opened\",\"properties\":{\"subject\":\"Hi there\"},\"userId\":\"u\"}");
    assert_pixel("a.b.c=1&z=3&a.d=2&a.b.e=4", "{\"a\":{\"b\":{\"c\":\"1\",\"e\":\"4\"},\"d\":\"2\"},\"z\":\"3\"}");
    assert_pixel("a.b-c=1&a.b.d=2", "{\"a\":{\"b\":{\"d\":\"2\"},\"b-c\":\"1\"}}");
    assert_pixel(".=1&a..b=2", "{\"\":{\"\":\"1\"},\"a\":{\"\":{\"b\":\"2\"}}}");
}

static void the_last_of_two_counts_and_an_object_before_a_leaf(void **state)
{
    (void)state;
    assert_pixel("a=1&a=2", "{\"a\":\"2\"}");
    assert_pixel("a.b=1&a=2", "{\"a\":{\"b\":\"1\"}}");
    assert_pixel("a=1&a.b=1&a=2&b", "{\"a\":{\"b\":\"1\"},\"b\":\"\"}");
}

static void odd_escapes_stay_as_they_are(void **state)
{
    (void)state;
    assert_pixel("a=%&b=%4&c=%zz&d=%22%0a", "{\"a\":\"%\",\"b\":\"%4\",\"c\":\"%zz\",\"d\":\"\\\"\\n\"}");
    assert_pixel("a=%00", "{\"a\":\"\\u0000\"}");
    assert_pixel("a=b=c", "{\"a\":\"b=c\"}");
}

static void deep_names_end_in_their_dots(void **state)
{
    struct str query, out;
    struct err err;
    (void)state;
    str_init(&query, MAX);
    str_init(&out, MAX);
    for (int i = 0; i < 40; i++) {
        str_puts(&query, "a.");
    }
    str_puts(&query, "b=1");
    assert_true(pixel_read(query.data, &out, &err));
    assert_non_null(strstr(out.data, ":{\"a.a.a.a.a.a.a.a.a.b\":\"1\"}}"));
    str_done(&query);
    str_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(data_is_base64_of_either_alphabet_padded_or_not),
        cmocka_unit_test(what_is_wrong_with_data_is_told),
        cmocka_unit_test(dots_make_objects),
        cmocka_unit_test(the_last_of_two_counts_and_an_object_before_a_leaf),
        cmocka_unit_test(odd_escapes_stay_as_they_are),
        cmocka_unit_test(deep_names_end_in_their_dots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
