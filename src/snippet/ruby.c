/* Ruby: analytics-ruby. */
#include "parts.h"

#include <string.h>

static const struct quoting escaped = {
    .quote = '"', .specials = "\\#", .code = {"\\u{", 1, "}"}, .far_code = {"\\u{", 1, "}"},
};
static const struct quoting quoting = {
    .quote = '\'', .specials = "\\", .escaped = &escaped,
};

static bool is_symbol(struct json_span token)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz_ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    for (size_t i = 1; i + 1 < token.n; i++) {
        if (memchr(letters, token.p[i], i == 1 ? 27 : sizeof letters - 1) == NULL) {
            return false;
        }
    }
    return token.n > 2;
}

static void put_key(struct str *out, struct json_span token)
{
    if (is_symbol(token)) {
        str_append(out, token.p + 1, token.n - 2);
        str_puts(out, ": ");
    } else {
        quote_token(out, &quoting, token);
        str_puts(out, " => ");
    }
}

static const struct literals literals = {
    .quoting = &quoting,
    .null = "nil",
    .yes = "true",
    .no = "false",
    .object = {"{", "}"},
    .list = {"[", "]"},
    .empty_object = "{}",
    .parse = {"JSON.parse(", ")"},
    .step = "  ",
    .spaced = true,
    .comment = "#",
    .key = put_key,
    .number = write_number,
};

static const char *const names[FIELDS] = {
    "previous_id", "user_id", "anonymous_id", "group_id", "event", "category", "name", "properties", "traits", "context", "integrations",
};
static const char *const calls[MESSAGE_TYPES] = {"identify", "track", "page", "screen", "group", "alias"};

static bool write_ruby(const struct snippet_call *call, struct str *out)
{
    static const struct fielded language = {
        .literals = &literals,
        .names = names,
        .calls = calls,
        .open = "analytics.%s(",
        .close = ")\n",
        .field = "%s: ",
        .setup = "# analytics: see callboard connect ruby\n",
    };
    return write_fielded(&language, call, out);
}

const struct snippet snippet_ruby = {"ruby", "Ruby that sends it", write_ruby};
