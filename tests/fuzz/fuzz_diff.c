/* What is different between two calls: places are where they are said to be, and a call does not differ from itself. The
 * input is two texts, divided by a line feed. */
#include "fuzz.h"

#include <assert.h>
#include <string.h>

#include "model/diff.h"

static void look(const struct diff *diff, struct json_span before, struct json_span after)
{
    for (size_t i = 0; i < diff->count; i++) {
        const struct diff_entry *entry = &diff->items[i];
        struct json_span in = entry->kind == DIFF_VANISHED ? before : after;
        assert(entry->at >= after.p && entry->at < after.p + after.n);
        assert((entry->kind == DIFF_VANISHED) == (entry->after.n == 0));
        assert((entry->kind == DIFF_APPEARED) == (entry->before.n == 0));
        assert((entry->kind == DIFF_VANISHED ? entry->before.p : entry->after.p) >= in.p);
        assert(diff_at(diff, entry->at) != NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data, *feed = size > 0 ? memchr(text, '\n', size) : NULL;
    struct diff diff;
    if (feed == NULL) {
        return 0;
    }
    struct json_span a = {text, (size_t)(feed - text)}, b = {feed + 1, size - a.n - 1};
    if (!jsontext_check(a.p, a.n, NULL, NULL) || !jsontext_check(b.p, b.n, NULL, NULL)) {
        return 0;
    }
    diff_init(&diff);
    assert(diff_calls(&diff, a, b));
    look(&diff, a, b);
    assert(diff_calls(&diff, a, a) && diff.count == 0 && diff.left_out == 0);
    diff_done(&diff);
    return 0;
}
