/* The tokenizer: what passes the check can be walked, lexed, unescaped and parsed; what does not has a place inside. */
#include "fuzz.h"

#include <assert.h>
#include <string.h>

#include "base/jsontext.h"
#include "model/json.h"

#define UNESCAPED_MAX ((size_t)1 << 22)

/* Every value that a walk gives is again well-formed. */
static void walk(struct json_span value, unsigned depth)
{
    struct json_walk walker;
    struct json_span key, inner;
    jsontext_enter(&walker, value);
    while (depth < 8 && jsontext_next(&walker, &key, &inner)) {
        assert(jsontext_check(inner.p, inner.n, NULL, NULL));
        walk(inner, depth + 1);
    }
}

/* The tokens, put together again, are the same value. */
static void lex(struct json_span value)
{
    struct str joined, plain;
    struct json_lexer lexer;
    str_init(&joined, value.n + 1);
    str_init(&plain, UNESCAPED_MAX);
    jsontext_lex(&lexer, value);
    for (struct json_token t = jsontext_token(&lexer); t.kind != JSON_TOKEN_END; t = jsontext_token(&lexer)) {
        str_append(&joined, t.text.p, t.text.n);
        if (t.text.p[0] == '"') {
            str_clear(&plain);
            assert(jsontext_unescape(t.text, &plain));
        }
    }
    assert(jsontext_check(joined.data, joined.len, NULL, NULL));
    str_done(&plain);
    str_done(&joined);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct json_span text = {(const char *)data, size};
    struct json_facts facts;
    struct json_error error;
    if (!jsontext_check(text.p, text.n, &facts, &error)) {
        assert(error.offset <= size && error.line > 0 && error.column > 0 && error.text[0] != '\0');
        return 0;
    }
    walk(text, 0);
    lex(text);
    struct arena trees;
    arena_init(&trees, 4096);
    assert(json_parse(&trees, text) != NULL);
    arena_done(&trees);
    return 0;
}
