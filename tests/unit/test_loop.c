/* floor: http */
#include "unit.h"

#include <sched.h>

#include "http/loop.h"

struct fixture {
    struct clock clock;
    struct loop loop;
    char order[8];
    atomic_uint fired;
};

static void note(struct fixture *f, char which)
{
    unsigned n = atomic_load(&f->fired);
    f->order[n] = which;
    atomic_store(&f->fired, n + 1);
}

static void note_a(void *context)
{
    note(context, 'a');
}

static void note_b(void *context)
{
    note(context, 'b');
}

static void note_c_and_go_on(void *context)
{
    struct fixture *f = context;
    note(f, 'c');
    loop_at(&f->loop, clock_now(&f->clock), note_a, f);
}

static void open_loop(struct fixture *f)
{
    struct err err;
    *f = (struct fixture){0};
    clock_init(&f->clock);
    assert_true(loop_init(&f->loop, &f->clock, &err));
}

static void start(struct fixture *f)
{
    struct err err;
    assert_true(loop_start(&f->loop, &err));
}

static void wait_for(struct fixture *f, unsigned fired)
{
    while (atomic_load(&f->fired) < fired) {
        sched_yield();
    }
}

static void timers_come_in_the_order_of_their_times(void **state)
{
    struct fixture f;
    (void)state;
    open_loop(&f);
    int64_t now = clock_now(&f.clock);
    loop_at(&f.loop, now + 20 * CLOCK_MS, note_b, &f);
    loop_at(&f.loop, now + 10 * CLOCK_MS, note_c_and_go_on, &f);
    loop_at(&f.loop, now + 20 * CLOCK_MS, note_a, &f);
    start(&f);
    wait_for(&f, 4);
    assert_memory_equal(f.order, "caba", 4);
    assert_true(clock_now(&f.clock) >= now + 20 * CLOCK_MS);
    loop_done(&f.loop);
}

static void stopping_brings_every_timer_forward(void **state)
{
    struct fixture f;
    (void)state;
    open_loop(&f);
    loop_at(&f.loop, clock_now(&f.clock) + 3600 * CLOCK_S, note_b, &f);
    loop_at(&f.loop, clock_now(&f.clock) + 60 * CLOCK_S, note_c_and_go_on, &f);
    start(&f);
    loop_done(&f.loop);
    assert_int_equal(atomic_load(&f.fired), 3);
    assert_memory_equal(f.order, "cab", 3);
}

static void a_loop_that_never_ran_can_be_ended(void **state)
{
    struct fixture f;
    (void)state;
    open_loop(&f);
    loop_done(&f.loop);
    assert_int_equal(atomic_load(&f.fired), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(timers_come_in_the_order_of_their_times),
        cmocka_unit_test(stopping_brings_every_timer_forward),
        cmocka_unit_test(a_loop_that_never_ran_can_be_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
