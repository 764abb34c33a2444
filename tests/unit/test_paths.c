/* floor: base */
#include "unit.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/paths.h"

static void assert_mode(const char *path, mode_t mode)
{
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, mode);
}

static int enter_new_folder(void **state)
{
    char *folder = strdup("/tmp/callboard-paths-XXXXXX");
    umask(022);
    *state = folder;
    return mkdtemp(folder) == NULL || chdir(folder) != 0;
}

static int leave_folder(void **state)
{
    static const char *const made[] = {"a/b/c", "a/b", "a", "file"};
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        if (remove(made[i]) != 0 && errno != ENOENT) {
            return -1;
        }
    }
    int left = chdir("/") != 0 || rmdir(*state) != 0;
    free(*state);
    return left;
}

static void the_last_folder_is_private_and_its_parents_are_not(void **state)
{
    struct err err;
    (void)state;
    assert_true(paths_make("a/b/c", &err));
    assert_mode("a", 0755);
    assert_mode("a/b", 0755);
    assert_mode("a/b/c", 0700);
    assert_true(paths_make("a/b", &err));
    assert_mode("a/b", 0755);
}

static void slashes_at_the_end_do_not_make_it_public(void **state)
{
    struct err err;
    (void)state;
    assert_true(paths_make("a//b//", &err));
    assert_mode("a/b", 0700);
    assert_true(paths_make("/", &err));
}

static void what_cannot_be_a_folder_is_named(void **state)
{
    struct err err;
    (void)state;
    assert_false(paths_make("", &err));
    assert_string_equal(err.text, "cannot make a folder without a name");
    FILE *file = fopen("file", "w");
    assert_non_null(file);
    fclose(file);
    assert_false(paths_make("file", &err));
    assert_string_equal(err.text, "cannot make the folder file: something else has that name");
    assert_false(paths_make("file/below", &err));
}

static void xdg_variables_count_when_they_are_absolute(void **state)
{
    struct str out;
    struct err err;
    (void)state;
    str_init(&out, 4096);
    setenv("HOME", "/home/ann", 1);
    setenv("XDG_STATE_HOME", "/state", 1);
    assert_true(paths_state(&out, &err));
    assert_string_equal(out.data, "/state/callboard");
    setenv("XDG_STATE_HOME", "state", 1);
    assert_true(paths_state(&out, &err));
    assert_string_equal(out.data, "/home/ann/.local/state/callboard");
    unsetenv("XDG_CONFIG_HOME");
    assert_true(paths_config(&out, &err));
    assert_string_equal(out.data, "/home/ann/.config/callboard");
    unsetenv("HOME");
    assert_false(paths_config(&out, &err));
    assert_non_null(strstr(err.text, "XDG_CONFIG_HOME"));
    str_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_last_folder_is_private_and_its_parents_are_not, enter_new_folder, leave_folder),
        cmocka_unit_test_setup_teardown(slashes_at_the_end_do_not_make_it_public, enter_new_folder, leave_folder),
        cmocka_unit_test_setup_teardown(what_cannot_be_a_folder_is_named, enter_new_folder, leave_folder),
        cmocka_unit_test(xdg_variables_count_when_they_are_absolute),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
