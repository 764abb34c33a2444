/* floor: base */
#include "unit.h"

#include "base/kv.h"

static bool count(void *to, const char *key, const char *value, struct err *err)
{
    (void)key;
    (void)err;
    *(size_t *)to += strlen(value);
    return true;
}

static void a_line_may_be_four_kibibytes_and_no_longer(void **state)
{
    struct str text;
    struct err err;
    size_t n = 0;
    (void)state;
    str_init(&text, 10000);
    str_puts(&text, "k=");
    while (text.len < 4096) {
        str_putc(&text, 'x');
    }
    assert_true(kv_parse("f", &text, count, &n, &err));
    assert_int_equal(n, 4094);
    str_putc(&text, 'x');
    assert_false(kv_parse("f", &text, count, &n, &err));
    assert_string_equal(err.text, "f:1: the line is longer than 4096 bytes");
    str_done(&text);
}

static void a_file_that_cannot_be_read_is_named(void **state)
{
    struct err err;
    size_t n = 0;
    (void)state;
    assert_false(kv_read("/nonexistent/file", count, &n, &err));
    assert_string_equal(err.text, "/nonexistent/file: No such file or directory");
    assert_false(kv_read("/", count, &n, &err));
    assert_memory_equal(err.text, "/: ", 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_may_be_four_kibibytes_and_no_longer),
        cmocka_unit_test(a_file_that_cannot_be_read_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
