/* Go: analytics-go. Numbers that no constant of Go holds, or that would lose digits, are json.Number. */
#include "parts.h"

#include <string.h>

#define INTEGER_DIGITS 18u /* of which an int holds any */
#define FLOAT_DIGITS 15u   /* as does a float64 */

static const struct quoting quoting = {
    .quote = '"', .specials = "\\", .code = {"\\u", 4, ""}, .far_code = {"\\U", 8, ""},
};

static void put_key(struct str *out, struct json_span token)
{
    quote_token(out, &quoting, token);
    str_puts(out, ": ");
}

static void put_number(struct str *out, struct json_span number)
{
    bool integer = memchr(number.p, '.', number.n) == NULL && memchr(number.p, 'e', number.n) == NULL &&
                   memchr(number.p, 'E', number.n) == NULL;
    bool power = !integer && (memchr(number.p, 'e', number.n) != NULL || memchr(number.p, 'E', number.n) != NULL);
    bool plain = integer ? number.n <= INTEGER_DIGITS : !power && number.n <= FLOAT_DIGITS && number.p[number.n - 1] != '0';
    str_puts(out, plain ? "" : "json.Number(\"");
    str_append(out, number.p, number.n);
    str_puts(out, plain ? "" : "\")");
}

static const struct literals literals = {
    .quoting = &quoting,
    .null = "nil",
    .yes = "true",
    .no = "false",
    .object = {"map[string]any{", "}"},
    .list = {"[]any{", "}"},
    .empty_object = "map[string]any{}",
    .parse = {"json.RawMessage(", ")"},
    .step = "\t",
    .always_comma = true,
    .comment = "//",
    .key = put_key,
    .number = put_number,
};

static const char *const names[FIELDS] = {
    "PreviousId", "UserId", "AnonymousId", "GroupId", "Event", "Category", "Name", "Properties", "Traits", "Context", "Integrations",
};
static const char *const calls[MESSAGE_TYPES] = {"Identify", "Track", "Page", "Screen", "Group", "Alias"};

/* Maps of any kind are assignable to these; what is in them goes out as it stands. */
static const char *around(enum field field, bool behind)
{
    if (field != FIELD_CONTEXT) {
        return "";
    }
    return behind ? "}" : "&analytics.Context{Extra: ";
}

/* analytics-go has no field for it. */
static bool write_go(const struct snippet_call *call, struct str *out)
{
    static const struct fielded language = {
        .literals = &literals,
        .names = names,
        .calls = calls,
        .open = "client.Enqueue(analytics.%s{",
        .close = "})\n",
        .field = "%s: ",
        .setup = "// client: see callboard connect go\n",
        .around = around,
    };
    return write_fielded(&language, call, out);
}

const struct snippet snippet_go = {"go", "Go that sends it", write_go};
