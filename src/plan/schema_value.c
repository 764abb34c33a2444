#include "schema_parts.h"

#include <string.h>

#define SHOWN 40 /* bytes of a text */

static bool equal_objects(const struct json *a, const struct json *b)
{
    if (json_count(a) != json_count(b)) {
        return false;
    }
    for (const struct json *member = json_first(a); member != NULL; member = json_next(member)) {
        const struct json *other = json_member(b, json_key(member));
        if (other == NULL || !schema_equal(member, other)) {
            return false;
        }
    }
    return true;
}

static bool equal_arrays(const struct json *a, const struct json *b)
{
    const struct json *x = json_first(a), *y = json_first(b);
    while (x != NULL && y != NULL && schema_equal(x, y)) {
        x = json_next(x);
        y = json_next(y);
    }
    return x == NULL && y == NULL;
}

unsigned schema_types(const struct json *value)
{
    static const unsigned types[] = {
        [JSON_NULL] = TYPE_NULL,     [JSON_FALSE] = TYPE_BOOLEAN, [JSON_TRUE] = TYPE_BOOLEAN, [JSON_NUMBER] = TYPE_NUMBER,
        [JSON_STRING] = TYPE_STRING, [JSON_ARRAY] = TYPE_ARRAY,   [JSON_OBJECT] = TYPE_OBJECT,
    };
    unsigned type = types[json_kind(value)];
    return type | (type == TYPE_NUMBER && json_is_integer(value) ? TYPE_INTEGER : 0);
}

bool schema_equal(const struct json *a, const struct json *b)
{
    enum json_kind kind = json_kind(a);
    if (kind != json_kind(b)) {
        return false;
    }
    switch (kind) {
    case JSON_NUMBER:
        return json_number(a) == json_number(b);
    case JSON_STRING:
        return strcmp(json_string(a), json_string(b)) == 0;
    case JSON_ARRAY:
        return equal_arrays(a, b);
    case JSON_OBJECT:
        return equal_objects(a, b);
    default:
        return true;
    }
}

/* FNV-1a. */
static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < n; i++) {
        hash = (hash ^ p[i]) * UINT64_C(0x100000001b3);
    }
    return hash;
}

uint64_t schema_hash(const struct json *value)
{
    enum json_kind kind = json_kind(value);
    uint64_t hash = hash_bytes(UINT64_C(0xcbf29ce484222325), &kind, sizeof kind), members = 0;
    double number = json_number(value) + 0.0; /* -0 is 0 */
    if (kind == JSON_NUMBER) {
        return hash_bytes(hash, &number, sizeof number);
    }
    if (kind == JSON_STRING) {
        return hash_bytes(hash, json_string(value), strlen(json_string(value)));
    }
    for (const struct json *child = json_first(value); child != NULL; child = json_next(child)) {
        uint64_t one = schema_hash(child);
        if (kind == JSON_OBJECT) {
            members += hash_bytes(one, json_key(child), strlen(json_key(child))); /* in any order */
        } else {
            hash = hash_bytes(hash, &one, sizeof one);
        }
    }
    return hash_bytes(hash, &members, sizeof members);
}

static void put_text(struct str *out, const char *text)
{
    size_t n = strlen(text), shown = n > SHOWN ? SHOWN : n;
    while (shown < n && shown > 0 && ((unsigned char)text[shown] & 0xC0) == 0x80) {
        shown--; /* no code point in two */
    }
    str_putc(out, '"');
    jsontext_escape(out, text, shown);
    str_puts(out, shown < n ? "...\"" : "\"");
}

void schema_describe(struct str *out, const struct json *value)
{
    static const char *const words[] = {"null", "false", "true"};
    enum json_kind kind = json_kind(value);
    if (value == NULL) {
        str_puts(out, "nothing");
    } else if (kind <= JSON_TRUE) {
        str_puts(out, words[kind]);
    } else if (kind == JSON_NUMBER) {
        str_printf(out, "%.15g", json_number(value));
    } else if (kind == JSON_STRING) {
        put_text(out, json_string(value));
    } else {
        size_t count = json_count(value);
        bool is_array = kind == JSON_ARRAY;
        str_printf(out, "%s of %zu %s%s", is_array ? "an array" : "an object", count, is_array ? "element" : "member",
                   count == 1 ? "" : "s");
    }
}
