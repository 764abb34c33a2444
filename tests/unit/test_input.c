/* floor: ui */
#include "unit.h"

#include "base/clock.h"
#include "ui/input.h"
#include "ui/keymap.h"

/* Feeds the codes of `text`; only the last one may complete something. */
static bool feed(struct input_reader *reader, const char *text, int64_t now, struct input *input)
{
    bool complete = false;
    for (; *text != '\0'; text++) {
        assert_false(complete);
        complete = input_feed(reader, (unsigned char)*text, now, input);
    }
    return complete;
}

static bool report(struct input_reader *reader, const char *text, int64_t now, struct input *input)
{
    assert_false(input_feed(reader, INPUT_MOUSE, now, input));
    return feed(reader, text, now, input);
}

static void check_mouse(const struct input *input, enum mouse_kind kind, int x, int y)
{
    assert_int_equal(input->kind, INPUT_IS_MOUSE);
    assert_int_equal(input->mouse.kind, kind);
    assert_int_equal(input->mouse.x, x);
    assert_int_equal(input->mouse.y, y);
}

static void keys_are_themselves(void **state)
{
    struct input_reader reader;
    struct input input;
    (void)state;
    input_init(&reader);
    assert_true(input_feed(&reader, 'q', 0, &input));
    assert_int_equal(input.kind, INPUT_IS_KEY);
    assert_int_equal(input.key, 'q');
    assert_true(input_feed(&reader, KEY_CODE_UP, 0, &input));
    assert_int_equal(input.key, KEY_CODE_UP);
    assert_false(input_feed(&reader, INPUT_PASTE_END, 0, &input)); /* the end of nothing */
    input_done(&reader);
}

static void a_click_a_second_one_and_a_third(void **state)
{
    struct input_reader reader;
    struct input input;
    (void)state;
    input_init(&reader);
    assert_true(report(&reader, "0;12;5M", 0, &input));
    check_mouse(&input, MOUSE_CLICK, 11, 4);
    assert_true(report(&reader, "0;12;5m", 0, &input));
    check_mouse(&input, MOUSE_RELEASE, 11, 4);
    assert_true(report(&reader, "0;12;5M", 300 * CLOCK_MS, &input));
    check_mouse(&input, MOUSE_DOUBLE, 11, 4);
    assert_true(report(&reader, "0;12;5M", 400 * CLOCK_MS, &input));
    check_mouse(&input, MOUSE_CLICK, 11, 4);
    assert_true(report(&reader, "0;12;5M", 900 * CLOCK_MS, &input)); /* too late */
    check_mouse(&input, MOUSE_CLICK, 11, 4);
    assert_true(report(&reader, "0;13;5M", 901 * CLOCK_MS, &input)); /* elsewhere */
    check_mouse(&input, MOUSE_CLICK, 12, 4);
    input_done(&reader);
}

static void the_wheel_and_a_drag(void **state)
{
    struct input_reader reader;
    struct input input;
    (void)state;
    input_init(&reader);
    assert_true(report(&reader, "64;500;200M", 0, &input));
    check_mouse(&input, MOUSE_WHEEL_UP, 499, 199);
    assert_true(report(&reader, "65;1;1M", 0, &input));
    check_mouse(&input, MOUSE_WHEEL_DOWN, 0, 0);
    assert_false(report(&reader, "66;1;1M", 0, &input)); /* sideways */
    assert_false(report(&reader, "32;3;3M", 0, &input)); /* moved, but no button is down */
    assert_true(report(&reader, "0;3;3M", 0, &input));
    assert_true(report(&reader, "32;4;3M", 0, &input));
    check_mouse(&input, MOUSE_DRAG, 3, 2);
    assert_true(report(&reader, "0;4;3m", 0, &input));
    check_mouse(&input, MOUSE_RELEASE, 3, 2);
    assert_false(report(&reader, "0;4;3m", 0, &input)); /* it was up already */
    input_done(&reader);
}

static void other_buttons_and_shift_are_not_ours(void **state)
{
    static const char *const reports[] = {"1;2;2M", "2;2;2M", "4;2;2M", "35;2;2M", "128;2;2M"};
    struct input_reader reader;
    struct input input;
    (void)state;
    input_init(&reader);
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
        assert_false(report(&reader, reports[i], 0, &input));
    }
    assert_true(input_feed(&reader, 'j', 0, &input)); /* and keys go on */
    input_done(&reader);
}

static void a_broken_report_is_dropped(void **state)
{
    static const char *const reports[] = {"M", "0;1M", "0;1;1;1", "0;-", "0;0;1M", "99999999", "x"};
    struct input_reader reader;
    struct input input;
    (void)state;
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
        input_init(&reader);
        assert_false(input_feed(&reader, INPUT_MOUSE, 0, &input));
        for (const char *at = reports[i]; *at != '\0' && reader.reading != READING_KEYS; at++) {
            assert_false(input_feed(&reader, (unsigned char)*at, 0, &input));
        }
        input_done(&reader);
    }
}

static void the_old_form_has_three_bytes(void **state)
{
    struct input_reader reader;
    struct input input;
    (void)state;
    input_init(&reader);
    assert_false(input_feed(&reader, INPUT_MOUSE_OLD, 0, &input));
    assert_true(input_wants_bytes(&reader));
    assert_true(feed(&reader, " +%", 0, &input));
    check_mouse(&input, MOUSE_CLICK, 10, 4);
    assert_false(input_wants_bytes(&reader));
    assert_false(input_feed(&reader, INPUT_MOUSE_OLD, 0, &input));
    assert_true(feed(&reader, "#+%", 0, &input));
    check_mouse(&input, MOUSE_RELEASE, 10, 4);
    assert_false(input_feed(&reader, INPUT_MOUSE_OLD, 0, &input));
    assert_true(feed(&reader, "a\xC9\xC8", 0, &input)); /* the wheel, far out */
    check_mouse(&input, MOUSE_WHEEL_DOWN, 0xC9 - 33, 0xC8 - 33);
    input_done(&reader);
}

static void what_is_pasted_is_text(void **state)
{
    struct input_reader reader;
    struct input input;
    (void)state;
    input_init(&reader);
    assert_false(input_feed(&reader, INPUT_PASTE_BEGIN, 0, &input));
    assert_false(feed(&reader, "q\rrm\t-rf\x1b\x07", 0, &input));
    assert_false(input_feed(&reader, KEY_CODE_UP, 0, &input));
    assert_false(input_feed(&reader, 0x65E5, 0, &input));
    assert_false(input_feed(&reader, 0xD800, 0, &input));
    assert_false(input_feed(&reader, INPUT_MOUSE, 0, &input));
    assert_true(input_feed(&reader, INPUT_PASTE_END, 0, &input));
    assert_int_equal(input.kind, INPUT_IS_PASTE);
    assert_string_equal(input.text, "q rm -rf日");
    assert_int_equal(input.length, strlen("q rm -rf日"));
    assert_true(input_feed(&reader, 'q', 0, &input));
    assert_int_equal(input.kind, INPUT_IS_KEY);
    input_done(&reader);
}

static void a_paste_has_a_maximum_and_lets_a_resize_through(void **state)
{
    struct input_reader reader;
    struct input input;
    (void)state;
    input_init(&reader);
    assert_false(input_feed(&reader, INPUT_PASTE_BEGIN, 0, &input));
    for (int i = 0; i < 2 * INPUT_PASTE_MAX; i++) {
        assert_false(input_feed(&reader, 0xE9, 0, &input));
    }
    assert_true(input_feed(&reader, KEY_CODE_RESIZE, 0, &input));
    assert_int_equal(input.kind, INPUT_IS_KEY);
    assert_true(input_feed(&reader, INPUT_PASTE_END, 0, &input));
    assert_int_equal(input.length, INPUT_PASTE_MAX);
    input_done(&reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_themselves),
        cmocka_unit_test(a_click_a_second_one_and_a_third),
        cmocka_unit_test(the_wheel_and_a_drag),
        cmocka_unit_test(other_buttons_and_shift_are_not_ours),
        cmocka_unit_test(a_broken_report_is_dropped),
        cmocka_unit_test(the_old_form_has_three_bytes),
        cmocka_unit_test(what_is_pasted_is_text),
        cmocka_unit_test(a_paste_has_a_maximum_and_lets_a_resize_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
