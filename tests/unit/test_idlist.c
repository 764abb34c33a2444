/* floor: model */
#include "unit.h"

#include "model/idlist.h"

/* As for the calls in memory: as many are dropped as come. */
static void what_comes_takes_the_place_of_what_goes(void **state)
{
    struct idlist list = {0};
    (void)state;
    for (uint64_t id = 1; id <= 100; id++) {
        idlist_push(&list, id);
    }
    size_t cap = list.cap;
    for (uint64_t id = 101; id <= 100000; id++) {
        idlist_push(&list, id);
        idlist_forget(&list, id - 99);
        assert_int_equal(idlist_count(&list), 100);
        assert_int_equal(idlist_at(&list, 0), id - 99);
        assert_int_equal(idlist_at(&list, 99), id);
    }
    assert_true(list.cap <= 2 * cap);
    idlist_done(&list);
}

static void few_of_many_give_memory_back(void **state)
{
    struct idlist list = {0};
    (void)state;
    for (uint64_t id = 1; id <= 100000; id++) {
        idlist_push(&list, id);
    }
    idlist_forget(&list, 99991);
    assert_int_equal(idlist_count(&list), 10);
    assert_true(list.cap < 100);
    assert_int_equal(idlist_find(&list, 99995), 4);
    assert_true(idlist_has(&list, 100000));
    assert_false(idlist_has(&list, 99990));
    idlist_forget(&list, 100001);
    assert_int_equal(idlist_count(&list), 0);
    idlist_done(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_comes_takes_the_place_of_what_goes),
        cmocka_unit_test(few_of_many_give_memory_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
