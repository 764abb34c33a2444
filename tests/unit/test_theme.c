/* floor: ui */
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

#include "ui/theme.h"

static bool read_text(struct theme *theme, const char *text, struct err *err)
{
    char path[] = "/tmp/callboard-theme-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    bool read = theme_read(theme, path, err);
    unlink(path);
    return read;
}

static void check_style(struct style style, int fg, int bg, int attrs)
{
    assert_int_equal(style.fg, fg);
    assert_int_equal(style.bg, bg);
    assert_int_equal(style.attrs, attrs);
}

static void the_file_of_the_default_theme_says_what_is_compiled_in(void **state)
{
    struct theme compiled, blank = {0};
    struct err err;
    (void)state;
    theme_default(&compiled);
    if (!theme_read(&blank, "themes/default.theme", &err)) {
        fail_msg("%s", err.text);
    }
    for (int role = 0; role < ROLES; role++) {
        check_style(blank.styles[role], compiled.styles[role].fg, compiled.styles[role].bg,
                    compiled.styles[role].attrs);
    }
}

static void all_themes_that_come_along_can_be_read(void **state)
{
    static const char *const names[] = {"themes/light.theme", "themes/mono.theme"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct theme theme;
        struct err err;
        theme_default(&theme);
        if (!theme_read(&theme, names[i], &err)) {
            fail_msg("%s", err.text);
        }
    }
}

static void mono_names_no_colour(void **state)
{
    struct theme theme;
    struct err err;
    (void)state;
    theme_default(&theme);
    assert_true(theme_read(&theme, "themes/mono.theme", &err));
    for (int role = 0; role < ROLES; role++) {
        check_style(theme.styles[role], THEME_COLOR_DEFAULT, THEME_COLOR_DEFAULT, theme.styles[role].attrs);
    }
}

static void colours_are_names_numbers_and_hex(void **state)
{
    struct theme theme;
    struct err err;
    (void)state;
    theme_default(&theme);
    assert_true(read_text(&theme, "name = red\nid = bright-blue 17 bold italic\ncount = 255 default reverse\n"
                                  "time =#5fafd7\n", &err));
    check_style(theme.styles[ROLE_NAME], 1, THEME_COLOR_DEFAULT, 0);
    check_style(theme.styles[ROLE_ID], 12, 17, THEME_BOLD | THEME_ITALIC);
    check_style(theme.styles[ROLE_COUNT], 255, THEME_COLOR_DEFAULT, THEME_REVERSE);
    check_style(theme.styles[ROLE_TIME], 74, THEME_COLOR_DEFAULT, 0);
}

static void a_role_falls_back_to_its_parent(void **state)
{
    struct theme theme, before;
    struct err err;
    (void)state;
    theme_default(&theme);
    before = theme;
    assert_true(read_text(&theme, "json = 9\njson.key = 10\ntab = 11\n", &err));
    check_style(theme.styles[ROLE_JSON_KEY], 10, THEME_COLOR_DEFAULT, 0);
    check_style(theme.styles[ROLE_JSON_PUNCT], 9, THEME_COLOR_DEFAULT, 0);
    check_style(theme.styles[ROLE_TAB_ACTIVE], 11, THEME_COLOR_DEFAULT, 0);
    check_style(theme.styles[ROLE_SPARK], before.styles[ROLE_SPARK].fg, before.styles[ROLE_SPARK].bg,
                before.styles[ROLE_SPARK].attrs);
    assert_true(read_text(&theme, "default = 3 4\njson.key = 10\n", &err));
    check_style(theme.styles[ROLE_SPARK], 3, 4, 0);
    check_style(theme.styles[ROLE_JSON_PUNCT], 3, 4, 0);
}

static void mistakes_are_told_with_line_and_cure(void **state)
{
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"bar = 1\njson.kye = 2\n", ":2: unknown role \"json.kye\"; did you mean json.key?"},
        {"bar = purple\n", ":1: \"purple\" is neither a colour"},
        {"bar = 256\n", ":1: \"256\" is neither a colour"},
        {"bar = 1 2 3\n", ":1: \"3\" is a third colour"},
        {"bar =\n", ":1: no colour"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct theme theme, before;
        struct err err = {""};
        theme_default(&theme);
        before = theme;
        assert_false(read_text(&theme, cases[i].text, &err));
        assert_non_null(strstr(err.text, cases[i].expected));
        assert_memory_equal(&theme, &before, sizeof theme);
    }
}

static void an_overlay_keeps_the_colour_below(void **state)
{
    struct theme theme;
    (void)state;
    theme_default(&theme);
    struct style style = theme_style(&theme, ROLE_ERROR, ROLE_SELECTED);
    check_style(style, theme.styles[ROLE_ERROR].fg, theme.styles[ROLE_SELECTED].bg,
                theme.styles[ROLE_SELECTED].attrs);
}

static void without_colours_the_selection_can_still_be_seen(void **state)
{
    struct theme theme;
    (void)state;
    theme_default(&theme);
    theme_no_color(&theme);
    check_style(theme.styles[ROLE_SELECTED], THEME_COLOR_DEFAULT, THEME_COLOR_DEFAULT, THEME_REVERSE);
    check_style(theme.styles[ROLE_HEADING], THEME_COLOR_DEFAULT, THEME_COLOR_DEFAULT, THEME_BOLD);
}

static void an_unknown_theme_is_told_with_the_known_ones(void **state)
{
    struct theme theme;
    struct err err = {""};
    (void)state;
    theme_default(&theme);
    assert_false(theme_load(&theme, "no-such-theme", &err));
    assert_non_null(strstr(err.text, "./themes"));
    assert_non_null(strstr(err.text, "mono"));
    assert_true(theme_load(&theme, "./themes/light.theme", &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_file_of_the_default_theme_says_what_is_compiled_in),
        cmocka_unit_test(all_themes_that_come_along_can_be_read),
        cmocka_unit_test(mono_names_no_colour),
        cmocka_unit_test(colours_are_names_numbers_and_hex),
        cmocka_unit_test(a_role_falls_back_to_its_parent),
        cmocka_unit_test(mistakes_are_told_with_line_and_cure),
        cmocka_unit_test(an_overlay_keeps_the_colour_below),
        cmocka_unit_test(without_colours_the_selection_can_still_be_seen),
        cmocka_unit_test(an_unknown_theme_is_told_with_the_known_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
