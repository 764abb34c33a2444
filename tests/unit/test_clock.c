/* floor: base */
#include "unit.h"

#include <stdlib.h>
#include <time.h>

#include "base/clock.h"

static void milliseconds_are_cut_not_rounded(void **state)
{
    char text[CLOCK_ISO_SIZE];
    (void)state;
    assert_string_equal(clock_format_iso_ms(INT64_C(1795439311999999), text), "2026-11-23T13:08:31.999Z");
    assert_string_equal(clock_format_iso_ms(-1, text), "1969-12-31T23:59:59.999Z");
}

static void days_that_do_not_exist_are_refused(void **state)
{
    static const char *const texts[] = {"2026-02-29", "1900-02-29", "2100-02-29", "2024-02-30", "2026-04-31", "2026-06-31"};
    int64_t us;
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (clock_parse_iso(texts[i], strlen(texts[i]), &us)) {
            fail_msg("accepted: %s", texts[i]);
        }
    }
    assert_true(clock_parse_iso("2000-02-29", 10, &us));
    assert_true(us == INT64_C(951782400) * CLOCK_S);
}

static void numbers_are_times_of_their_size(void **state)
{
    static const struct {
        const char *text, *utc;
    } cases[] = {
        {"1795439311", "2026-11-23T13:08:31.000000Z"},
        {"1795439311.537", "2026-11-23T13:08:31.537000Z"},
        {"1795439311537", "2026-11-23T13:08:31.537000Z"},
        {"1795439311537.25", "2026-11-23T13:08:31.537250Z"},
        {"1795439311537123", "2026-11-23T13:08:31.537123Z"},
        {"1795439311537123456", "2026-11-23T13:08:31.537123Z"},
        {"2026-11-23T13:08:31Z", "2026-11-23T13:08:31.000000Z"},
    };
    static const char *const no_times[] = {
        "", "0", "12", "-1795439311", "1795439311.", "1795439311.5x", ".5", "1e12", "99999999999999999999",
    };
    char text[CLOCK_ISO_SIZE];
    int64_t us;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(clock_parse(cases[i].text, strlen(cases[i].text), &us));
        assert_string_equal(clock_format_iso(us, text), cases[i].utc);
    }
    for (size_t i = 0; i < sizeof no_times / sizeof *no_times; i++) {
        if (clock_parse(no_times[i], strlen(no_times[i]), &us)) {
            fail_msg("accepted: %s", no_times[i]);
        }
    }
}

static void lengths_of_time_are_told_in_two_units(void **state)
{
    static const struct {
        int64_t us;
        const char *text;
    } cases[] = {
        {0, "0 ms"}, {999999, "999 ms"}, {CLOCK_S, "1.0 s"}, {-1290 * CLOCK_MS, "1.2 s"}, {60 * CLOCK_S, "1 min"},
        {303 * CLOCK_S, "5 min 3 s"}, {7860 * CLOCK_S, "2 h 11 min"}, {273600 * CLOCK_S, "3 d 4 h"},
        {INT64_MIN, "106751991 d 4 h"},
    };
    char text[CLOCK_ISO_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(clock_format_span(cases[i].us, text), cases[i].text);
    }
}

static void every_value_of_the_type_has_a_text(void **state)
{
    static const int64_t values[] = {CLOCK_NONE, INT64_MIN + 1, INT64_MAX, 0, -1};
    char text[CLOCK_ISO_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        assert_int_equal(strlen(clock_format_iso(values[i], text)), 27);
        assert_int_equal(strlen(clock_format_time(values[i], text)), 12);
        assert_true(strlen(clock_format_date(values[i], text)) < CLOCK_ISO_SIZE);
    }
}

static void the_screen_shows_local_time(void **state)
{
    char text[CLOCK_ISO_SIZE];
    (void)state;
    setenv("TZ", "IST-5:30", 1);
    tzset();
    assert_string_equal(clock_format_time(INT64_C(1795439311204123), text), "18:38:31.204");
    assert_string_equal(clock_format_date(INT64_C(1795439311204123), text), "2026-11-23 18:38:31");
    assert_string_equal(clock_format_time(CLOCK_EARLIEST, text), "05:30:00.000");
    assert_string_equal(clock_format_time(CLOCK_EARLIEST - 1, text), "--:--:--.---");
    assert_string_equal(clock_format_time(CLOCK_NONE, text), "--:--:--.---");
}

static void the_clock_never_runs_backwards(void **state)
{
    struct clock clock;
    (void)state;
    clock_init(&clock);
    int64_t before = clock_now(&clock);
    for (int i = 0; i < 1000; i++) {
        int64_t now = clock_now(&clock);
        assert_true(now >= before);
        before = now;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(milliseconds_are_cut_not_rounded),
        cmocka_unit_test(days_that_do_not_exist_are_refused),
        cmocka_unit_test(numbers_are_times_of_their_size),
        cmocka_unit_test(lengths_of_time_are_told_in_two_units),
        cmocka_unit_test(every_value_of_the_type_has_a_text),
        cmocka_unit_test(the_screen_shows_local_time),
        cmocka_unit_test(the_clock_never_runs_backwards),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
