/* A filter, then behind an empty line a call: any bytes are a filter or told why not and where; matching ends; what does not
 * match is matched by the negation, and in parentheses it means the same; completion offers what stands in the text's place. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "model/filter.h"

static size_t names(const void *self, enum filter_thing thing, uint32_t id, uint32_t out[FILTER_MAX_NAMES])
{
    (void)self;
    (void)thing;
    out[0] = id;
    return 1;
}

static void findings(const void *self, const struct message *message, struct filter_findings *out)
{
    (void)self;
    *out = (struct filter_findings){.rules = message->finding, .worst = 1};
}

static const char *word(size_t number)
{
    static const char *const words[] = {"missing-group-id", "warning", NULL};
    return words[number < 2 ? number : 2];
}

static void known(const void *self, enum filter_thing thing, filter_each *each, void *to)
{
    (void)self;
    (void)thing;
    each(to, "Signed Up");
    each(to, "a\"*?\\b");
}

static const char *saved(const void *self, const char *name)
{
    (void)self;
    return strcmp(name, "a") == 0 ? "type:track or @b" : strcmp(name, "b") == 0 ? "@a x" : strcmp(name, "c") == 0 ? "(x)" : NULL;
}

static bool says(const struct filter_world *world, const char *text, const struct filter_text *call, bool *matches)
{
    struct filter_error error;
    const struct message message = {.label = 1, .user = 1, .anonymous = 1, .account = 1, .source = 1, .finding = 1,
                                    .received = 1, .status = 200, .type = MESSAGE_TRACK};
    struct filter *filter = filter_new(text, world, &error);
    if (filter == NULL) {
        if (error.text[0] == '\0' || error.at > strlen(text) || error.column < 1) {
            abort(); /* refused without a word, or nowhere */
        }
        return false;
    }
    enum filter_answer answer = filter_columns(filter, &message, 5);
    *matches = answer == FILTER_ASKS_TEXT ? filter_matches_text(filter, &message, call) : answer == FILTER_YES;
    filter_words(filter, text);
    filter_renamed(filter, FILTER_USER, 1);
    filter_free(filter);
    return true;
}

/* The same in other words; may be too long or too deep. */
static void compare(const struct filter_world *world, const char *format[2], const char *text, const struct filter_text *call)
{
    struct str other;
    bool matches, matches_other;
    str_init(&other, 4 * FILTER_MAX_TEXT);
    str_puts(&other, format[0]);
    str_puts(&other, text);
    str_puts(&other, format[1]);
    bool negated = format[0][0] == '-';
    if (says(world, text, call, &matches) && says(world, other.data, call, &matches_other) && matches == (matches_other == negated)) {
        abort();
    }
    str_done(&other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *input = (const char *)data, *gap = memmem(data, size, "\n\n", 2);
    size_t n = gap != NULL ? (size_t)(gap - input) : size;
    char *text = xstrndup(input, n);
    struct strpool *pool = strpool_new(1 << 16);
    struct filter_world world = {.pool = pool, .names = names, .findings = findings, .rule = word, .severity = word,
                                 .known = known, .saved = saved};
    struct filter_text call = {.call = {gap != NULL ? gap + 2 : "", gap != NULL ? size - n - 2 : 0}, .record = 1};
    struct filter_candidates candidates;
    strpool_intern(pool, "Signed Up", 9);
    call.json = jsontext_check(call.call.p, call.call.n, NULL, NULL);
    call.context = call.json ? call.call : (struct json_span){0};
    compare(&world, (const char *[2]){"-(", ")"}, text, &call);
    compare(&world, (const char *[2]){"(", ") or type:page"}, text, &call);
    for (size_t at = 0; at <= strlen(text) && at < 64; at++) {
        filter_complete(text, at, &world, &candidates);
        if (candidates.from > candidates.to || candidates.to != at) {
            abort();
        }
        filter_candidates_done(&candidates);
    }
    strpool_free(pool);
    free(text);
    return 0;
}
