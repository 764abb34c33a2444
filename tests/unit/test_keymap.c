/* floor: ui */
#include "unit.h"

#include "ui/keymap_print.h"

/* What has no key has an argument, and is reached by its name. */
static void every_command_has_a_name_a_way_to_it_and_help(void **state)
{
    (void)state;
    for (int i = COMMAND_NONE + 1; i < COMMANDS; i++) {
        const struct command_row *row = command_row((enum command)i);
        assert_true(row->name[0] != '\0' && row->help[0] != '\0');
        assert_true(row->keys[0] != '\0' || row->argument != ARGUMENT_NONE);
        assert_int_equal(row->takes != NULL, row->argument != ARGUMENT_NONE);
        assert_int_equal(command_find(row->name), i);
    }
    assert_int_equal(command_find("no-such-command"), COMMAND_NONE);
}

static void every_key_in_the_table_means_its_command(void **state)
{
    (void)state;
    for (int i = COMMAND_NONE + 1; i < COMMANDS; i++) {
        const char *at = command_row((enum command)i)->keys;
        while (*at != '\0') {
            char name[16];
            uint32_t key;
            size_t n = strcspn(at, " ");
            snprintf(name, sizeof name, "%.*s", (int)n, at);
            assert_true(key_find(name, &key));
            assert_int_equal(keymap_command(key), i);
            at += n + (at[n] == ' ');
        }
    }
}

static void keys_have_names(void **state)
{
    uint32_t key;
    (void)state;
    assert_true(key_find("Ctrl-L", &key));
    assert_int_equal(key, 0x0C);
    assert_true(key_find("Enter", &key));
    assert_int_equal(keymap_command(key), COMMAND_OPEN);
    assert_int_equal(keymap_command('\n'), COMMAND_OPEN);
    assert_true(key_find("é", &key));
    assert_int_equal(key, 0xE9);
    assert_int_equal(keymap_command(key), COMMAND_NONE);
    assert_false(key_find("", &key));
    assert_false(key_find("PageSideways", &key));
    assert_false(key_find("Ctrl-", &key));
}

static void the_table_prints_every_command_and_the_views_there_are(void **state)
{
    static const struct view_ops rocks = {.name = "rocks", .title = "Rocks", .about = "Rocks: by size"};
    const struct view_ops *const views[] = {&rocks};
    (void)state;
    for (int man = 0; man < 2; man++) {
        struct str out;
        str_init(&out, 10000);
        keymap_print(&out, man != 0, views, 1);
        assert_non_null(strstr(out.data, man ? "page\\-down" : "page-down"));
        assert_non_null(strstr(out.data, command_row(COMMAND_FILTER)->help));
        assert_non_null(strstr(out.data, "Rocks: by size"));
        assert_null(strstr(out.data, man ? "view\\-2" : "view-2"));
        assert_false(out.full);
        str_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_command_has_a_name_a_way_to_it_and_help),
        cmocka_unit_test(every_key_in_the_table_means_its_command),
        cmocka_unit_test(keys_have_names),
        cmocka_unit_test(the_table_prints_every_command_and_the_views_there_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
