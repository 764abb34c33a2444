/* floor: project */
#include "unit.h"

#include <stdlib.h>

#include "project/world.h"

/* Feeds one request of `calls` page calls whose body has exactly `size` bytes; `around` stands before and behind them. */
static struct world *feed(size_t calls, size_t size, const char *const around[2])
{
    struct world *world = world_new(10000);
    struct capture capture;
    struct str body;
    str_init(&body, size + 4096);
    str_puts(&body, around[0]);
    for (size_t i = 0; i < calls; i++) {
        str_puts(&body, i == 0 ? "" : ",");
        str_puts(&body, "{\"type\":\"page\",\"userId\":\"u\",\"name\":\"");
        size_t left = size - body.len - strlen("\"}") - strlen(around[1]);
        for (size_t n = i + 1 == calls ? left : left / (calls - i) - 40; n > 0; n--) {
            str_putc(&body, 'x');
        }
        str_puts(&body, "\"}");
    }
    str_puts(&body, around[1]);
    assert_int_equal(body.len, size);
    capture_init(&capture);
    capture.status = 200;
    capture.received = 1;
    capture.form = CAPTURE_BODY_JSON;
    capture.body = body.data;
    capture.body_size = body.len;
    world_feed(world, &capture);
    world_finish(world);
    assert_int_equal(world->calls, calls);
    str_done(&body);
    return world;
}

static const char *const batch[] = {"{\"batch\":[", "]}"}, *const array[] = {"[", "]"}, *const alone[] = {"", ""};

#define KB ((size_t)1024)

/* Whether a request of that size has findings is known; they are one, about its first call. */
static void check_size(size_t calls, size_t size, const char *const around[2], const char *expected)
{
    struct world *world = feed(calls, size, around);
    const struct finding *finding = findings_get(&world->findings, 0);
    assert_int_equal(world->findings.next, expected != NULL);
    if (expected != NULL) {
        assert_int_equal(finding->message, 1);
        assert_string_equal(rules_table[finding->rule]->id, expected);
    }
    world_free(world);
}

static void a_batch_of_more_than_500_kb_is_one_finding(void **state)
{
    (void)state;
    check_size(20, 500 * KB, batch, NULL);
    check_size(20, 500 * KB + 1, batch, "batch-too-large");
    check_size(20, 500 * KB, array, NULL);
    check_size(20, 500 * KB + 1, array, "batch-too-large");
}

static void one_call_is_no_batch(void **state)
{
    (void)state;
    check_size(1, 32 * KB, alone, NULL);
    check_size(1, 600 * KB, alone, "message-too-large");
}

static void a_batch_may_have_both_faults(void **state)
{
    (void)state;
    struct world *world = feed(2501, 600 * KB, batch);
    assert_int_equal(world->findings.counts[SEVERITY_ERROR], 2);
    assert_non_null(strstr(strpool_text(world->pool, findings_get(&world->findings, 0)->text), "614,400 bytes"));
    assert_non_null(strstr(strpool_text(world->pool, findings_get(&world->findings, 1)->text), "2,501 calls"));
    world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_batch_of_more_than_500_kb_is_one_finding),
        cmocka_unit_test(one_call_is_no_batch),
        cmocka_unit_test(a_batch_may_have_both_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
