/* floor: project */
#include "unit.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/xalloc.h"
#include "project/clocks.h"

#define NOON (INT64_C(1795435200) * CLOCK_S)

/* As decode leaves it: the own time where the clock is right, else corrected by this one delivery. */
static int64_t place(struct clocks *clocks, uint32_t anonymous, const int64_t ms[3])
{
    struct call_times times = {NOON + ms[0] * CLOCK_MS, NOON + ms[1] * CLOCK_MS, NOON + ms[2] * CLOCK_MS};
    int64_t delivery = times.arrived - times.sent;
    bool right = delivery >= 0 && delivery < 500 * CLOCK_MS;
    struct message message = {.source = 1, .anonymous = anonymous, .received = times.arrived};
    message.order = right ? times.own : times.own + delivery;
    clocks_place(clocks, &message, &times);
    return (message.order - NOON) / CLOCK_MS;
}

static void calls_of_a_slow_clock_keep_their_order(void **state)
{
    struct clocks *clocks = xcalloc(1, sizeof *clocks);
    (void)state;
    assert_int_equal(place(clocks, 7, (const int64_t[]){0, 10, 60100}), 60090);
    assert_int_equal(place(clocks, 7, (const int64_t[]){100, 110, 60900}), 60190); /* took much longer */
    assert_int_equal(place(clocks, 7, (const int64_t[]){200, 210, 60250}), 60290); /* and much shorter */
    assert_int_equal(place(clocks, 8, (const int64_t[]){200, 210, 60250}), 60240); /* another one's clock */
    free(clocks);
}

static void a_clock_that_is_set_is_noticed(void **state)
{
    struct clocks *clocks = xcalloc(1, sizeof *clocks);
    (void)state;
    assert_int_equal(place(clocks, 7, (const int64_t[]){0, 10, 60100}), 60090);
    assert_int_equal(place(clocks, 7, (const int64_t[]){61000, 61010, 61100}), 61000);
    assert_int_equal(place(clocks, 7, (const int64_t[]){61200, 61210, 61900}), 61200); /* slow, by the clock that is right now */
    free(clocks);
}

static void calls_without_sent_at_stay_where_they_are(void **state)
{
    struct clocks *clocks = xcalloc(1, sizeof *clocks);
    struct message message = {.source = 1, .anonymous = 7, .received = NOON, .order = NOON - 5};
    struct call_times times = {NOON - 5, CLOCK_NONE, NOON};
    (void)state;
    assert_int_equal(place(clocks, 7, (const int64_t[]){0, 10, 60100}), 60090);
    clocks_place(clocks, &message, &times);
    assert_int_equal(message.order, NOON - 5);
    free(clocks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_of_a_slow_clock_keep_their_order),
        cmocka_unit_test(a_clock_that_is_set_is_noticed),
        cmocka_unit_test(calls_without_sent_at_stay_where_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
