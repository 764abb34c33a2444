/* floor: base */
#include "unit.h"

#include <stdalign.h>

#include "base/arena.h"

static void pieces_are_aligned_and_apart(void **state)
{
    struct arena arena;
    unsigned char *pieces[200];
    (void)state;
    arena_init(&arena, 256);
    for (size_t i = 0; i < 200; i++) {
        pieces[i] = arena_alloc(&arena, i % 37 + 1);
        assert_int_equal((uintptr_t)pieces[i] % alignof(max_align_t), 0);
        memset(pieces[i], (int)i, i % 37 + 1);
    }
    for (size_t i = 0; i < 200; i++) {
        assert_int_equal(pieces[i][0], i);
        assert_int_equal(pieces[i][i % 37], i);
    }
    arena_done(&arena);
}

static void a_piece_may_be_larger_than_a_chunk(void **state)
{
    struct arena arena;
    (void)state;
    arena_init(&arena, 64);
    char *small = arena_strndup(&arena, "before", 6);
    char *large = arena_alloc(&arena, 10000);
    memset(large, 'x', 10000);
    assert_string_equal(small, "before");
    assert_string_equal(arena_strndup(&arena, "after!", 5), "after");
    arena_done(&arena);
}

static void a_reset_hands_out_the_same_memory_again(void **state)
{
    struct arena arena;
    (void)state;
    arena_init(&arena, 128);
    void *first = arena_alloc(&arena, 16);
    for (int i = 0; i < 100; i++) {
        arena_alloc(&arena, 100);
    }
    arena_reset(&arena);
    assert_ptr_equal(arena_alloc(&arena, 16), first);
    arena_done(&arena);
}

static void an_unused_arena_can_be_reset_and_freed(void **state)
{
    struct arena arena;
    (void)state;
    arena_init(&arena, 128);
    arena_reset(&arena);
    assert_non_null(arena_alloc(&arena, 0));
    assert_string_equal(arena_strndup(&arena, NULL, 0), "");
    arena_done(&arena);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_aligned_and_apart),
        cmocka_unit_test(a_piece_may_be_larger_than_a_chunk),
        cmocka_unit_test(a_reset_hands_out_the_same_memory_again),
        cmocka_unit_test(an_unused_arena_can_be_reset_and_freed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
