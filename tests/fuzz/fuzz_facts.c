/* The pass over a call's bytes: it stays inside them whatever they are, finds each duplicate that a plain comparison finds, and
 * what it masks keeps its length, stays JSON, and holds nothing more to mask. With the call's tree it finds the same. */
#include "fuzz.h"

#include <assert.h>
#include <string.h>

#include "base/scan.h"
#include "model/mask.h"

#define TEXT_MAX_BYTES ((size_t)1 << 24)
#define MANY_KEYS 64

/* Pairs of equal keys in one object, by comparing all of them; 0 when there are too many to compare. */
static bool has_duplicate(struct json_span value, unsigned depth, bool *unsure)
{
    struct json_walk walk;
    struct json_span key, inner, keys[MANY_KEYS];
    size_t count = 0;
    bool found = false;
    jsontext_enter(&walk, value);
    while (jsontext_next(&walk, &key, &inner)) {
        *unsure |= count == MANY_KEYS || depth == MANY_KEYS || (walk.object && memchr(key.p, '\\', key.n) != NULL);
        if (*unsure) {
            return false;
        }
        for (size_t i = 0; walk.object && i < count; i++) {
            found |= keys[i].n == key.n && memcmp(keys[i].p, key.p, key.n) == 0;
        }
        keys[count++] = key;
        found |= has_duplicate(inner, depth + 1, unsure);
    }
    return found;
}

/* Told places lie inside the text; each has a pointer, and most pointers lead to a value. */
static void check_places(struct json_span text, const struct call_facts *facts)
{
    struct str pointer;
    str_init(&pointer, TEXT_MAX_BYTES);
    for (unsigned fact = 0; fact < FACTS; fact++) {
        size_t count = (facts->found & FACT_BIT(fact)) == 0 ? 0 : (size_t)facts->of[fact].count;
        for (size_t i = 0; i < count && i < FACTS_KEPT; i++) {
            struct json_span where = facts->of[fact].first[i];
            assert(where.n > 0 && where.p >= text.p && where.p + where.n <= text.p + text.n);
            str_clear(&pointer);
            facts_pointer(text, where.p, &pointer);
            assert(pointer.len == 0 || pointer.data[0] == '/');
        }
    }
    str_done(&pointer);
}

/* The first time, and when its keys are known. */
static void check_tree(struct json_span text, const struct call_facts *facts)
{
    struct facts_shapes shapes = {{0}};
    struct call_facts same;
    struct arena arena;
    arena_init(&arena, 4096);
    const struct json *tree = scan_is_plain(text.p, text.p + text.n) ? json_parse(&arena, text) : NULL;
    for (int time = 0; time < 2; time++) {
        facts_of_call(text, tree, FACT_BIT(FACTS) - 1, &shapes, &same);
        assert(same.found == facts->found);
        for (unsigned fact = 0; fact < FACTS; fact++) {
            assert((same.found & FACT_BIT(fact)) == 0 || same.of[fact].count == facts->of[fact].count);
        }
    }
    arena_done(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct json_span text = {(const char *)data, size};
    struct call_facts facts;
    struct json_facts seen;
    struct str copy;
    bool json = jsontext_check(text.p, text.n, &seen, NULL), unsure = false;
    str_init(&copy, TEXT_MAX_BYTES);
    struct json_span masked = mask_json(text, &copy);
    assert(masked.n == text.n);
    if (json) {
        facts_of(text, FACT_BIT(FACTS) - 1, &facts);
        check_places(text, &facts);
        check_tree(text, &facts);
        bool duplicate = has_duplicate(text, 0, &unsure);
        assert(unsure || duplicate == ((facts.found & FACT_BIT(FACT_DUPLICATE_KEY)) != 0));
        assert(seen.nul_escape == ((facts.found & FACT_BIT(FACT_NUL)) != 0));
        assert(seen.invalid_utf8 == ((facts.found & FACT_BIT(FACT_BAD_UTF8)) != 0));
        assert(jsontext_check(masked.p, masked.n, NULL, NULL));
        assert((masked.p != text.p) == ((facts.found & (FACT_BIT(FACT_SECRET) | FACT_BIT(FACT_CARD))) != 0));
    }
    str_done(&copy);
    return 0;
}
