/* floor: wire */
#include "unit.h"

#include "wire/segment.h"

static void segments_come_in_order_whatever_slashes_stand_between(void **state)
{
    const char *at = "//v1///batch/";
    (void)state;
    struct json_span segment = segment_next(&at);
    assert_int_equal(segment.n, 2);
    assert_memory_equal(segment.p, "v1", 2);
    segment = segment_next(&at);
    assert_int_equal(segment.n, 5);
    assert_memory_equal(segment.p, "batch", 5);
    assert_int_equal(segment_next(&at).n, 0);
    assert_int_equal(segment_next(&at).n, 0);
}

static void a_segment_is_known_however_it_is_written(void **state)
{
    static const struct {
        const char *written, *name;
        bool is;
    } cases[] = {
        {"track", "track", true},     {"TRACK", "track", true},       {"%74rack", "track", true},
        {"trac%6B", "track", true},   {"%54rack", "track", true},     {"SourceConfig", "sourceConfig", true},
        {"", "", true},               {"trac", "track", false},       {"tracks", "track", false},
        {"track%", "track", false},   {"track%20", "track", false},   {"track%2", "track", false},
        {"%zzrack", "track", false},  {"a%00", "a", false},           {"", "a", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct json_span segment = {cases[i].written, strlen(cases[i].written)};
        if (segment_is(segment, cases[i].name) != cases[i].is) {
            fail_msg("'%s' taken for '%s': %d", cases[i].written, cases[i].name, !cases[i].is);
        }
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(segments_come_in_order_whatever_slashes_stand_between),
    cmocka_unit_test(a_segment_is_known_however_it_is_written),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}
