/* floor: ui */
#include "unit.h"

#include "ui/list.h"

static void check(const struct list *list, size_t selected, size_t top)
{
    assert_int_equal(list->selected, selected);
    assert_int_equal(list->top, top);
}

static void moving_scrolls_as_little_as_needed(void **state)
{
    struct list list = {0};
    (void)state;
    list_set_count(&list, 10);
    list_fit(&list, 4);
    for (int i = 0; i < 4; i++) {
        assert_true(list_command(&list, COMMAND_DOWN, false));
    }
    check(&list, 4, 1);
    list_command(&list, COMMAND_UP, false);
    check(&list, 3, 1);
    list_command(&list, COMMAND_PAGE_DOWN, false);
    check(&list, 6, 3);
    list_command(&list, COMMAND_LAST, false);
    check(&list, 9, 6);
    list_command(&list, COMMAND_DOWN, false);
    check(&list, 9, 6);
    list_command(&list, COMMAND_FIRST, false);
    check(&list, 0, 0);
    list_command(&list, COMMAND_PAGE_UP, false);
    check(&list, 0, 0);
}

static void following_stays_at_the_end_until_one_moves_up(void **state)
{
    struct list list = {.follow = true};
    (void)state;
    list_fit(&list, 3);
    list_set_count(&list, 5);
    check(&list, 4, 2);
    list_set_count(&list, 9);
    check(&list, 8, 6);
    list_command(&list, COMMAND_UP, true);
    assert_false(list.follow);
    list_set_count(&list, 12);
    check(&list, 7, 6);
    list_command(&list, COMMAND_LAST, true);
    assert_true(list.follow);
    check(&list, 11, 9);
    list_command(&list, COMMAND_LAST, false);
    assert_false(list.follow);
}

static void fewer_rows_keep_the_selection_inside(void **state)
{
    struct list list = {0};
    (void)state;
    list_set_count(&list, 100);
    list_fit(&list, 10);
    list_select(&list, 90);
    check(&list, 90, 81);
    list_set_count(&list, 5);
    check(&list, 4, 0);
    list_set_count(&list, 0);
    check(&list, 0, 0);
    assert_true(list_command(&list, COMMAND_DOWN, true));
    assert_true(list_command(&list, COMMAND_UP, true));
    check(&list, 0, 0);
    list_select(&list, 7);
    check(&list, 0, 0);
}

static void a_taller_window_shows_what_was_hidden_above(void **state)
{
    struct list list = {0};
    (void)state;
    list_set_count(&list, 10);
    list_fit(&list, 3);
    list_command(&list, COMMAND_LAST, false);
    list_fit(&list, 8);
    check(&list, 9, 2);
    list_fit(&list, 0);
    check(&list, 9, 9);
    list_fit(&list, 1000);
    check(&list, 9, 0);
}

static void other_commands_are_not_its_own(void **state)
{
    struct list list = {0};
    (void)state;
    list_set_count(&list, 3);
    assert_false(list_command(&list, COMMAND_OPEN, true));
    assert_false(list_command(&list, COMMAND_LEFT, true));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moving_scrolls_as_little_as_needed),
        cmocka_unit_test(following_stays_at_the_end_until_one_moves_up),
        cmocka_unit_test(fewer_rows_keep_the_selection_inside),
        cmocka_unit_test(a_taller_window_shows_what_was_hidden_above),
        cmocka_unit_test(other_commands_are_not_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
