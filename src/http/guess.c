#include "guess.h"

static bool is_call_type(struct json_span type)
{
    static const char *const types[] = {"identify", "track", "page", "screen", "group", "alias"};
    for (size_t i = 0; jsontext_kind(type) == JSON_STRING && i < sizeof types / sizeof *types; i++) {
        if (jsontext_equals(jsontext_trim(type), types[i])) {
            return true;
        }
    }
    return false;
}

static bool has_member(struct json_span object, const char *key, enum json_kind kind)
{
    struct json_span found;
    return jsontext_member(object, key, &found) && jsontext_kind(found) == kind;
}

/* Of a type nobody knows (RudderStack has a seventh) or without one: somebody who does something. */
static bool has_doer_and_deed(struct json_span value)
{
    return (has_member(value, "userId", JSON_STRING) || has_member(value, "anonymousId", JSON_STRING)) &&
           (has_member(value, "type", JSON_STRING) || has_member(value, "event", JSON_STRING));
}

static bool is_call_or_batch(struct json_span value)
{
    struct json_span type;
    if (jsontext_kind(value) != JSON_OBJECT) {
        return false;
    }
    return has_member(value, "batch", JSON_ARRAY) || has_doer_and_deed(value) ||
           (jsontext_member(value, "type", &type) && is_call_type(type));
}

bool guess_is_call(struct json_span value)
{
    struct json_walk walk;
    struct json_span first;
    if (jsontext_kind(value) != JSON_ARRAY) {
        return is_call_or_batch(value);
    }
    jsontext_enter(&walk, value);
    return jsontext_next(&walk, NULL, &first) && is_call_or_batch(first);
}
