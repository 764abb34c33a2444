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

static const struct rect at = {5, 2, 20, 3};

static bool mouse(struct list *list, enum mouse_kind kind, int x, int y)
{
    const struct mouse event = {kind, x, y};
    return list_mouse(list, at, &event);
}

static void the_wheel_scrolls_and_leaves_the_selection(void **state)
{
    struct list list = {0};
    (void)state;
    list_fit(&list, 3);
    list_set_count(&list, 10);
    assert_true(mouse(&list, MOUSE_WHEEL_DOWN, 6, 3));
    check(&list, 0, 3);
    list_set_count(&list, 11); /* what the next frame does */
    list_fit(&list, 3);
    list_select(&list, 0);
    check(&list, 0, 3);
    mouse(&list, MOUSE_WHEEL_DOWN, 6, 3);
    mouse(&list, MOUSE_WHEEL_DOWN, 6, 3);
    mouse(&list, MOUSE_WHEEL_DOWN, 6, 3);
    check(&list, 0, 8);
    list_command(&list, COMMAND_DOWN, false); /* the selection comes into sight again */
    check(&list, 1, 1);
    mouse(&list, MOUSE_WHEEL_UP, 6, 3);
    check(&list, 1, 0);
    assert_false(list.loose);
}

static void the_wheel_over_a_followed_stream_holds_what_is_read(void **state)
{
    struct list list = {.follow = true};
    (void)state;
    list_fit(&list, 3);
    list_set_count(&list, 10);
    mouse(&list, MOUSE_WHEEL_UP, 6, 3);
    list_set_count(&list, 20);
    check(&list, 19, 4);
    assert_true(list.follow);
    for (int i = 0; i < 6; i++) {
        mouse(&list, MOUSE_WHEEL_DOWN, 6, 3);
    }
    list_set_count(&list, 30); /* back at the end it goes on with it */
    check(&list, 29, 27);
}

static void a_click_selects_a_row_there_is(void **state)
{
    struct list list = {.follow = true};
    (void)state;
    list_fit(&list, 3);
    list_set_count(&list, 2);
    assert_false(mouse(&list, MOUSE_CLICK, 6, 4)); /* below the last row */
    assert_false(mouse(&list, MOUSE_CLICK, 4, 2)); /* beside it */
    assert_false(mouse(&list, MOUSE_CLICK, 25, 2));
    assert_true(mouse(&list, MOUSE_CLICK, 24, 3));
    assert_true(list.follow); /* it was selected already */
    assert_true(mouse(&list, MOUSE_CLICK, 5, 2));
    check(&list, 0, 0);
    assert_false(list.follow);
    assert_false(mouse(&list, MOUSE_RELEASE, 5, 3));
    check(&list, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moving_scrolls_as_little_as_needed),
        cmocka_unit_test(following_stays_at_the_end_until_one_moves_up),
        cmocka_unit_test(fewer_rows_keep_the_selection_inside),
        cmocka_unit_test(a_taller_window_shows_what_was_hidden_above),
        cmocka_unit_test(other_commands_are_not_its_own),
        cmocka_unit_test(the_wheel_scrolls_and_leaves_the_selection),
        cmocka_unit_test(the_wheel_over_a_followed_stream_holds_what_is_read),
        cmocka_unit_test(a_click_selects_a_row_there_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
