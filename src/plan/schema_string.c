/* Keywords for strings. */
#include "schema_parts.h"

#include <string.h>

#include "base/utf8.h"

/* In characters, as RFC 8259 counts them. */
static size_t length_of(const char *text)
{
    size_t length = 0, n = strlen(text);
    uint32_t cp;
    bool valid;
    for (size_t at = 0; at < n; length++) {
        at += utf8_decode(text + at, n - at, &cp, &valid);
    }
    return length;
}

static bool check_longest(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                          const struct schema_path *path)
{
    const char *text = json_string(value);
    if (text == NULL || (double)length_of(text) <= rule->number) {
        return true;
    }
    schema_expect(checker, "at most %.0f characters", rule->number);
    return schema_violated(checker, "maxLength", value, path, NULL);
}

static bool check_shortest(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                           const struct schema_path *path)
{
    const char *text = json_string(value);
    if (text == NULL || (double)length_of(text) >= rule->number) {
        return true;
    }
    schema_expect(checker, "at least %.0f character%s", rule->number, rule->number == 1 ? "" : "s");
    return schema_violated(checker, "minLength", value, path, NULL);
}

static bool compile_pattern(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *schema,
                            struct schema_place place)
{
    (void)schema;
    place = schema_below(compiler, place, "pattern");
    if (!json_is(rule->value, JSON_STRING)) {
        return schema_refuse(compiler, place, "a string is meant");
    }
    rule->pattern = schema_compile_pattern(compiler, json_string(rule->value), place);
    return rule->pattern != NULL;
}

static bool check_pattern(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                          const struct schema_path *path)
{
    if (!json_is(value, JSON_STRING) || schema_matches(checker, rule->pattern, json_string(value))) {
        return true;
    }
    schema_expect(checker, "a text that matches %s", json_string(rule->value));
    return schema_violated(checker, "pattern", value, path, NULL);
}

const struct schema_keyword schema_keywords_string[] = {
    {{"maxLength"}, schema_compile_count, check_longest},
    {{"minLength"}, schema_compile_count, check_shortest},
    {{"pattern"}, compile_pattern, check_pattern},
    {{NULL}, NULL, NULL},
};
