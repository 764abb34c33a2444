/* floor: views */
#include "unit.h"

#include "views/scroll.h"

static void scrolling_stays_within_the_rows(void **state)
{
    size_t top = 0;
    (void)state;
    assert_true(scroll_command(&top, 10, 4, COMMAND_UP));
    assert_int_equal(top, 0);
    assert_true(scroll_command(&top, 10, 4, COMMAND_PAGE_DOWN));
    assert_int_equal(top, 3);
    assert_true(scroll_command(&top, 10, 4, COMMAND_LAST));
    assert_int_equal(top, 6);
    assert_true(scroll_command(&top, 10, 4, COMMAND_DOWN));
    assert_int_equal(top, 6);
    assert_true(scroll_command(&top, 10, 4, COMMAND_PAGE_UP));
    assert_int_equal(top, 3);
    assert_true(scroll_command(&top, 10, 4, COMMAND_FIRST));
    assert_int_equal(top, 0);
}

static void nothing_scrolls_when_all_is_shown(void **state)
{
    size_t top = 0;
    (void)state;
    assert_true(scroll_command(&top, 3, 4, COMMAND_DOWN));
    assert_int_equal(top, 0);
    assert_true(scroll_command(&top, 0, 0, COMMAND_LAST));
    assert_int_equal(top, 0);
}

static void other_commands_are_left_to_others(void **state)
{
    size_t top = 2;
    (void)state;
    assert_false(scroll_command(&top, 10, 4, COMMAND_OPEN));
    assert_int_equal(top, 2);
}

static void fewer_rows_bring_the_top_back(void **state)
{
    size_t top = 8;
    (void)state;
    scroll_fit(&top, 10, 4);
    assert_int_equal(top, 6);
    scroll_fit(&top, 2, 4);
    assert_int_equal(top, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scrolling_stays_within_the_rows),
        cmocka_unit_test(nothing_scrolls_when_all_is_shown),
        cmocka_unit_test(other_commands_are_left_to_others),
        cmocka_unit_test(fewer_rows_bring_the_top_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
