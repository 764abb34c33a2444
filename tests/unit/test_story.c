/* floor: demo */
#include "unit.h"

#include "base/clock.h"
#include "demo/story.h"

static bool read(struct story *story, const char *text, struct err *err)
{
    struct str whole;
    str_init(&whole, 1 << 16);
    str_puts(&whole, text);
    bool done = story_read(story, "story", &whole, err);
    str_done(&whole);
    return done;
}

static void acts_stand_in_order_each_with_its_caption_and_sender(void **state)
{
    struct story story;
    struct err err;
    (void)state;
    assert_true(read(&story,
                     "say = First\nwait = 1500 ms\nsend = {\"type\":\"page\"}\nfrom = server\nsend = {\"type\":\"group\"}\n"
                     "say = Second\nfault = next 1: 503\nagain = yes\nraw = {oops\npause = 900 ms\n",
                     &err));
    static const struct {
        enum act_kind kind;
        enum act_from from;
        int64_t wait;
        const char *say, *text;
    } expected[] = {
        {ACT_SEND, FROM_BROWSER, 1500 * CLOCK_MS, "First", "{\"type\":\"page\"}"},
        {ACT_SEND, FROM_SERVER, 0, "First", "{\"type\":\"group\"}"},
        {ACT_FAULT, FROM_SERVER, 0, "Second", "next 1: 503"},
        {ACT_AGAIN, FROM_SERVER, 0, "Second", NULL},
        {ACT_RAW, FROM_SERVER, 0, "Second", "{oops"},
        {ACT_PAUSE, FROM_SERVER, 900 * CLOCK_MS, "Second", NULL},
        {ACT_END, FROM_SERVER, 0, "Second", NULL},
    };
    assert_int_equal(story.count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < story.count; i++) {
        assert_int_equal(story.acts[i].kind, expected[i].kind);
        assert_int_equal(story.acts[i].from, expected[i].from);
        assert_int_equal(story.acts[i].wait, expected[i].wait);
        assert_string_equal(story.acts[i].say, expected[i].say);
        assert_true((story.acts[i].text == NULL) == (expected[i].text == NULL));
        assert_true(expected[i].text == NULL || strcmp(story.acts[i].text, expected[i].text) == 0);
    }
    story_done(&story);
}

static void what_is_wrong_is_told_with_its_line(void **state)
{
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"say = a\ntell = b\n", "story:2: tell is no key of a story: say, wait, from, send, raw, again, fault, pause are"},
        {"wait = 2 s\n", "story:1: wait and pause take milliseconds, as in 1500 ms, at most 600000"},
        {"wait = 900000 ms\n", "story:1: wait and pause take milliseconds, as in 1500 ms, at most 600000"},
        {"from = phone\n", "story:1: from takes browser or server"},
        {"send = {\"type\":}\n", "story:1: column 9 of the call: "},
        {"send = [1]\n", "story:1: send takes a call: an object with its type"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct story story;
        struct err err;
        assert_false(read(&story, cases[i].text, &err));
        assert_memory_equal(err.text, cases[i].expected, strlen(cases[i].expected));
    }
}

/* What 80 columns have for it beside how far the story is, and what a reader needs: 16 letters a second, and a second to look up. */
#define CAPTION_MAX 66
#define LETTERS_A_SECOND 16

static void assert_caption_can_be_read(const char *say, int64_t stands)
{
    size_t letters = strlen(say);
    if (letters > CAPTION_MAX || stands < CLOCK_S + (int64_t)letters * CLOCK_S / LETTERS_A_SECOND) {
        fail_msg("\"%s\" has %zu letters and stands for %lld ms", say, letters, (long long)(stands / CLOCK_MS));
    }
}

/* All captions stand for as long before the first of their acts. */
static void captions_of_the_one_that_is_built_in_can_be_read(void **state)
{
    struct story story;
    int64_t stands = 0;
    (void)state;
    story_builtin(&story);
    assert_true(story.count > 30);
    assert_int_equal(story.acts[story.count - 1].kind, ACT_END);
    for (size_t i = 1; i < story.count; i++) {
        stands += i == 1 ? story.acts[0].wait : story.acts[i].wait; /* the first one's act is that pause */
        if (story.acts[i].say != story.acts[i - 1].say) {
            assert_caption_can_be_read(story.acts[i - 1].say, stands);
            stands = 0;
        }
    }
    assert_caption_can_be_read(story.acts[story.count - 1].say, INT64_MAX);
    story_done(&story);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(acts_stand_in_order_each_with_its_caption_and_sender),
        cmocka_unit_test(what_is_wrong_is_told_with_its_line),
        cmocka_unit_test(captions_of_the_one_that_is_built_in_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
