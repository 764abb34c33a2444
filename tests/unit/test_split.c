/* floor: ui */
#include "unit.h"

#include "ui/split.h"

static const struct split_room room = {2, 80, 10, 20};

static void it_stands_where_the_view_puts_it_until_it_is_moved(void **state)
{
    struct split split = {.name = "x"};
    (void)state;
    assert_int_equal(split_fit(&split, room, 25), 25);
    assert_int_equal(split.share, 0);
    assert_int_equal(split_fit(&split, room, 5), 10);
    assert_int_equal(split_fit(&split, room, 75), 60);
    assert_false(split_is_shown(&split));
    split_place(&split, (struct rect){62, 0, 1, 20}, SPLIT_FIRST);
    assert_true(split_is_shown(&split));
}

static void what_was_moved_keeps_its_share(void **state)
{
    struct split split = {.name = "x"};
    (void)state;
    split_fit(&split, room, 25);
    assert_true(split_move(&split, 15));
    assert_int_equal(split.size, 40);
    assert_int_equal(split_fit(&split, room, 25), 40);
    assert_int_equal(split_fit(&split, (struct split_room){0, 160, 10, 20}, 25), 80);
    assert_int_equal(split_fit(&split, room, 25), 40);
    assert_true(split_move(&split, 100));
    assert_int_equal(split.size, 60);
    assert_false(split_move(&split, 1));
    assert_true(split_move(&split, -100));
    assert_int_equal(split.size, 10);
    assert_false(split_move(&split, -1));
}

/* One row or column a key, in every room there may be. */
static void a_step_is_a_step(void **state)
{
    (void)state;
    for (int length = 3; length < 1000; length++) {
        struct split split = {.name = "x"};
        const struct split_room any = {0, length, 1, 1};
        int size = split_fit(&split, any, 1);
        while (split_move(&split, 1)) {
            assert_int_equal(split_fit(&split, any, 1), ++size);
        }
        assert_int_equal(size, length - 1);
    }
}

static void too_little_room_is_no_harm(void **state)
{
    struct split split = {.name = "x", .share = 5000};
    (void)state;
    for (int length = -3; length < 40; length++) {
        int size = split_fit(&split, (struct split_room){0, length, 10, 20}, 12);
        assert_true(size <= length || size == 0 || length < 0);
        split_move(&split, 3);
        split_move(&split, -3);
    }
}

static void a_drag_puts_the_line_under_the_mouse(void **state)
{
    struct split split = {.name = "x"};
    (void)state;
    split_fit(&split, room, 25);
    split_place(&split, (struct rect){27, 0, 1, 20}, SPLIT_FIRST);
    assert_true(split_is_hit(&split, &(struct mouse){MOUSE_CLICK, 27, 5}));
    assert_true(split_is_hit(&split, &(struct mouse){MOUSE_CLICK, 26, 5}));
    assert_false(split_is_hit(&split, &(struct mouse){MOUSE_CLICK, 24, 5}));
    assert_false(split_is_hit(&split, &(struct mouse){MOUSE_CLICK, 27, 20}));
    split_drag(&split, &(struct mouse){MOUSE_DRAG, 40, 7});
    assert_int_equal(split.size, 38); /* 2 + 38 is column 40 */
    split_fit(&split, room, 25);
    split_place(&split, (struct rect){40, 0, 1, 20}, SPLIT_FIRST);
    split_drag(&split, &(struct mouse){MOUSE_DRAG, 500, 7});
    assert_int_equal(split.size, 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_stands_where_the_view_puts_it_until_it_is_moved),
        cmocka_unit_test(what_was_moved_keeps_its_share),
        cmocka_unit_test(a_step_is_a_step),
        cmocka_unit_test(too_little_room_is_no_harm),
        cmocka_unit_test(a_drag_puts_the_line_under_the_mouse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
