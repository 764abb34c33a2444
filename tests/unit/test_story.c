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
                     "say = Second\nfault = next 1: 503\nagain = yes\nraw = {oops\n",
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
        {"say = a\ntell = b\n", "story:2: tell is no key of a story: say, wait, from, send, raw, again, fault are"},
        {"wait = 2 s\n", "story:1: wait takes milliseconds, as in 1500 ms, at most 600000"},
        {"wait = 900000 ms\n", "story:1: wait takes milliseconds, as in 1500 ms, at most 600000"},
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

static void the_one_that_is_built_in_can_be_read(void **state)
{
    struct story story;
    (void)state;
    story_builtin(&story);
    assert_true(story.count > 30);
    assert_int_equal(story.acts[story.count - 1].kind, ACT_END);
    story_done(&story);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(acts_stand_in_order_each_with_its_caption_and_sender),
        cmocka_unit_test(what_is_wrong_is_told_with_its_line),
        cmocka_unit_test(the_one_that_is_built_in_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
