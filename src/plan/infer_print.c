/* Writes an inferred plan as Segment's Public API has it. */
#include <stdlib.h>
#include <string.h>

#include "base/jsontext.h"
#include "base/xalloc.h"
#include "infer_parts.h"

#define STEP 2

/* Names whose values are not a list even where a session knows only a few. */
static const char *const open_names[] = {
    "id", "name", "email", "phone", "url", "uri", "path", "title", "key", "token", "date", "time", "description", "text",
    "message", "comment", "query", "referrer", "search", "city", "street", "address", "zip", "postalcode", "state",
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool ends_with(const char *name, const char *end)
{
    size_t n = strlen(name), m = strlen(end);
    for (size_t i = 0; i < m; i++) {
        if (m > n || lower(name[n - m + i]) != end[i]) {
            return false;
        }
    }
    return true;
}

/* At least two words, and nothing but them. */
static bool is_list(const struct infer *infer, const struct infer_node *node)
{
    const char *name = strpool_text(infer->pool, node->name);
    bool words = !node->any_text && (node->kinds & ~(unsigned)(INFER_STRING | INFER_NULL)) == 0;
    bool list = words && node->value_count >= 2 && node->strings >= INFER_VALUES_CALLS;
    for (size_t i = 0; i < sizeof open_names / sizeof *open_names && list; i++) {
        list = !ends_with(name, open_names[i]);
    }
    return list;
}

static void put_line(struct str *out, int indent, const char *text)
{
    str_printf(out, "\n%*s%s", indent, "", text);
}

static void put_text(struct str *out, const struct infer *infer, uint32_t text)
{
    jsontext_quote(out, strpool_text(infer->pool, text), strpool_length(infer->pool, text));
}

/* "string", or a list when there are several; a number may be whole, so the wider type says it all. */
static void put_types(struct str *out, unsigned kinds)
{
    static const char *const names[] = {"object", "array", "string", "number", "integer", "boolean", "null"};
    kinds &= kinds & INFER_NUMBER ? ~(unsigned)INFER_INTEGER : ~0u;
    bool several = (kinds & (kinds - 1)) != 0;
    const char *joint = "";
    str_puts(out, several ? "\"type\": [" : "\"type\": ");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if ((kinds & 1u << i) != 0) {
            str_printf(out, "%s\"%s\"", joint, names[i]);
            joint = ", ";
        }
    }
    str_puts(out, several ? "]" : "");
}

/* ---- in a stable order ---- */

struct named {
    const char *name;
    const struct infer_node *node;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct named *)a)->name, ((const struct named *)b)->name);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Members that there is something to say of; the caller frees them. */
static struct named *members_of(const struct infer *infer, const struct infer_node *node, size_t *count)
{
    struct named *members = xcalloc(node->member_count + 1, sizeof *members);
    *count = 0;
    for (const struct infer_node *member = node->first; member != NULL; member = member->next) {
        bool says = member->only == NULL || member->first != NULL; /* of the context only groupId counts */
        if (says) {
            members[(*count)++] = (struct named){strpool_text(infer->pool, member->name), member};
        }
    }
    qsort(members, *count, sizeof *members, by_name);
    return members;
}

/* ---- schemas ---- */

static void put_values(struct str *out, const struct infer *infer, const struct infer_node *node)
{
    const char *values[INFER_VALUES_MAX];
    for (unsigned i = 0; i < node->value_count; i++) {
        values[i] = strpool_text(infer->pool, node->values[i]);
    }
    qsort(values, node->value_count, sizeof *values, by_text);
    str_puts(out, ", \"enum\": [");
    for (unsigned i = 0; i < node->value_count; i++) {
        str_puts(out, i > 0 ? ", " : "");
        jsontext_quote(out, values[i], strlen(values[i]));
    }
    str_puts(out, node->kinds & INFER_NULL ? ", null]" : "]");
}

static void put_schema(struct str *out, const struct infer *infer, const struct infer_node *node, int indent);

/* The members that all `objects` had. */
static void put_required(struct str *out, uint64_t objects, const struct named *members, size_t count, int indent)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (members[i].node->present != objects) {
            continue;
        }
        if (!any) {
            str_puts(out, ",");
            put_line(out, indent, "\"required\": [");
        }
        str_puts(out, any ? ", " : "");
        jsontext_quote(out, members[i].name, strlen(members[i].name));
        any = true;
    }
    str_puts(out, any ? "]" : "");
}

static void put_members(struct str *out, const struct infer *infer, const struct infer_node *node, int indent)
{
    size_t count;
    struct named *members = members_of(infer, node, &count);
    if (count > 0) {
        str_puts(out, ",");
        put_line(out, indent, "\"properties\": {");
        for (size_t i = 0; i < count; i++) {
            str_puts(out, i > 0 ? "," : "");
            put_line(out, indent + STEP, "");
            jsontext_quote(out, members[i].name, strlen(members[i].name));
            str_puts(out, ": ");
            put_schema(out, infer, members[i].node, indent + STEP);
        }
        put_line(out, indent, "}");
        put_required(out, node->objects, members, count, indent);
    }
    free(members);
}

static void put_schema(struct str *out, const struct infer *infer, const struct infer_node *node, int indent)
{
    bool tall = node->first != NULL || node->items != NULL;
    str_putc(out, '{');
    if (tall) {
        put_line(out, indent + STEP, "");
    }
    put_types(out, node->kinds);
    if (is_list(infer, node)) {
        put_values(out, infer, node);
    }
    put_members(out, infer, node, indent + STEP);
    if (node->items != NULL) {
        str_puts(out, ",");
        put_line(out, indent + STEP, "\"items\": ");
        put_schema(out, infer, node->items, indent + STEP);
    }
    if (tall) {
        put_line(out, indent, "");
    }
    str_putc(out, '}');
}

/* ---- the plan ---- */

static unsigned rank_of(enum message_type type)
{
    static const unsigned ranks[MESSAGE_TYPES] = {
        [MESSAGE_TRACK] = 0, [MESSAGE_PAGE] = 1, [MESSAGE_SCREEN] = 2, [MESSAGE_IDENTIFY] = 3, [MESSAGE_GROUP] = 4,
    };
    return ranks[type];
}

struct sorted {
    unsigned rank;
    const char *name;
    const struct infer_event *event;
};

static int by_event(const void *a, const void *b)
{
    const struct sorted *x = a, *y = b;
    return x->rank != y->rank ? (x->rank > y->rank) - (x->rank < y->rank) : strcmp(x->name, y->name);
}

static void put_rule(struct str *out, const struct infer *infer, const struct infer_event *event)
{
    str_printf(out, "\n    {\n      \"type\": \"%s\",\n", infer_type_name(event->type));
    if (event->name != STRPOOL_NONE) {
        str_puts(out, "      \"key\": ");
        put_text(out, infer, event->name);
        str_puts(out, ",\n");
    }
    str_puts(out, "      \"version\": 1,\n      \"jsonSchema\": {\n"
                  "        \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n        \"type\": \"object\"");
    put_members(out, infer, event->root, 8);
    str_puts(out, "\n      }\n    }");
}

void infer_print(const struct infer *infer, struct str *out)
{
    struct sorted *events = xcalloc(infer->count + 1, sizeof *events);
    for (size_t i = 0; i < infer->count; i++) {
        const struct infer_event *event = &infer->events[i];
        events[i] = (struct sorted){rank_of(event->type), strpool_text(infer->pool, event->name), event};
    }
    qsort(events, infer->count, sizeof *events, by_event);
    str_puts(out, "{\n  \"name\": \"Captured plan\",\n  \"rules\": [");
    for (size_t i = 0; i < infer->count; i++) {
        str_puts(out, i > 0 ? "," : "");
        put_rule(out, infer, events[i].event);
    }
    str_puts(out, infer->count > 0 ? "\n  ]\n}\n" : "]\n}\n");
    free(events);
}
