/* floor: ui */
#include "unit.h"

#include <locale.h>

#include "ui/candidates.h"
#include "ui/fuzzy.h"
#include "ui/keymap.h"
#include "ui/prompt.h"

#define CTRL(letter) ((letter) & 0x1F)

static void type(struct prompt *prompt, const char *text)
{
    for (; *text != '\0'; text++) {
        assert_int_equal(prompt_key(prompt, (uint32_t)*text), PROMPT_CHANGED);
    }
}

static void check(const struct prompt *prompt, const char *text, size_t cursor)
{
    assert_string_equal(prompt->text.data, text);
    assert_int_equal(prompt->cursor, cursor);
}

static void a_prompt_edits_whole_characters(void **state)
{
    struct prompt prompt;
    (void)state;
    prompt_init(&prompt);
    type(&prompt, "one two");
    assert_int_equal(prompt_key(&prompt, 0x65E5), PROMPT_CHANGED);
    assert_string_equal(prompt.text.data, "one two日");
    assert_int_equal(prompt_key(&prompt, KEY_CODE_LEFT), PROMPT_MOVED);
    type(&prompt, "!");
    assert_string_equal(prompt.text.data, "one two!日");
    assert_int_equal(prompt_key(&prompt, KEY_CODE_DELETE), PROMPT_CHANGED);
    assert_string_equal(prompt.text.data, "one two!");
    assert_int_equal(prompt_key(&prompt, CTRL('W')), PROMPT_CHANGED);
    assert_string_equal(prompt.text.data, "one ");
    assert_int_equal(prompt_key(&prompt, KEY_CODE_HOME), PROMPT_MOVED);
    assert_int_equal(prompt_key(&prompt, KEY_CODE_BACKSPACE), PROMPT_MOVED);
    assert_int_equal(prompt_key(&prompt, KEY_CODE_END), PROMPT_MOVED);
    assert_int_equal(prompt_key(&prompt, CTRL('U')), PROMPT_CHANGED);
    assert_string_equal(prompt.text.data, "");
    assert_int_equal(prompt_key(&prompt, '\r'), PROMPT_KEEP);
    assert_int_equal(prompt_key(&prompt, 0x1B), PROMPT_CANCEL);
    assert_int_equal(prompt_key(&prompt, '\t'), PROMPT_NEXT);
    assert_int_equal(prompt_key(&prompt, KEY_CODE_BACK_TAB), PROMPT_PREVIOUS);
    assert_int_equal(prompt_key(&prompt, 0x02), PROMPT_MOVED);
    assert_int_equal(prompt_key(&prompt, 0x07), PROMPT_IGNORED);
    assert_int_equal(prompt_key(&prompt, KEY_CODE_UNKNOWN), PROMPT_IGNORED);
    assert_int_equal(prompt_key(&prompt, 0xD800), PROMPT_IGNORED);
    prompt_done(&prompt);
}

static void a_prompt_moves_and_cuts_by_words(void **state)
{
    struct prompt prompt;
    (void)state;
    prompt_init(&prompt);
    prompt_set(&prompt, "one  two three");
    prompt_key(&prompt, KEY_CODE_WORD_LEFT);
    check(&prompt, "one  two three", 9);
    prompt_key(&prompt, KEY_CODE_WORD_LEFT);
    check(&prompt, "one  two three", 5);
    prompt_key(&prompt, KEY_CODE_WORD_RIGHT);
    check(&prompt, "one  two three", 8);
    assert_int_equal(prompt_key(&prompt, CTRL('K')), PROMPT_CHANGED);
    check(&prompt, "one  two", 8);
    assert_int_equal(prompt_key(&prompt, CTRL('K')), PROMPT_MOVED); /* nothing is behind it */
    prompt_key(&prompt, CTRL('A'));
    prompt_key(&prompt, CTRL('D'));
    check(&prompt, "ne  two", 0);
    prompt_key(&prompt, CTRL('E'));
    check(&prompt, "ne  two", 7);
    prompt_done(&prompt);
}

/* "e" with an acute accent of its own stands in one cell, and is one step and one Backspace. */
static void marks_go_with_their_character(void **state)
{
    struct prompt prompt;
    (void)state;
    assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
    prompt_init(&prompt);
    prompt_set(&prompt, "ae\xCC\x81z");
    prompt_key(&prompt, KEY_CODE_LEFT);
    prompt_key(&prompt, KEY_CODE_LEFT);
    check(&prompt, "ae\xCC\x81z", 1);
    prompt_key(&prompt, KEY_CODE_RIGHT);
    check(&prompt, "ae\xCC\x81z", 4);
    prompt_key(&prompt, KEY_CODE_BACKSPACE);
    check(&prompt, "az", 1);
    prompt_done(&prompt);
}

static void a_full_prompt_takes_no_more(void **state)
{
    struct prompt prompt;
    (void)state;
    prompt_init(&prompt);
    for (int i = 0; i < PROMPT_MAX; i++) {
        assert_int_equal(prompt_key(&prompt, 'x'), PROMPT_CHANGED);
    }
    assert_int_equal(prompt_key(&prompt, 'x'), PROMPT_IGNORED);
    assert_int_equal(prompt.text.len, PROMPT_MAX);
    assert_false(prompt_replace(&prompt, 0, 1, "ab", 2));
    assert_true(prompt_replace(&prompt, 0, 2, "ab", 2));
    assert_int_equal(prompt.text.len, PROMPT_MAX);
    assert_int_equal(prompt.cursor, 2);
    prompt_done(&prompt);
}

static void what_was_entered_comes_back(void **state)
{
    struct prompt prompt;
    struct recall recall = {.count = 0};
    (void)state;
    recall_add(&recall, "type:track");
    recall_add(&recall, "account:acme");
    recall_add(&recall, "  ");
    recall_add(&recall, "type:page");
    recall_add(&recall, "type:track"); /* again: it is the newest now */
    assert_int_equal(recall.count, 3);
    prompt_init(&prompt);
    prompt_begin(&prompt, "", &recall);
    type(&prompt, "t");
    assert_int_equal(prompt_key(&prompt, KEY_CODE_UP), PROMPT_CHANGED);
    check(&prompt, "type:track", 10);
    prompt_key(&prompt, KEY_CODE_UP);
    check(&prompt, "type:page", 9); /* account:acme does not begin like this */
    assert_int_equal(prompt_key(&prompt, KEY_CODE_UP), PROMPT_MOVED);
    prompt_key(&prompt, KEY_CODE_DOWN);
    check(&prompt, "type:track", 10);
    prompt_key(&prompt, KEY_CODE_DOWN);
    check(&prompt, "t", 1);
    assert_int_equal(prompt_key(&prompt, KEY_CODE_DOWN), PROMPT_MOVED);
    prompt_key(&prompt, KEY_CODE_UP);
    prompt_key(&prompt, KEY_CODE_BACKSPACE); /* from now on this is what is typed */
    prompt_key(&prompt, KEY_CODE_UP);
    check(&prompt, "type:track", 10);
    prompt_done(&prompt);
    recall_done(&recall);
}

static void the_oldest_is_forgotten(void **state)
{
    char text[16];
    struct recall recall = {.count = 0};
    (void)state;
    for (unsigned i = 0; i < RECALL_MAX + 5; i++) {
        snprintf(text, sizeof text, "entry %u", i);
        recall_add(&recall, text);
    }
    assert_int_equal(recall.count, RECALL_MAX);
    assert_string_equal(recall.items[0], "entry 5");
    recall_done(&recall);
}

static void letters_are_found_in_their_order(void **state)
{
    uint64_t marks;
    (void)state;
    assert_int_equal(fuzzy_score("page-down", "dp", &marks), -1);
    assert_int_equal(fuzzy_score("page-down", "x", &marks), -1);
    assert_int_equal(fuzzy_score("page-down", "", &marks), 0);
    assert_true(fuzzy_score("page-down", "PD", &marks) > 0);
    assert_int_equal(marks, 1u | 1u << 5);
    assert_true(fuzzy_score("previous-pane", "pane", &marks) > 0);
    assert_int_equal(marks, 0xFu << 9);
    assert_true(fuzzy_score("theme", "theme", &marks) > fuzzy_score("the-me-x", "theme", &marks));
    assert_true(fuzzy_score("view", "v", &marks) > fuzzy_score("previous-pane", "v", &marks));
    assert_true(fuzzy_score("a-bab", "ab b", &marks) > 0); /* leaping to the second word would miss one */
}

static void the_best_is_offered_first(void **state)
{
    struct candidates candidates = {.count = 0};
    (void)state;
    candidates_begin(&candidates, 2, 5);
    assert_null(candidates_offer(&candidates, "up", "one row up", "pane"));
    assert_non_null(candidates_offer(&candidates, "right", "the pane at the right", "pane"));
    assert_non_null(candidates_offer(&candidates, "next-pane", NULL, "pane"));
    assert_non_null(candidates_offer(&candidates, "pane", NULL, "pane"));
    assert_int_equal(candidates.count, 3);
    assert_string_equal(candidates.items[0].text, "pane");
    assert_string_equal(candidates.items[1].text, "next-pane");
    assert_string_equal(candidates.items[2].text, "right"); /* by what it means */
    assert_int_equal(candidates.chosen, SIZE_MAX);
    for (unsigned i = 0; i < 2 * CANDIDATES_MAX; i++) {
        candidates_offer(&candidates, "pane", NULL, "");
    }
    assert_int_equal(candidates.count, CANDIDATES_MAX);
    candidates_begin(&candidates, 0, 0);
    assert_int_equal(candidates.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_prompt_edits_whole_characters),
        cmocka_unit_test(a_prompt_moves_and_cuts_by_words),
        cmocka_unit_test(marks_go_with_their_character),
        cmocka_unit_test(a_full_prompt_takes_no_more),
        cmocka_unit_test(what_was_entered_comes_back),
        cmocka_unit_test(the_oldest_is_forgotten),
        cmocka_unit_test(letters_are_found_in_their_order),
        cmocka_unit_test(the_best_is_offered_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
