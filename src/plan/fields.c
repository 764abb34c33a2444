#include "fields.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/xalloc.h"
#include "schema_parts.h"

#define CHUNK ((size_t)4 << 10)
#define TEXT_MAX_BYTES 400
#define TOKEN_MAX 128
#define LISTS_DEEP 3u
#define VISITS_MAX 10000u
#define LEVELS_MAX 40u

void plan_fields_init(struct plan_fields *fields)
{
    *fields = (struct plan_fields){0};
    arena_init(&fields->arena, CHUNK);
}

void plan_fields_done(struct plan_fields *fields)
{
    arena_done(&fields->arena);
    free(fields->items);
}

static const char *keep(struct plan_fields *fields, struct str *text)
{
    const char *kept = arena_strndup(&fields->arena, text->data, text->len);
    str_done(text);
    return kept;
}

/* ---- what a schema says of a value ---- */

/* Only schemas that were compiled are known to be right: what stands beside a reference is anything. */
static const char *text_of(const struct json *value)
{
    const char *text = json_string(value);
    return text == NULL ? "" : text;
}

static const struct json *find(const struct json *root, const char *pointer)
{
    const struct json *target = root;
    for (const char *at = pointer; target != NULL && (at = strchr(at, '/')) != NULL;) {
        char token[TOKEN_MAX];
        size_t n = strcspn(++at, "/");
        n = n < sizeof token ? n : sizeof token - 1;
        memcpy(token, at, n);
        token[n] = '\0';
        target = json_member(target, token);
    }
    return target;
}

/* What references lead to, as far as they are pointers into the document. */
static const struct json *follow(const struct json *root, const struct json *schema)
{
    for (unsigned steps = 0; steps < FIELDS_DEPTH_MAX; steps++) {
        const char *reference = text_of(json_member(schema, "$ref"));
        const struct json *target = strncmp(reference, "#/", 2) == 0 ? find(root, reference) : NULL;
        if (target == NULL) {
            break;
        }
        schema = target;
    }
    return schema;
}

static void put_type(struct str *out, const struct json *root, const struct json *schema, unsigned depth)
{
    const struct json *type = json_member(schema, "type");
    const struct json *items = follow(root, json_member(schema, "items"));
    bool several = json_is(type, JSON_ARRAY);
    const struct json *first = several ? json_first(type) : type;
    for (const struct json *one = first; one != NULL; one = several ? json_next(one) : NULL) {
        bool lists = strcmp(text_of(one), "array") == 0;
        str_puts(out, one == first ? "" : " or ");
        str_puts(out, lists ? "list" : text_of(one));
        if (lists && json_member(items, "type") != NULL && depth < LISTS_DEEP) {
            str_puts(out, " of ");
            put_type(out, root, items, depth + 1);
        }
    }
}

static void put_values(struct str *out, const struct json *list)
{
    for (const struct json *value = json_first(list); value != NULL; value = json_next(value)) {
        str_puts(out, out->len > 0 ? ", " : "");
        if (json_is(value, JSON_STRING)) {
            str_puts(out, json_string(value));
        } else {
            schema_describe(out, value);
        }
    }
}

static void put_bound(struct str *out, const struct json *value, const char *before, const char *behind)
{
    if (value != NULL) {
        str_printf(out, "%s%s", out->len > 0 ? ", " : "", before);
        if (json_is(value, JSON_STRING)) {
            str_puts(out, json_string(value));
        } else {
            schema_describe(out, value);
        }
        size_t n = strlen(behind);
        str_append(out, behind, n - (n > 0 && json_number(value) == 1)); /* "at least 1 character" */
    }
}

static void put_limits(struct str *out, const struct json *schema)
{
    static const struct {
        const char *keyword, *before, *behind;
    } bounds[] = {
        {"const", "always ", ""},
        {"pattern", "matches ", ""},
        {"format", "", ""},
        {"minimum", "at least ", ""},
        {"exclusiveMinimum", "more than ", ""},
        {"maximum", "at most ", ""},
        {"exclusiveMaximum", "less than ", ""},
        {"multipleOf", "a multiple of ", ""},
        {"minLength", "at least ", " characters"},
        {"maxLength", "at most ", " characters"},
        {"minItems", "at least ", " elements"},
        {"maxItems", "at most ", " elements"},
    };
    static const char *const choices[] = {"anyOf", "oneOf"};
    put_values(out, json_member(schema, "enum"));
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        put_bound(out, json_member(schema, bounds[i].keyword), bounds[i].before, bounds[i].behind);
    }
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        size_t count = json_count(json_member(schema, choices[i]));
        if (count > 1) {
            str_printf(out, "%sone of %zu forms", out->len > 0 ? ", " : "", count);
        }
    }
}

/* ---- rows ---- */

static void add(struct plan_fields *fields, struct plan_field field)
{
    fields->cut = fields->cut || fields->count == FIELDS_MAX;
    if (!fields->cut) {
        fields->items = xgrow(fields->items, &fields->cap, fields->count + 1, sizeof *fields->items);
        fields->items[fields->count++] = field;
    }
}

static bool requires(const struct json *schema, const char *name)
{
    const struct json *one = json_first(json_member(schema, "required"));
    while (one != NULL && strcmp(text_of(one), name) != 0) {
        one = json_next(one);
    }
    return one != NULL;
}

static void add_value(struct plan_fields *fields, const struct json *root, const struct json *schema, struct plan_field field)
{
    struct str type, limits;
    str_init(&type, TEXT_MAX_BYTES);
    str_init(&limits, TEXT_MAX_BYTES);
    if (json_is(schema, JSON_FALSE)) {
        str_puts(&type, "not allowed");
    }
    put_type(&type, root, schema, 0);
    put_limits(&limits, schema);
    field.type = keep(fields, &type);
    field.limits = keep(fields, &limits);
    field.description = text_of(json_member(schema, "description"));
    add(fields, field);
}

/* Members that are required and described nowhere. */
static void add_required(struct plan_fields *fields, const struct json *schema, unsigned depth)
{
    for (const struct json *one = json_first(json_member(schema, "required")); one != NULL; one = json_next(one)) {
        if (json_member(json_member(schema, "properties"), text_of(one)) == NULL) {
            add(fields, (struct plan_field){depth, text_of(one), "", "", "", true});
        }
    }
}

static void walk(struct plan_fields *fields, const struct json *root, const struct json *schema, unsigned depth)
{
    const struct json *properties = json_member(schema, "properties"), *items = follow(root, json_member(schema, "items"));
    fields->cut = fields->cut || fields->visits++ == VISITS_MAX;
    if (schema == NULL || depth == FIELDS_DEPTH_MAX || fields->level == LEVELS_MAX || fields->cut) {
        return;
    }
    fields->level++;
    for (const struct json *member = json_first(properties); member != NULL && !fields->cut; member = json_next(member)) {
        const struct json *value = follow(root, member);
        struct plan_field field = {.depth = depth, .name = json_key(member), .required = requires(schema, json_key(member))};
        add_value(fields, root, value, field);
        walk(fields, root, value, depth + 1);
    }
    add_required(fields, schema, depth);
    if (json_is(items, JSON_OBJECT)) {
        walk(fields, root, items, depth);
    }
    for (const struct json *part = json_first(json_member(schema, "allOf")); part != NULL; part = json_next(part)) {
        walk(fields, root, follow(root, part), depth);
    }
    bool closed = json_is(json_member(schema, "additionalProperties"), JSON_FALSE) ||
                  json_is(json_member(schema, "unevaluatedProperties"), JSON_FALSE);
    if (closed) {
        add(fields, (struct plan_field){depth, "", "nothing else", "", "", false});
    }
    fields->level--;
}

void plan_fields_read(struct plan_fields *fields, const struct plan_entry *entry)
{
    arena_reset(&fields->arena);
    fields->count = fields->visits = fields->level = 0;
    fields->cut = false;
    if (entry != NULL && entry->schema != NULL) {
        const struct json *root = schema_json(entry->schema);
        walk(fields, root, follow(root, root), 0);
    }
}
