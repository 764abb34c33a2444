/* floor: base */
#include "unit.h"

#include "base/num.h"

static void sizes_roll_over_to_the_next_unit(void **state)
{
    static const struct {
        uint64_t bytes;
        const char *text;
    } cases[] = {
        {0, "0 B"}, {1023, "1023 B"}, {1024, "1.0 KiB"}, {1048473, "1023.9 KiB"}, {1048575, "1.0 MiB"},
        {1073741823, "1.0 GiB"}, {UINT64_MAX, "16777216.0 TiB"},
    };
    char text[NUM_TEXT_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(num_format_size(cases[i].bytes, text), cases[i].text);
    }
}

static void the_largest_number_fits_its_text(void **state)
{
    char text[NUM_TEXT_SIZE];
    (void)state;
    assert_string_equal(num_format(UINT64_MAX, text), "18,446,744,073,709,551,615");
    assert_string_equal(num_format(0, text), "0");
}

static void sizes_overflow_into_a_refusal(void **state)
{
    uint64_t bytes;
    (void)state;
    assert_true(num_parse_size("17179869183g", &bytes) && bytes == UINT64_MAX - ((UINT64_C(1) << 30) - 1));
    assert_false(num_parse_size("17179869184g", &bytes));
    assert_false(num_parse_size("", &bytes) || num_parse_size("-1", &bytes) || num_parse_size("1  k", &bytes));
    assert_false(num_parse_size("1.5M", &bytes) || num_parse_size("1kk", &bytes) || num_parse_size(" 1", &bytes));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_roll_over_to_the_next_unit),
        cmocka_unit_test(the_largest_number_fits_its_text),
        cmocka_unit_test(sizes_overflow_into_a_refusal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
