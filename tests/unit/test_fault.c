/* floor: http */
#include "unit.h"

#include <string.h>

#include "base/clock.h"
#include "http/fault.h"

static struct faults read_good(const char *text)
{
    struct faults faults;
    struct err err = {.text = ""};
    if (!faults_read(&faults, text, NULL, &err)) {
        fail_msg("%s: %s", text, err.text);
    }
    return faults;
}

static void every_answer_is_read_and_named(void **state)
{
    static const struct {
        const char *text, *name;
        unsigned status;
        enum fault_body body;
        int64_t delay;
        bool close;
    } cases[] = {
        {"503", "503", 503, FAULT_JSON, 0, false},
        {" 200 empty ", "200 empty", 200, FAULT_EMPTY, 0, false},
        {"200,text", "200 text", 200, FAULT_TEXT, 0, false},
        {"201 json", "201", 201, FAULT_JSON, 0, false},
        {"204", "204", 204, FAULT_JSON, 0, false},
        {"204 empty", "204 empty", 204, FAULT_EMPTY, 0, false},
        {"500 {}", "500 {}", 500, FAULT_OBJECT, 0, false},
        {"429 retry-after=1", "429 Retry-After 1", 429, FAULT_JSON, 0, false},
        {"retry-after=0 reset=60 429", "429 Retry-After 0 X-RateLimit-Reset 60", 429, FAULT_JSON, 0, false},
        {"delay=2s", "delay 2 s", 0, FAULT_JSON, 2 * CLOCK_S, false},
        {"delay=2", "delay 2 s", 0, FAULT_JSON, 2 * CLOCK_S, false},
        {"delay=1500ms", "delay 1500 ms", 0, FAULT_JSON, 1500 * CLOCK_MS, false},
        {"delay=600s 599", "599, delay 600 s", 599, FAULT_JSON, 600 * CLOCK_S, false},
        {"close", "closed", 0, FAULT_JSON, 0, true},
        {"close, delay=10ms", "closed, delay 10 ms", 0, FAULT_JSON, 10 * CLOCK_MS, true},
        {"599 empty retry-after=86400 reset=86400 delay=599999ms",
         "599 empty Retry-After 86400 X-RateLimit-Reset 86400, delay 599999 ms", 599, FAULT_EMPTY, 599999 * CLOCK_MS, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char name[FAULT_NAME_SIZE];
        struct faults faults = read_good(cases[i].text);
        const struct fault *fault = faults_take(&faults, false, "/v1/t");
        assert_non_null(fault);
        assert_int_equal(fault->status, cases[i].status);
        assert_int_equal(fault->body, cases[i].body);
        assert_int_equal(fault->delay, cases[i].delay);
        assert_int_equal(fault->close, cases[i].close);
        assert_string_equal(fault_name(fault, name), cases[i].name);
    }
}

static const struct {
    const char *text;
    unsigned column;
    const char *says;
} bad[] = {
    {"nxt 3: 503", 1, "\"nxt\": not known"},
    {"503; \x1b[31m", 6, "not known"},
    {"503 503", 5, "said before"},
    {"503 empty text", 11, "said before"},
    {"next 3 503", 1, "before the colon"},
    {"503: next 2", 1, "behind the colon"},
    {"next 2: 20%", 9, "before the colon"},
    {"next 2: 500: 3", 12, "second colon"},
    {"next: 500", 1, "how many requests"},
    {"next 0: 500", 6, "how many requests"},
    {"next 1000001: 500", 6, "1 to 1000000"},
    {"next 99999999999999999999: 500", 6, "1 to 1000000"},
    {"20% next 2: 500", 5, "one share or one number"},
    {"0%: 500", 1, "1% to 100%"},
    {"101%: 500", 1, "1% to 100%"},
    {"1.5%: 500", 1, "1% to 100%"},
    {"%: 500", 1, "not known"},
    {"path=: 500", 1, "end of a path"},
    {"path=/\xc3\xa9: 500", 1, "ASCII"},
    {"path: 500", 1, "not known"},
    {"next 3: 4299", 9, "200 to 299 or from 400 to 599"},
    {"199", 1, "200 to 299"},
    {"302", 1, "200 to 299"},
    {"600", 1, "400 to 599"},
    {"5x3", 1, "400 to 599"},
    {"429 retry-after=", 5, "0 to 86400"},
    {"429 retry-after=soon", 5, "0 to 86400"},
    {"429 retry-after=86401", 5, "0 to 86400"},
    {"429 reset=-1", 5, "0 to 86400"},
    {"delay=0", 1, "1ms to 600s"},
    {"delay=601", 1, "1ms to 600s"},
    {"delay=s", 1, "1ms to 600s"},
    {"delay=ms", 1, "1ms to 600s"},
    {"delay=2m", 1, "1ms to 600s"},
    {"500; close 500", 6, "has no answer"},
    {"close retry-after=2", 1, "has no answer"},
    {"retry-after=2", 1, "needs a status"},
    {"empty", 1, "needs a status"},
    {"204 text", 1, "204 never has a body"},
    {"next 2:", 8, "what they get is missing"},
    {":", 2, "what they get is missing"},
    {"200;200;200;200;200;200;200;200;200", 33, "more than 8"},
};

static void what_cannot_be_read_is_told_with_its_column(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct faults faults;
        struct err err = {.text = ""};
        unsigned column = 0;
        char place[32];
        if (faults_read(&faults, bad[i].text, &column, &err) || column != bad[i].column ||
            strstr(err.text, bad[i].says) == NULL) {
            fail_msg("%s: column %u: %s", bad[i].text, column, err.text);
        }
        snprintf(place, sizeof place, "column %u: ", column);
        assert_memory_equal(err.text, place, strlen(place));
    }
}

static void a_text_that_is_too_long_is_refused(void **state)
{
    char text[2 * FAULTS_SPEC_MAX];
    struct faults faults;
    struct err err;
    unsigned column;
    (void)state;
    memset(text, ' ', sizeof text);
    memcpy(text, "503", 3);
    text[FAULTS_SPEC_MAX] = '\0';
    assert_true(faults_read(&faults, text, &column, &err));
    text[FAULTS_SPEC_MAX] = ' ';
    text[FAULTS_SPEC_MAX + 1] = '\0';
    assert_false(faults_read(&faults, text, &column, &err));
    assert_int_equal(column, FAULTS_SPEC_MAX + 1);
}

static void no_words_are_no_faults(void **state)
{
    static const char *const texts[] = {"", "  ", ";", " ; ;, "};
    char print[FAULTS_TEXT_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct faults faults = read_good(texts[i]);
        assert_null(faults_take(&faults, false, "/v1/t"));
        assert_string_equal(faults_print(&faults, print), "");
    }
}

/* Which of so many requests are faulted: "....x". */
static void assert_pattern(const char *text, const char *pattern)
{
    struct faults faults = read_good(text);
    for (const char *at = pattern; *at != '\0'; at++) {
        const struct fault *fault = faults_take(&faults, false, "/v1/t");
        char got = '.';
        if (fault != NULL) {
            got = fault->status == 500 ? 'x' : 'y';
        }
        if (got != *at) {
            fail_msg("%s: request %d", text, (int)(at - pattern) + 1);
        }
    }
}

static void shares_are_exact(void **state)
{
    (void)state;
    assert_pattern("20%: 500", "....x....x....x");
    assert_pattern("50%: 500", ".x.x.x");
    assert_pattern("67%: 500", ".xx.xx.xx");
    assert_pattern("100%: 500", "xxxx");
    assert_pattern("50%: 500; 50%: 503", ".xyx.xyx"); /* the second sees only what the first leaves */
    struct faults faults = read_good("37%: 500");
    unsigned given = 0;
    for (int i = 0; i < 1000; i++) {
        given += faults_take(&faults, false, "/") != NULL;
    }
    assert_int_equal(given, 370);
}

static void the_next_are_counted_down(void **state)
{
    struct faults faults = read_good(" next  3 : 429 retry-after=2;path=b next 10: 500 ; 503");
    char print[FAULTS_TEXT_SIZE];
    (void)state;
    assert_string_equal(faults_print(&faults, print), "next  3 : 429 retry-after=2; path=b next 10: 500; 503");
    assert_int_equal(faults_take(&faults, false, "/v1/t")->status, 429);
    assert_string_equal(faults_print(&faults, print), "next  2 : 429 retry-after=2; path=b next 10: 500; 503");
    faults_take(&faults, false, "/v1/t");
    faults_take(&faults, false, "/v1/t");
    assert_string_equal(faults_print(&faults, print), "path=b next 10: 500; 503");
    assert_int_equal(faults_take(&faults, false, "/v1/t")->status, 503);
    assert_int_equal(faults_take(&faults, false, "/v1/b")->status, 500);
    assert_string_equal(faults_print(&faults, print), "path=b next 9: 500; 503");
    struct faults again = read_good(print);
    assert_int_equal(again.list[0].left, 9);
    assert_pattern("next 2: 500", "xx..");
}

static void paths_and_settings_choose(void **state)
{
    static const struct {
        const char *text, *path;
        bool settings, hit;
    } cases[] = {
        {"path=/v1/b: 500", "/v1/b", false, true},   {"path=/v1/b: 500", "//segment//v1/b/", false, true},
        {"path=/v1/b: 500", "/v1/t", false, false},  {"path=/v1/b: 500", "/v2/b", false, false},
        {"path=b: 500", "/v1/b", false, true},       {"path=v1/b: 500", "/b", false, false},
        {"path=/: 500", "/v1/b", false, true},       {"500", "/settings", true, false},
        {"settings: 500", "/settings", true, true},  {"settings: 500", "/v1/b", false, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct faults faults = read_good(cases[i].text);
        bool hit = faults_take(&faults, cases[i].settings, cases[i].path) != NULL;
        if (hit != cases[i].hit) {
            fail_msg("%s on %s", cases[i].text, cases[i].path);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_answer_is_read_and_named),
        cmocka_unit_test(what_cannot_be_read_is_told_with_its_column),
        cmocka_unit_test(a_text_that_is_too_long_is_refused),
        cmocka_unit_test(no_words_are_no_faults),
        cmocka_unit_test(shares_are_exact),
        cmocka_unit_test(the_next_are_counted_down),
        cmocka_unit_test(paths_and_settings_choose),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
