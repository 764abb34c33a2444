#include "parts.h"

#include <string.h>

static const char *const names[FIELDS] = {
    [FIELD_PREVIOUS_ID] = "previousId", [FIELD_USER_ID] = "userId",   [FIELD_ANONYMOUS_ID] = "anonymousId",
    [FIELD_GROUP_ID] = "groupId",       [FIELD_EVENT] = "event",      [FIELD_CATEGORY] = "category",
    [FIELD_NAME] = "name",              [FIELD_PROPERTIES] = "properties", [FIELD_TRAITS] = "traits",
    [FIELD_CONTEXT] = "context",        [FIELD_INTEGRATIONS] = "integrations",
};

bool field_value(const struct snippet_call *call, enum field field, struct json_span *value)
{
    return jsontext_member(call->text, names[field], value) && jsontext_kind(*value) != JSON_NULL;
}

#define BIT(field) (1u << (field))
#define EVERYWHERE (BIT(FIELD_USER_ID) | BIT(FIELD_ANONYMOUS_ID) | BIT(FIELD_CONTEXT) | BIT(FIELD_INTEGRATIONS))

bool field_belongs(enum message_type type, enum field field)
{
    static const unsigned fields[MESSAGE_TYPES] = {
        [MESSAGE_IDENTIFY] = EVERYWHERE | BIT(FIELD_TRAITS),
        [MESSAGE_TRACK] = EVERYWHERE | BIT(FIELD_EVENT) | BIT(FIELD_PROPERTIES),
        [MESSAGE_PAGE] = EVERYWHERE | BIT(FIELD_CATEGORY) | BIT(FIELD_NAME) | BIT(FIELD_PROPERTIES),
        [MESSAGE_SCREEN] = EVERYWHERE | BIT(FIELD_CATEGORY) | BIT(FIELD_NAME) | BIT(FIELD_PROPERTIES),
        [MESSAGE_GROUP] = EVERYWHERE | BIT(FIELD_GROUP_ID) | BIT(FIELD_TRAITS),
        [MESSAGE_ALIAS] = (EVERYWHERE & ~BIT(FIELD_ANONYMOUS_ID)) | BIT(FIELD_PREVIOUS_ID),
    };
    return (fields[type] & BIT(field)) != 0;
}

/* ---- the context ---- */

const char *const written_by_sdks[] = {"library", NULL};
const char *const written_by_browsers[] = {"library", "page", "userAgent", "userAgentData", "locale", "timezone", NULL};

struct context_walk {
    struct json_walk walk;
    struct json_span own, batch; /* objects, or empty */
    bool in_batch;
};

static struct json_span object_or_nothing(struct json_span value)
{
    return value.n > 0 && jsontext_kind(value) == JSON_OBJECT ? value : (struct json_span){"{}", 2};
}

static void enter_context(struct context_walk *walk, const struct snippet_call *call)
{
    struct json_span own = {0};
    jsontext_member(call->text, "context", &own);
    *walk = (struct context_walk){.own = object_or_nothing(own), .batch = object_or_nothing(call->context)};
    jsontext_enter(&walk->walk, walk->own);
}

static bool is_among(struct json_span key, const char *const *left_out)
{
    while (*left_out != NULL && !jsontext_equals(key, *left_out)) {
        left_out++;
    }
    return *left_out != NULL;
}

/* The members that are told: the call's own, then those that only its batch has. A groupId that is put in is not among them. */
static bool next_told(struct context_walk *walk, const struct snippet_call *call, const char *const *left_out,
                      struct json_span member[2])
{
    for (;;) {
        if (!jsontext_next(&walk->walk, &member[0], &member[1])) {
            if (walk->in_batch) {
                return false;
            }
            walk->in_batch = true;
            jsontext_enter(&walk->walk, walk->batch);
            continue;
        }
        bool hidden = is_among(member[0], left_out) || (walk->in_batch && jsontext_has_key(walk->own, member[0])) ||
                      (call->account != NULL && jsontext_equals(member[0], "groupId"));
        if (!hidden) {
            return true;
        }
    }
}

bool context_is_told(const struct snippet_call *call, const char *const *left_out)
{
    struct context_walk walk;
    struct json_span member[2];
    enter_context(&walk, call);
    return call->account != NULL || next_told(&walk, call, left_out, member);
}

static void put_comment(struct writer *writer, const char *text, const char *foreign)
{
    str_printf(writer->out, " %s %s%s", writer->literals->comment, text, foreign[0] != '\0' ? ", " : "");
    quote_remark(writer->out, foreign);
}

void write_context(struct writer *writer, const struct snippet_call *call, const char *const *left_out)
{
    static const struct json_span group = {"\"groupId\"", 9};
    struct context_walk walk;
    struct json_span member[2];
    enter_context(&walk, call);
    bool more = next_told(&walk, call, left_out, member);
    str_puts(writer->out, writer->literals->object[0]);
    writer->indent++;
    if (call->account != NULL) {
        write_row(writer);
        writer->literals->key(writer->out, group);
        write_text(writer, call->account);
        str_puts(writer->out, more || writer->literals->always_comma ? "," : "");
        put_comment(writer, "the fix: the account it is about", call->remark);
    }
    while (more && !writer->out->full) {
        write_row(writer);
        writer->literals->key(writer->out, member[0]);
        write_value(writer, member[1]);
        more = next_told(&walk, call, left_out, member);
        str_puts(writer->out, more || writer->literals->always_comma ? "," : "");
    }
    writer->indent--;
    write_row(writer);
    str_puts(writer->out, writer->literals->object[1]);
}

/* ---- calls of named fields ---- */

static void write_field(struct writer *writer, const struct fielded *language, const struct snippet_call *call, enum field field)
{
    struct json_span value;
    const char *before = language->around == NULL ? "" : language->around(field, false);
    const char *behind = language->around == NULL ? "" : language->around(field, true);
    str_puts(writer->out, before);
    if (field == FIELD_CONTEXT) {
        write_context(writer, call, written_by_sdks);
    } else if (field_value(call, field, &value)) {
        write_value(writer, value);
    }
    str_puts(writer->out, behind);
}

static bool is_told(const struct snippet_call *call, enum field field)
{
    struct json_span value;
    if (!field_belongs(call->type, field)) {
        return false;
    }
    return field == FIELD_CONTEXT ? context_is_told(call, written_by_sdks) : field_value(call, field, &value);
}

/* `%s` in a format of ours. */
static void put_named(struct str *out, const char *format, const char *name)
{
    const char *place = strstr(format, "%s");
    str_append(out, format, (size_t)(place - format));
    str_puts(out, name);
    str_puts(out, place + 2);
}

bool write_fielded(const struct fielded *language, const struct snippet_call *call, struct str *out)
{
    struct writer writer = {out, language->literals, 1};
    bool first = true;
    if (call->type >= MESSAGE_UNKNOWN || jsontext_kind(call->text) != JSON_OBJECT) {
        return false;
    }
    str_puts(out, language->setup);
    put_named(out, language->open, language->calls[call->type]);
    for (int i = 0; i < FIELDS; i++) {
        if (is_told(call, (enum field)i)) {
            str_puts(out, first ? "" : ",");
            write_row(&writer);
            put_named(out, language->field, language->names[i]);
            write_field(&writer, language, call, (enum field)i);
            first = false;
        }
    }
    writer.indent = 0;
    str_puts(out, !first && language->literals->always_comma ? "," : "");
    write_row(&writer);
    str_puts(out, language->close);
    return true;
}
