/* floor: project */
#include "unit.h"

#include "base/strpool.h"
#include "project/said.h"

/* What is said: a letter is a text, its place in the string the moment. */
static void say(struct said *said, const char *line, const int *order, int count)
{
    memset(said, 0, sizeof *said);
    for (int i = 0; i < count; i++) {
        said_add(said, (uint32_t)line[order[i]], (uint32_t)order[i], (struct moment){order[i], (uint64_t)i + 1});
    }
}

/* What held just before each moment, and since when. */
static void tell(const struct said *said, int count, char *out)
{
    for (int at = 0; at <= count; at++) {
        const struct said_item *item = said_before(said, (struct moment){at, 0});
        *out++ = item == NULL ? '-' : (char)item->text;
        *out++ = item == NULL ? '-' : (char)('0' + item->when.time);
    }
    *out = '\0';
}

/* Heap's algorithm, one step: the next of all orders. */
static bool next_order(int *order, int *counters, int count, int *i)
{
    while (*i < count) {
        if (counters[*i] < *i) {
            int a = *i % 2 == 0 ? 0 : counters[*i], kept = order[a];
            order[a] = order[*i];
            order[*i] = kept;
            counters[*i]++;
            *i = 1;
            return true;
        }
        counters[(*i)++] = 0;
    }
    return false;
}

static void any_order_of_arrival_comes_to_the_same(void **state)
{
    static const char *const lines[] = {"a", "aa", "ab", "aba", "aab", "aabb", "abb", "aaba", "abc", "aabbc"};
    (void)state;
    for (size_t n = 0; n < sizeof lines / sizeof *lines; n++) {
        int count = (int)strlen(lines[n]), order[8] = {0, 1, 2, 3, 4, 5, 6, 7}, counters[8] = {0}, i = 1;
        struct said said;
        char want[64], got[64];
        say(&said, lines[n], order, count);
        tell(&said, count, want);
        while (next_order(order, counters, count, &i)) {
            say(&said, lines[n], order, count);
            tell(&said, count, got);
            assert_string_equal(got, want);
        }
    }
}

static void the_newest_changes_are_kept(void **state)
{
    static const int order[] = {0, 1, 2, 3};
    struct said said;
    char got[64];
    (void)state;
    say(&said, "abcd", order, 4);
    assert_int_equal(said_now(&said), 'd');
    tell(&said, 4, got);
    assert_string_equal(got, "----b1c2d3"); /* the first is forgotten */
    assert_int_equal(said_before(&said, (struct moment){3, 0})->source, 2);
    said_add(&said, STRPOOL_NONE, 0, (struct moment){9, 9});
    assert_int_equal(said_now(&said), 'd');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order_of_arrival_comes_to_the_same),
        cmocka_unit_test(the_newest_changes_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
