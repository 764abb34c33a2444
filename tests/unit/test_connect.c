/* floor: connect */
#include "unit.h"

#include <ctype.h>

#include "connect/connect.h"

#define WIDEST 78
#define WIDEST_HTML 100 /* an address in HTML cannot be broken */

/* The SDKs that are known to speak the protocol, each with its recipe. */
static const char *const wanted[] = {
    "analytics-node", "analytics-node-classic", "analytics-node-oauth", "python", "python-oauth", "ruby", "go", "java",
    "php", "dotnet", "csharp", "rust", "rust-segment", "elixir", /* servers */
    "rudder-node", "rudder-python", "rudder-ruby", "rudder-go", "rudder-java", "rudder-dotnet", "rudder-rust",
    "jitsu-node", "june-node", "june-python", "customerio-node", "customerio-python", "customerio-go",
    "hightouch-python", "hightouch-node", "hightouch-go",
    "analytics-js-classic", "analytics-next", "analytics-next-inline", "snippet", "rudder-js", "hightouch-browser", "customerio-browser",
    "jitsu", "june-browser", /* browsers */
    "kotlin", "swift", "react-native", "flutter", "android", "ios", "roku", "rudder-android", "rudder-ios",
    "rudder-kotlin", "rudder-flutter", "rudder-react-native", "freshpaint-android", "freshpaint-ios", /* phones */
    "amp", "curl", "curl-batch", "pixel", "rudder-pixel", /* no SDK */
};
#define WANTED (sizeof wanted / sizeof *wanted)

static struct str printed(const struct recipe *recipe, const char *url)
{
    struct connect_address address;
    struct str out;
    connect_address(&address, url, NULL);
    str_init(&out, CONNECT_MAX_TEXT);
    connect_print(&out, recipe, &address);
    assert_false(out.full);
    return out;
}

static void every_known_sdk_has_its_recipe(void **state)
{
    (void)state;
    for (size_t i = 0; i < WANTED; i++) {
        if (connect_find(wanted[i]) == NULL) {
            fail_msg("%s has no recipe", wanted[i]);
        }
    }
    assert_int_equal(connect_count(), WANTED);
}

static void ids_are_unique_and_sorted_within_families(void **state)
{
    (void)state;
    for (size_t i = 0; i < connect_count(); i++) {
        assert_ptr_equal(connect_find(connect_recipe(i)->id), connect_recipe(i));
    }
    for (size_t i = 0; i < recipe_family_count; i++) {
        const struct recipe_family *family = recipe_families[i];
        assert_true(family->count > 0);
        for (size_t j = 1; j < family->count; j++) {
            assert_true(strcmp(family->recipes[j - 1].id, family->recipes[j].id) < 0);
        }
    }
}

static void every_recipe_names_the_address(void **state)
{
    (void)state;
    for (size_t i = 0; i < connect_count(); i++) {
        const struct recipe *recipe = connect_recipe(i);
        struct str out = printed(recipe, "http://192.0.2.7:4711");
        if (strstr(out.data, "192.0.2.7") == NULL || (strstr(out.data, "4711") == NULL && strstr(out.data, "4546") == NULL)) {
            fail_msg("%s does not name the address", recipe->id);
        }
        assert_null(strstr(out.data, "127.0.0.1:4545"));
        str_done(&out);
    }
}

static void check_text(const char *id, const char *text, size_t widest)
{
    size_t column = 0;
    for (; *text != '\0'; text++) {
        column = *text == '\n' ? 0 : column + 1;
        if ((*text != '\n' && !isprint((unsigned char)*text)) || column > widest) {
            fail_msg("%s: a character that cannot be copied, or a line of more than %zu columns", id, widest);
        }
    }
}

/* ASCII, no tabs, no line wider than a terminal, every word filled in, the last line ended. */
static void texts_can_be_copied(void **state)
{
    static const char *const words[] = {"@URL", "@HOST", "@NAME", "@PORT", "@KEY", "@TLS"};
    (void)state;
    for (size_t i = 0; i < connect_count(); i++) {
        const struct recipe *recipe = connect_recipe(i);
        struct str out = printed(recipe, "http://127.0.0.1:4545");
        check_text(recipe->id, out.data, recipe->language == RECIPE_HTML ? WIDEST_HTML : WIDEST);
        assert_int_equal(out.data[out.len - 1], '\n');
        assert_int_equal(recipe->lines[strlen(recipe->lines) - 1], '\n');
        for (size_t word = 0; word < sizeof words / sizeof *words; word++) {
            if (strstr(out.data, words[word]) != NULL) {
                fail_msg("%s: %s stands in what is printed", recipe->id, words[word]);
            }
        }
        str_done(&out);
    }
}

static void only_known_words_are_filled(void **state)
{
    struct connect_address address;
    struct str out;
    (void)state;
    connect_address(&address, "http://127.0.0.1:4545", NULL);
    str_init(&out, CONNECT_MAX_TEXT);
    connect_fill(&out, "@\"x\" @NONE@ @URL@/v1 a@ @HOST@ @NAME@|@PORT@ @KEY", &address);
    assert_string_equal(out.data, "@\"x\" @NONE@ http://127.0.0.1:4545/v1 a@ 127.0.0.1:4545 127.0.0.1|4545 @KEY");
    str_done(&out);
}

static void addresses_are_ones_a_client_can_call(void **state)
{
    static const struct {
        const char *url, *tls_url, *filled;
    } cases[] = {
        {"http://127.0.0.1:4545", NULL, "http://127.0.0.1:4545 127.0.0.1 4545 127.0.0.1:4546 4546"},
        {"http://0.0.0.0:80", "https://0.0.0.0:8443", "http://127.0.0.1:80 127.0.0.1 80 127.0.0.1:8443 8443"},
        {"http://[::]:4545", NULL, "http://[::1]:4545 ::1 4545 [::1]:4546 4546"},
        {"http://[fd00::7]:4545", "https://[fd00::7]:99", "http://[fd00::7]:4545 fd00::7 4545 [fd00::7]:99 99"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct connect_address address;
        struct str out;
        connect_address(&address, cases[i].url, cases[i].tls_url);
        str_init(&out, CONNECT_MAX_TEXT);
        connect_fill(&out, "@URL@ @NAME@ @PORT@ @TLS@ @TLSPORT@", &address);
        assert_string_equal(out.data, cases[i].filled);
        str_done(&out);
    }
}

static void names_lead_to_what_they_are_like(void **state)
{
    static const struct {
        const char *name, *best;
    } cases[] = {{"pyton", "python"},   {"rubby", "ruby"},     {"next", "analytics-next"}, {"cotlin", "kotlin"},
                 {"jitsu-n", "jitsu-node"}, {"@june-so/analytics-node", "june-node"},
                 {"golang", "go"},       {"C#", "csharp"},         {".net", "csharp"}};
    const struct recipe *near[3];
    char longest[1000];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_null(connect_find(cases[i].name));
        assert_true(connect_near(cases[i].name, near, 3) > 0);
        assert_string_equal(near[0]->id, cases[i].best);
    }
    assert_string_equal(connect_find("Python")->id, "python");
    assert_int_equal(connect_near("rudder", near, 3), 3);
    assert_int_equal(connect_near("cobol", near, 3), 0);
    assert_int_equal(connect_near("", near, 3), 0);
    memset(longest, 'a', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    assert_int_equal(connect_near(longest, near, 3), 0);
}

static void the_list_names_every_recipe_once(void **state)
{
    struct connect_address address;
    struct str out;
    (void)state;
    connect_address(&address, "http://127.0.0.1:4545", NULL);
    str_init(&out, CONNECT_MAX_TEXT);
    connect_print_list(&out, &address);
    check_text("the list", out.data, 80);
    for (size_t i = 0; i < connect_count(); i++) {
        char row[64];
        snprintf(row, sizeof row, "\n  %s ", connect_recipe(i)->id);
        const char *at = strstr(out.data, row);
        assert_non_null(at);
        assert_null(strstr(at + 1, row));
    }
    str_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_known_sdk_has_its_recipe),
        cmocka_unit_test(ids_are_unique_and_sorted_within_families),
        cmocka_unit_test(every_recipe_names_the_address),
        cmocka_unit_test(texts_can_be_copied),
        cmocka_unit_test(only_known_words_are_filled),
        cmocka_unit_test(addresses_are_ones_a_client_can_call),
        cmocka_unit_test(names_lead_to_what_they_are_like),
        cmocka_unit_test(the_list_names_every_recipe_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
