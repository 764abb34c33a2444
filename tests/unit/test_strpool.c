/* floor: base */
#include "unit.h"

#include "base/strpool.h"

static void numbers_are_dense_and_texts_stay_where_they_are(void **state)
{
    struct strpool *pool = strpool_new((size_t)1 << 24);
    char text[32];
    (void)state;
    uint32_t first = strpool_intern(pool, "first", 5);
    const char *where = strpool_text(pool, first);
    for (uint32_t i = 1; i < 5000; i++) {
        size_t n = (size_t)snprintf(text, sizeof text, "text %u", (unsigned)i);
        assert_int_equal(strpool_intern(pool, text, n), first + i);
    }
    assert_int_equal(strpool_count(pool), first + 5000);
    assert_ptr_equal(strpool_text(pool, first), where);
    assert_int_equal(strpool_find(pool, "text 4321", 9), first + 4321);
    assert_int_equal(strpool_length(pool, first + 4321), 9);
    strpool_free(pool);
}

static void looking_changes_nothing(void **state)
{
    struct strpool *pool = strpool_new(10000);
    (void)state;
    uint32_t count = strpool_count(pool);
    size_t bytes = strpool_bytes(pool);
    assert_int_equal(strpool_find(pool, "acme", 4), STRPOOL_NONE);
    assert_int_equal(strpool_count(pool), count);
    assert_int_equal(strpool_bytes(pool), bytes);
    strpool_free(pool);
}

static void the_table_is_in_the_account_from_the_start(void **state)
{
    struct strpool *pool = strpool_new(10000);
    (void)state;
    size_t empty = strpool_bytes(pool);
    assert_true(empty >= (size_t)64 * 8); /* slots of two numbers */
    strpool_intern(pool, "x", 1);
    assert_in_range(strpool_bytes(pool) - empty, 2 + sizeof(void *), 101);
    strpool_free(pool);
}

static void many_texts_cost_at_most_a_hundred_bytes_each(void **state)
{
    struct strpool *pool = strpool_new((size_t)1 << 26);
    size_t texts = 0, empty = strpool_bytes(pool);
    char text[32];
    (void)state;
    for (int i = 0; i < 20000; i++) {
        size_t n = (size_t)snprintf(text, sizeof text, "user_%d", i);
        texts += n;
        strpool_intern(pool, text, n);
    }
    assert_true(strpool_bytes(pool) - empty - texts <= (size_t)100 * 20000);
    strpool_free(pool);
}

static void texts_alike_but_for_their_end_spread(void **state)
{
    static const struct {
        const char *start;
        int digits;
    } patterns[] = {{"", 1}, {"u_", 5}, {"/x/", 1}, {"user-", 7}, {"m", 1}, {"5f0c3f0e-8925-4ead-b1f1-", 12}};
    (void)state;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        struct strpool *pool = strpool_new((size_t)1 << 24);
        char text[64];
        for (int j = 0; j < 32000; j++) { /* the table is as full then as it becomes */
            int n = snprintf(text, sizeof text, "%s%0*d", patterns[i].start, patterns[i].digits, j);
            strpool_intern(pool, text, (size_t)n);
        }
        assert_in_range(strpool_longest_search(pool), 2, 64);
        strpool_free(pool);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_dense_and_texts_stay_where_they_are),
        cmocka_unit_test(looking_changes_nothing),
        cmocka_unit_test(the_table_is_in_the_account_from_the_start),
        cmocka_unit_test(many_texts_cost_at_most_a_hundred_bytes_each),
        cmocka_unit_test(texts_alike_but_for_their_end_spread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
