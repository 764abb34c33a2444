/* floor: ui */
#include "unit.h"

#include "ui/clip.h"

static void check(enum clip_inside inside, const char *text, const char *expected)
{
    struct str out;
    str_init(&out, CLIP_BYTES);
    clip_sequence(&out, inside, text, strlen(text));
    assert_string_equal(out.data, expected);
    str_done(&out);
}

static void the_text_is_base64(void **state)
{
    (void)state;
    check(CLIP_TERMINAL, "hi", "\033]52;c;aGk=\a");
    check(CLIP_TERMINAL, "", "\033]52;c;\a");
    check(CLIP_TERMINAL, "\033]52;c;?\a\n", "\033]52;c;G101MjtjOz8HCg==\a");
}

static void multiplexers_hand_it_on(void **state)
{
    (void)state;
    check(CLIP_TMUX, "hi", "\033]52;c;aGk=\a\033Ptmux;\033\033]52;c;aGk=\a\033\\");
    check(CLIP_SCREEN, "hi", "\033P\033]52;c;aGk=\a\033\\");
}

/* screen takes strings of a certain length only. */
static void long_texts_go_in_pieces(void **state)
{
    char text[1000];
    struct str out;
    size_t longest = 0;
    (void)state;
    memset(text, 'x', sizeof text);
    str_init(&out, CLIP_BYTES);
    clip_sequence(&out, CLIP_SCREEN, text, sizeof text);
    for (const char *at = out.data; at[0] != '\0';) {
        assert_memory_equal(at, "\033P", 2);
        const char *end = strstr(at, "\033\\");
        assert_non_null(end);
        longest = (size_t)(end - at) > longest ? (size_t)(end - at) : longest;
        at = end + 2;
    }
    assert_true(longest <= 600);
    str_done(&out);
}

static void what_terminals_do_not_take_is_not_sent(void **state)
{
    static char text[CLIP_MAX + 100];
    struct str out, most;
    (void)state;
    memset(text, 'x', sizeof text);
    str_init(&out, CLIP_BYTES);
    str_init(&most, CLIP_BYTES);
    clip_sequence(&out, CLIP_SCREEN, text, sizeof text);
    clip_sequence(&most, CLIP_SCREEN, text, CLIP_MAX);
    assert_int_equal(out.len, most.len);
    assert_false(out.full);
    str_done(&out);
    str_done(&most);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_text_is_base64),
        cmocka_unit_test(multiplexers_hand_it_on),
        cmocka_unit_test(long_texts_go_in_pieces),
        cmocka_unit_test(what_terminals_do_not_take_is_not_sent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
