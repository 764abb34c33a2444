/* Python: analytics-python. */
#include "parts.h"

static const struct quoting quoting = {
    .quote = '\'', .specials = "\\", .code = {"\\u", 4, ""}, .far_code = {"\\U", 8, ""}, .halves = true,
};

static void put_key(struct str *out, struct json_span token)
{
    quote_token(out, &quoting, token);
    str_puts(out, ": ");
}

static const struct literals literals = {
    .quoting = &quoting,
    .null = "None",
    .yes = "True",
    .no = "False",
    .object = {"{", "}"},
    .list = {"[", "]"},
    .empty_object = "{}",
    .parse = {"json.loads(", ")"},
    .step = "    ",
    .always_comma = true,
    .comment = "#",
    .key = put_key,
    .number = write_number,
};

static const char *const names[FIELDS] = {
    "previous_id", "user_id", "anonymous_id", "group_id", "event", "category", "name", "properties", "traits", "context", "integrations",
};
static const char *const calls[MESSAGE_TYPES] = {"identify", "track", "page", "screen", "group", "alias"};

static bool write_python(const struct snippet_call *call, struct str *out)
{
    static const struct fielded language = {
        .literals = &literals,
        .names = names,
        .calls = calls,
        .open = "analytics.%s(",
        .close = ")\n",
        .field = "%s=",
        .setup = "# analytics: see callboard connect python\n",
    };
    return write_fielded(&language, call, out);
}

const struct snippet snippet_python = {"python", "Python that sends it", write_python};
