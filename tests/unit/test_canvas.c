/* floor: ui */
#include "unit.h"

#include <locale.h>

#include "ui/canvas.h"

static void check_text(bool ascii, const char *text, size_t n, const char *expected)
{
    struct canvas canvas;
    struct str out;
    canvas_init(&canvas, 30, 1, ascii);
    str_init(&out, 1000);
    int columns = canvas_text(&canvas, (struct rect){0, 0, 30, 1}, ROLE_NAME, text, n);
    assert_int_equal(columns, canvas_width(&canvas, text, n));
    canvas_dump(&canvas, &out);
    str_truncate(&out, out.len - 1);
    assert_string_equal(out.data, expected);
    str_done(&out);
    canvas_done(&canvas);
}
#define CHECK(ascii, text, expected) check_text(ascii, text, sizeof(text) - 1, expected)

static void what_could_steer_a_terminal_becomes_visible(void **state)
{
    (void)state;
    CHECK(false, "a\x1b[2Jb\0c\td\x7f", "a␛[2Jb␀c␉d␡");
    CHECK(true, "a\x1b[2Jb\0c\td\x7f", "a^[[2Jb^@c^Id^?");
    CHECK(false, "x\xc2\x9by", "x‹U+009B›y");
    CHECK(false, "x\xe2\x80\xaey", "x‹U+202E›y");
    CHECK(true, "x\xe2\x80\xaey", "x<U+202E>y");
    CHECK(false, "x\xf3\xa0\x81\x81y", "x‹U+E0041›y");
    CHECK(false, "\xe2\x80\x8b\xef\xbb\xbf", "‹U+200B›‹U+FEFF›");
    CHECK(false, "a\xff\xc3z", "a��z");
    CHECK(true, "a\xff\xc3z", "a??z");
}

static void characters_the_locale_cannot_show_keep_their_columns(void **state)
{
    (void)state;
    CHECK(true, "caf\xc3\xa9 \xe6\x97\xa5.", "caf? ??.");
    CHECK(true, "e\xcc\x81x", "ex");
}

static void combining_marks_share_a_cell(void **state)
{
    struct canvas canvas;
    (void)state;
    canvas_init(&canvas, 4, 1, false);
    assert_int_equal(canvas_puts(&canvas, (struct rect){0, 0, 4, 1}, ROLE_NAME, "e\xcc\x81x"), 2);
    assert_string_equal(canvas.cells[0].text, "e\xcc\x81");
    assert_string_equal(canvas.cells[1].text, "x");
    char many[64] = "e";
    for (int i = 0; i < 20; i++) {
        memcpy(many + 1 + 2 * i, "\xcc\x81", 3);
    }
    assert_int_equal(canvas_puts(&canvas, (struct rect){0, 0, 4, 1}, ROLE_NAME, many), 1);
    assert_true(strlen(canvas.cells[0].text) < CELL_TEXT);
    canvas_done(&canvas);
}

static void emoji_sequences_are_drawn_in_parts(void **state)
{
    (void)state;
    /* woman, joiner, laptop: two wide characters */
    CHECK(false, "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbbx", "👩💻x");
    CHECK(false, "\xe2\x9d\xa4\xef\xb8\x8fx", "❤x");
}

static void a_wide_character_never_stands_half(void **state)
{
    struct canvas canvas;
    (void)state;
    canvas_init(&canvas, 5, 1, false);
    canvas_puts(&canvas, (struct rect){0, 0, 5, 1}, ROLE_NAME, "日本");
    assert_int_equal(canvas.cells[0].width, 2);
    assert_int_equal(canvas.cells[1].width, 0);
    canvas_puts(&canvas, (struct rect){1, 0, 1, 1}, ROLE_NAME, "a");
    assert_string_equal(canvas.cells[0].text, " ");
    assert_string_equal(canvas.cells[1].text, "a");
    canvas_puts(&canvas, (struct rect){2, 0, 1, 1}, ROLE_NAME, "b");
    assert_string_equal(canvas.cells[3].text, " ");
    assert_int_equal(canvas.cells[3].width, 1);
    canvas_done(&canvas);
}

static void a_text_that_does_not_fit_says_so(void **state)
{
    struct canvas canvas;
    struct str out;
    (void)state;
    canvas_init(&canvas, 8, 3, false);
    str_init(&out, 1000);
    assert_int_equal(canvas_puts(&canvas, (struct rect){0, 0, 4, 1}, ROLE_NAME, "abcdef"), 4);
    assert_int_equal(canvas_puts(&canvas, (struct rect){0, 1, 4, 1}, ROLE_NAME, "日本語"), 3);
    assert_int_equal(canvas_puts(&canvas, (struct rect){6, 2, 100, 1}, ROLE_NAME, "abc"), 2);
    canvas_dump(&canvas, &out);
    assert_string_equal(out.data, "abc…\n日…\n      a…\n");
    str_done(&out);
    canvas_done(&canvas);
}

static void drawing_outside_the_grid_is_clipped(void **state)
{
    static const struct rect rects[] = {{-5, -5, 3, 3}, {-1, 0, 100, 100}, {2, 1, 0, 0},
                                        {9, 9, 9, 9}, {1, 0, -4, -4}, {INT32_MAX, 0, INT32_MAX, 1},
                                        {0, 0, INT32_MAX, INT32_MAX}};
    struct canvas canvas;
    (void)state;
    for (int size = 0; size < 4; size++) {
        canvas_init(&canvas, size, size, false);
        for (size_t i = 0; i < sizeof rects / sizeof *rects; i++) {
            canvas_puts(&canvas, rects[i], ROLE_NAME, "日本語 text");
            canvas_right(&canvas, rects[i], ROLE_NAME, "日本語");
            canvas_fill(&canvas, rects[i], ROLE_NAME);
            canvas_hline(&canvas, rects[i], ROLE_NAME);
            canvas_vline(&canvas, rects[i], ROLE_NAME);
            canvas_overlay(&canvas, rects[i], ROLE_SELECTED);
        }
        canvas_done(&canvas);
    }
}

static void fitting_takes_whole_characters_only(void **state)
{
    struct canvas canvas;
    (void)state;
    canvas_init(&canvas, 1, 1, false);
    assert_int_equal(canvas_fit(&canvas, "日本語", 9, 5), 6);
    assert_int_equal(canvas_fit(&canvas, "e\xcc\x81xx", 5, 1), 3);
    assert_int_equal(canvas_fit(&canvas, "\xe2\x80\xaex", 4, 3), 3); /* at least one */
    assert_int_equal(canvas_fit(&canvas, "abc", 3, 10), 3);
    assert_int_equal(canvas_fit(&canvas, "", 0, 10), 0);
    canvas_done(&canvas);
}

static void roles_are_told_in_runs(void **state)
{
    struct canvas canvas;
    struct str out;
    (void)state;
    canvas_init(&canvas, 6, 3, false);
    str_init(&out, 1000);
    canvas_puts(&canvas, (struct rect){0, 1, 6, 1}, ROLE_JSON_KEY, "abc");
    canvas_overlay(&canvas, (struct rect){2, 1, 2, 1}, ROLE_MATCH);
    canvas_dump_roles(&canvas, &out);
    assert_string_equal(out.data, "1 0-1 json.key, 2 json.key+match, 3 default+match\n");
    str_done(&out);
    canvas_done(&canvas);
}

static void check_lines(bool across_first, bool ascii, enum role role, const char *expected)
{
    struct canvas canvas;
    struct str out;
    canvas_init(&canvas, 4, 3, ascii);
    str_init(&out, 1000);
    const struct rect across = {2, 1, 2, 1}, down = {1, 0, 1, 3};
    if (across_first) {
        canvas_hline(&canvas, across, role);
    }
    canvas_vline(&canvas, down, role);
    canvas_hline(&canvas, across, role);
    canvas_hline(&canvas, (struct rect){0, 2, 4, 1}, role);
    canvas_dump(&canvas, &out);
    assert_string_equal(out.data, expected);
    str_done(&out);
    canvas_done(&canvas);
}

static void lines_join_where_they_meet_but_texts_do_not(void **state)
{
    (void)state;
    check_lines(false, false, ROLE_LINE, " │\n ├──\n─┴──\n");
    check_lines(true, false, ROLE_LINE, " │\n ├──\n─┴──\n");
    check_lines(true, true, ROLE_ACCENT, " |\n +--\n-+--\n");
    check_lines(true, false, ROLE_NAME, " │\n │──\n────\n");
}

static void a_bar_shows_anything_above_nothing(void **state)
{
    struct canvas canvas;
    (void)state;
    canvas_init(&canvas, 1, 1, false);
    assert_string_equal(canvas_bar(&canvas, 0, 10), " ");
    assert_string_equal(canvas_bar(&canvas, 1, 1000000), "▁");
    assert_string_equal(canvas_bar(&canvas, 10, 10), "█");
    assert_string_equal(canvas_bar(&canvas, UINT32_MAX, 1), "█");
    assert_string_equal(canvas_bar(&canvas, 5, 0), " ");
    canvas_done(&canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_could_steer_a_terminal_becomes_visible),
        cmocka_unit_test(characters_the_locale_cannot_show_keep_their_columns),
        cmocka_unit_test(combining_marks_share_a_cell),
        cmocka_unit_test(emoji_sequences_are_drawn_in_parts),
        cmocka_unit_test(a_wide_character_never_stands_half),
        cmocka_unit_test(a_text_that_does_not_fit_says_so),
        cmocka_unit_test(drawing_outside_the_grid_is_clipped),
        cmocka_unit_test(fitting_takes_whole_characters_only),
        cmocka_unit_test(roles_are_told_in_runs),
        cmocka_unit_test(lines_join_where_they_meet_but_texts_do_not),
        cmocka_unit_test(a_bar_shows_anything_above_nothing),
    };
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) {
        printf("1..0 # SKIP no C.UTF-8 locale\n");
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
