/* floor: ui */
#include "unit.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#include "ui/theme.h"
#include "ui/theme_color.h"

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

static int is_theme(const struct dirent *entry)
{
    return strstr(entry->d_name, ".theme") != NULL;
}

/* Calls `check` with each theme that comes along; returns how many there are. */
static int each_theme(void (*check)(const char *name, const struct theme *theme))
{
    struct dirent **entries;
    int count = scandir("themes", &entries, is_theme, alphasort);
    for (int i = 0; i < count; i++) {
        char path[512];
        struct theme theme;
        struct err err;
        snprintf(path, sizeof path, "themes/%s", entries[i]->d_name);
        theme_default(&theme);
        if (!theme_read(&theme, path, &err)) {
            fail_msg("%s", err.text);
        }
        check(entries[i]->d_name, &theme);
        free(entries[i]);
    }
    free(entries);
    return count;
}

/* Of all pairs a theme can make where it decides on both colours. Rules between panes are no text, and the little bars of
 * activity are pictures, for which 3 is asked (WCAG 2, 1.4.11). */
static void check_contrast(const char *name, const struct theme *theme)
{
    static const enum role overs[] = {ROLE_DEFAULT, ROLE_SELECTED, ROLE_SELECTED_IDLE, ROLE_MATCH};
    for (int role = 0; role < ROLES; role++) {
        /* What has a background of its own, a tab or a banner, is not selected. */
        bool alone = role != ROLE_DEFAULT && theme->styles[role].bg != THEME_COLOR_DEFAULT;
        size_t count = role == ROLE_LINE ? 0 : alone ? 1 : sizeof overs / sizeof *overs;
        for (size_t i = 0; i < count; i++) {
            struct style style = theme_style(theme, (enum role)role, overs[i]);
            double least = role == ROLE_SPARK ? 3 : 4.5;
            if (style.fg < 16 || style.bg < 16 || (style.attrs & THEME_REVERSE) != 0) {
                continue; /* the terminal decides */
            }
            double contrast = theme_color_contrast(style.fg, style.bg);
            if (contrast < least) {
                fail_msg("%s: %s over %s has a contrast of %.2f", name, role_name((enum role)role), role_name(overs[i]), contrast);
            }
        }
    }
}

static void all_themes_that_come_along_can_be_read_by_everybody(void **state)
{
    (void)state;
    assert_true(each_theme(check_contrast) >= 8);
}

/* The two that leave the background to the terminal are made for a dark and for a light one. */
static void check_on(const char *path, int32_t background)
{
    struct theme theme;
    struct err err;
    theme_default(&theme);
    assert_true(theme_read(&theme, path, &err));
    for (int role = 0; role < ROLES; role++) {
        struct style style = theme.styles[role];
        if (style.fg >= 16 && style.bg == THEME_COLOR_DEFAULT && role != ROLE_LINE && role != ROLE_SPARK) {
            double contrast = theme_color_contrast(style.fg, background);
            if (contrast < 4.5) {
                fail_msg("%s: %s has a contrast of %.2f", path, role_name((enum role)role), contrast);
            }
        }
    }
}

static void where_the_terminal_decides_the_usual_backgrounds_do(void **state)
{
    (void)state;
    check_on("themes/default.theme", THEME_COLOR_RGB + 0x000000);
    check_on("themes/default.theme", THEME_COLOR_RGB + 0x282828);
    check_on("themes/light.theme", THEME_COLOR_RGB + 0xffffff);
    check_on("themes/light.theme", THEME_COLOR_RGB + 0xf0f0f0);
}

static void contrast_is_that_of_wcag(void **state)
{
    (void)state;
    assert_true(theme_color_contrast(THEME_COLOR_RGB, THEME_COLOR_RGB + 0xffffff) > 20.99);
    assert_true(theme_color_contrast(THEME_COLOR_RGB + 0x777777, THEME_COLOR_RGB + 0xffffff) < 4.5);
    assert_true(theme_color_contrast(THEME_COLOR_RGB + 0x767676, THEME_COLOR_RGB + 0xffffff) >= 4.5);
    assert_true(theme_color_contrast(THEME_COLOR_RGB + 0x123456, THEME_COLOR_RGB + 0x123456) < 1.01);
}

static void colours_fall_to_what_a_terminal_has(void **state)
{
    (void)state;
    assert_int_equal(theme_color_for(THEME_COLOR_RGB + 0x5fafd7, 256), 74);
    assert_int_equal(theme_color_for(THEME_COLOR_RGB + 0xff0000, 256), 196);
    assert_int_equal(theme_color_for(THEME_COLOR_RGB + 0xf01010, 16), 9);
    assert_int_equal(theme_color_for(THEME_COLOR_RGB + 0xf01010, 8), 1);
    assert_int_equal(theme_color_for(203, 8), 1);
    assert_int_equal(theme_color_for(247, 16), THEME_COLOR_DEFAULT);
    assert_int_equal(theme_color_for(THEME_COLOR_DEFAULT, 8), THEME_COLOR_DEFAULT);
    assert_int_equal(theme_color_for(4, 8), 4);
}

/* What a theme says of `default` is what its roles leave open, overlays included. */
static void a_theme_may_have_a_ground_of_its_own(void **state)
{
    struct theme theme;
    struct err err;
    struct style style;
    (void)state;
    theme_default(&theme);
    assert_true(read_text(&theme, "default = #101112 #202122\nname = 200\nselected = default 30\n", &err));
    style = theme_style(&theme, ROLE_NAME, ROLE_DEFAULT);
    check_style(style, 200, THEME_COLOR_RGB + 0x202122, 0);
    style = theme_style(&theme, ROLE_DEFAULT, ROLE_SELECTED);
    check_style(style, THEME_COLOR_RGB + 0x101112, 30, 0);
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
    check_style(theme.styles[ROLE_TIME], THEME_COLOR_RGB + 0x5fafd7, THEME_COLOR_DEFAULT, 0);
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
        cmocka_unit_test(all_themes_that_come_along_can_be_read_by_everybody),
        cmocka_unit_test(where_the_terminal_decides_the_usual_backgrounds_do),
        cmocka_unit_test(contrast_is_that_of_wcag),
        cmocka_unit_test(colours_fall_to_what_a_terminal_has),
        cmocka_unit_test(a_theme_may_have_a_ground_of_its_own),
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
