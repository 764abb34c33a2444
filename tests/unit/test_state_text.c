/* floor: ui */
#include "unit.h"

#include "ui/state_text.h"

static void check(const char *text, const char *written)
{
    struct str out, back;
    str_init(&out, 1000);
    str_init(&back, 1000);
    state_write_text(&out, text);
    assert_string_equal(out.data, written);
    state_read_text(&back, out.data);
    assert_string_equal(back.data, text);
    str_done(&out);
    str_done(&back);
}

static void texts_come_back_as_they_were(void **state)
{
    (void)state;
    check("type:track", "type:track");
    check("", "");
    check("event:\"Signed *\" # or", "event:\"Signed *\" \\h or");
    check("  blanks within and at both ends ", "\\s blanks within and at both ends\\s");
    check("a\\b\\h", "a\\\\b\\\\h");
    check("日本 = é", "日本 = é");
    check("tab\tand\nline", "tab\\tand\\nline");
}

static void what_was_written_otherwise_is_taken_as_it_is(void **state)
{
    struct str back;
    (void)state;
    str_init(&back, 100);
    state_read_text(&back, "\\x and at the end \\");
    assert_string_equal(back.data, "\\x and at the end \\");
    str_done(&back);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_come_back_as_they_were),
        cmocka_unit_test(what_was_written_otherwise_is_taken_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
