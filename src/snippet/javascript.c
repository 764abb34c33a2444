/* JavaScript: for the browser, where the user is known already, and for Node.js. */
#include "parts.h"

#include <string.h>

static const struct quoting quoting = {
    .quote = '\'', .specials = "\\", .code = {"\\u", 4, ""}, .far_code = {"\\u{", 1, "}"}, .halves = true, .in_html = true,
};

static bool is_name(struct json_span token)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_$", digits[] = "0123456789";
    for (size_t i = 1; i + 1 < token.n; i++) {
        if (memchr(letters, token.p[i], sizeof letters - 1) == NULL &&
            (i == 1 || memchr(digits, token.p[i], sizeof digits - 1) == NULL)) {
            return false;
        }
    }
    return token.n > 2;
}

/* In an object literal __proto__ is no member, unless its name is computed. */
static void put_key(struct str *out, struct json_span token)
{
    bool proto = jsontext_equals(token, "__proto__");
    str_puts(out, proto ? "[" : "");
    if (is_name(token) && !proto) {
        str_append(out, token.p + 1, token.n - 2);
    } else {
        quote_token(out, &quoting, token);
    }
    str_puts(out, proto ? "]: " : ": ");
}

static const struct literals literals = {
    .quoting = &quoting,
    .null = "null",
    .yes = "true",
    .no = "false",
    .object = {"{", "}"},
    .list = {"[", "]"},
    .empty_object = "{}",
    .parse = {"JSON.parse(", ")"},
    .step = "  ",
    .spaced = true,
    .always_comma = true,
    .comment = "//",
    .key = put_key,
    .number = write_number,
};

static const char *const calls[MESSAGE_TYPES] = {"identify", "track", "page", "screen", "group", "alias"};

/* ---- Node.js ---- */

static const char *const names[FIELDS] = {
    "previousId", "userId", "anonymousId", "groupId", "event", "category", "name", "properties", "traits", "context", "integrations",
};
static const struct fielded node = {
    .literals = &literals,
    .names = names,
    .calls = calls,
    .open = "analytics.%s({",
    .close = "});\n",
    .field = "%s: ",
    .setup = "// analytics: see callboard connect analytics-node\n",
};

static bool write_node(const struct snippet_call *call, struct str *out)
{
    return write_fielded(&node, call, out);
}

/* ---- the browser ---- */

/* What comes before the options: an argument that is missing is left out at the front, and stands for nothing further on. */
static const struct {
    enum field fields[3];
    size_t count;
} arguments[MESSAGE_TYPES] = {
    [MESSAGE_IDENTIFY] = {{FIELD_USER_ID, FIELD_TRAITS}, 2},
    [MESSAGE_TRACK] = {{FIELD_EVENT, FIELD_PROPERTIES}, 2},
    [MESSAGE_PAGE] = {{FIELD_CATEGORY, FIELD_NAME, FIELD_PROPERTIES}, 3},
    [MESSAGE_SCREEN] = {{FIELD_CATEGORY, FIELD_NAME, FIELD_PROPERTIES}, 3},
    [MESSAGE_GROUP] = {{FIELD_GROUP_ID, FIELD_TRAITS}, 2},
    [MESSAGE_ALIAS] = {{FIELD_USER_ID, FIELD_PREVIOUS_ID}, 2},
};

static bool has_options(const struct snippet_call *call)
{
    struct json_span value;
    return context_is_told(call, written_by_browsers) || field_value(call, FIELD_INTEGRATIONS, &value);
}

static void put_options(struct writer *writer, const struct snippet_call *call)
{
    struct json_span integrations;
    str_putc(writer->out, '{');
    writer->indent++;
    if (context_is_told(call, written_by_browsers)) {
        write_row(writer);
        str_puts(writer->out, "context: ");
        write_context(writer, call, written_by_browsers);
        str_putc(writer->out, ',');
    }
    if (field_value(call, FIELD_INTEGRATIONS, &integrations)) {
        write_row(writer);
        str_puts(writer->out, "integrations: ");
        write_value(writer, integrations);
        str_putc(writer->out, ',');
    }
    writer->indent--;
    write_row(writer);
    str_putc(writer->out, '}');
}

static void put_nothing(struct str *out, enum field field)
{
    str_puts(out, field == FIELD_PROPERTIES || field == FIELD_TRAITS ? "{}" : "''");
}

static void put_arguments(struct writer *writer, const struct snippet_call *call)
{
    bool options = has_options(call), any = false;
    size_t count = arguments[call->type].count;
    for (size_t i = 0; i < count; i++) {
        enum field field = arguments[call->type].fields[i];
        struct json_span value;
        bool there = field_value(call, field, &value), last = i + 1 == count;
        if (!there && !(last && options) && !(any && !last)) {
            continue;
        }
        str_puts(writer->out, any ? ", " : "");
        any = true;
        if (there) {
            write_value(writer, value);
        } else {
            put_nothing(writer->out, field);
        }
    }
    if (options) {
        str_puts(writer->out, any ? ", " : "");
        put_options(writer, call);
    }
}

/* Who does it is what identify said last; the line tells who that was. */
static void put_user(const struct snippet_call *call, struct str *out)
{
    struct json_span user;
    if (call->type != MESSAGE_IDENTIFY && call->type != MESSAGE_ALIAS && field_value(call, FIELD_USER_ID, &user) &&
        jsontext_kind(user) == JSON_STRING) {
        str_puts(out, "// after analytics.identify(");
        quote_token(out, &quoting, user);
        str_puts(out, ")\n");
    }
}

static bool write_browser(const struct snippet_call *call, struct str *out)
{
    struct writer writer = {out, &literals, 0};
    if (call->type >= MESSAGE_UNKNOWN || jsontext_kind(call->text) != JSON_OBJECT) {
        return false;
    }
    put_user(call, out);
    str_printf(out, "analytics.%s(", calls[call->type]);
    put_arguments(&writer, call);
    str_puts(out, ");\n");
    return true;
}

const struct snippet snippet_browser = {"browser", "JavaScript for the browser that sends it", write_browser};
const struct snippet snippet_node = {"node", "JavaScript for Node.js that sends it", write_node};
