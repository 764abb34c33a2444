/* PHP: analytics-php. */
#include "parts.h"

#include <string.h>

static const struct quoting escaped = {
    .quote = '"', .specials = "\\$", .code = {"\\u{", 1, "}"}, .far_code = {"\\u{", 1, "}"},
};
static const struct quoting quoting = {
    .quote = '\'', .specials = "\\", .escaped = &escaped,
};

static void put_key(struct str *out, struct json_span token)
{
    quote_token(out, &quoting, token);
    str_puts(out, " => ");
}

/* An array whose keys are 0, 1, 2 would go out as a list. */
static bool is_odd(struct json_span object)
{
    struct json_walk walk;
    struct json_span key, value;
    jsontext_enter(&walk, object);
    return jsontext_next(&walk, &key, &value) && jsontext_equals(key, "0");
}

static const struct literals literals = {
    .quoting = &quoting,
    .null = "null",
    .yes = "true",
    .no = "false",
    .object = {"[", "]"},
    .list = {"[", "]"},
    .empty_object = "(object) []",
    .parse = {"json_decode(", ")"},
    .step = "    ",
    .always_comma = true,
    .comment = "//",
    .key = put_key,
    .number = write_number,
    .is_odd = is_odd,
    .odd_object = {"(object) [", "]"},
};

static const char *const names[FIELDS] = {
    "previousId", "userId", "anonymousId", "groupId", "event", "category", "name", "properties", "traits", "context", "integrations",
};
static const char *const calls[MESSAGE_TYPES] = {"identify", "track", "page", "screen", "group", "alias"};

static bool write_php(const struct snippet_call *call, struct str *out)
{
    static const struct fielded language = {
        .literals = &literals,
        .names = names,
        .calls = calls,
        .open = "Segment::%s([",
        .close = "]);\n",
        .field = "'%s' => ",
        .setup = "// Segment: see callboard connect php\n",
    };
    return write_fielded(&language, call, out);
}

const struct snippet snippet_php = {"php", "PHP that sends it", write_php};
