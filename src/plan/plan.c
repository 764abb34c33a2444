#include "plan_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define ARENA_CHUNK ((size_t)64 << 10)

struct plan_value plan_member(struct plan_value object, const char *key)
{
    struct plan_value out = {json_member(object.tree, key), {0}};
    if (out.tree != NULL) {
        jsontext_member(object.text, key, &out.text);
    }
    return out;
}

/* The members calls have. Some could as well be the application's own; those that could not stand first. */
static const char *const call_members[] = {
    "context", "properties", "traits", "userId", "anonymousId", "groupId", "previousId", "messageId", "integrations",
    "originalTimestamp", "sentAt", "receivedAt", "timestamp", "type", "event", "name", "category", "channel", "version",
};
#define CALL_MEMBERS (sizeof call_members / sizeof *call_members)
#define CERTAIN_MEMBERS 12u

static size_t find_call_member(const char *name)
{
    size_t i = 0;
    while (i < CALL_MEMBERS && strcmp(call_members[i], name) != 0) {
        i++;
    }
    return i;
}

/* A schema of the whole call names only members that calls have; one of the properties names those of the application. */
static bool is_of_bag(const struct json *schema)
{
    const struct json *properties = json_member(schema, "properties"), *required = json_member(schema, "required");
    bool certain = false, stranger = false, any = false;
    for (const struct json *member = json_first(properties); member != NULL; member = json_next(member)) {
        size_t found = find_call_member(json_key(member));
        certain = certain || found < CERTAIN_MEMBERS;
        stranger = stranger || found == CALL_MEMBERS;
        any = true;
    }
    for (const struct json *name = json_first(required); name != NULL; name = json_next(name)) {
        size_t found = json_is(name, JSON_STRING) ? find_call_member(json_string(name)) : CALL_MEMBERS;
        certain = certain || found < CERTAIN_MEMBERS;
        stranger = stranger || found == CALL_MEMBERS;
        any = true;
    }
    return any && (stranger || !certain);
}

bool plan_add(struct plan *plan, struct plan_entry entry, struct plan_value schema, struct err *err)
{
    static const char context[] = "\"context\"";
    bool is_nameless = !entry.is_common && (entry.type == MESSAGE_IDENTIFY || entry.type == MESSAGE_GROUP);
    entry.name = is_nameless ? "" : entry.name;
    if (schema.text.n > 0 && !json_is(schema.tree, JSON_NULL)) {
        struct err why;
        entry.schema = schema_new(schema.text, &why);
        if (entry.schema == NULL) {
            return err_set(err, "%s%s\"%.100s\": %s", entry.is_common ? "common rules" : message_type_name(entry.type),
                           entry.is_common ? "" : " ", entry.name, why.text);
        }
        entry.of_bag = !entry.is_common && is_of_bag(schema.tree);
        entry.of_context = !entry.of_bag && memmem(schema.text.p, schema.text.n, context, sizeof context - 1) != NULL;
    }
    plan->entries = xgrow(plan->entries, &plan->cap, plan->count + 1, sizeof *plan->entries);
    plan->entries[plan->count++] = entry;
    return true;
}

static int by_key(const void *a, const void *b)
{
    const struct plan_entry *x = a, *y = b;
    int order = (x->is_common > y->is_common) - (x->is_common < y->is_common);
    order = order != 0 ? order : (x->type > y->type) - (x->type < y->type);
    order = order != 0 ? order : strcmp(x->name, y->name);
    return order != 0 ? order : (x->version > y->version) - (x->version < y->version);
}

/* Of entries that differ in their version only, the first knows how many they are. */
static void count_versions(struct plan *plan)
{
    struct plan_entry *oldest = NULL;
    for (size_t i = 0; i < plan->common; i++) {
        struct plan_entry *entry = &plan->entries[i];
        bool same = oldest != NULL && oldest->type == entry->type && strcmp(oldest->name, entry->name) == 0;
        oldest = same ? oldest : entry;
        oldest->versions++;
    }
}

static void put_in_order(struct plan *plan)
{
    if (plan->count > 0) {
        qsort(plan->entries, plan->count, sizeof *plan->entries, by_key);
    }
    while (plan->common < plan->count && !plan->entries[plan->common].is_common) {
        plan->speaks_of[plan->entries[plan->common++].type] = true;
    }
    count_versions(plan);
}

static bool read_plan(struct plan *plan, struct plan_value root, struct err *err)
{
    struct plan_value data = plan_member(root, "data");
    root = json_is(data.tree, JSON_OBJECT) ? data : root; /* as the Public API answers */
    struct plan_value inner = plan_member(root, "trackingPlan");
    root = json_is(inner.tree, JSON_OBJECT) && json_member(root.tree, "rules") == NULL ? inner : root;
    const char *name = json_string(json_member(root.tree, "name"));
    name = name != NULL ? name : json_string(json_member(root.tree, "display_name"));
    plan->name = name != NULL ? name : "";
    plan->is_open = json_is(json_member(root.tree, "open"), JSON_TRUE);
    for (size_t i = 0; i < plan_reader_count; i++) {
        if (plan_readers[i].recognises(root)) {
            plan->form = plan_readers[i].form;
            return plan_readers[i].read(plan, root, err);
        }
    }
    return err_set(err, "it is no tracking plan: Segment's has \"rules\", RudderStack's \"events\"; else {\"Event Name\": "
                        "{JSON Schema}} is meant");
}

struct plan *plan_new(const char *text, size_t n, struct err *err)
{
    struct json_error error;
    size_t mark = n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    if (!jsontext_check(text + mark, n - mark, NULL, &error)) {
        err_set(err, "line %u, column %u: %s", error.line, error.column, error.text);
        return NULL;
    }
    struct plan *plan = xcalloc(1, sizeof *plan);
    plan->room = pattern_room_new();
    arena_init(&plan->arena, ARENA_CHUNK);
    const char *copy = arena_strndup(&plan->arena, text + mark, n - mark);
    struct plan_value root = {NULL, jsontext_trim((struct json_span){copy, n - mark})};
    root.tree = json_parse(&plan->arena, root.text);
    if (!read_plan(plan, root, err)) {
        plan_free(plan);
        return NULL;
    }
    put_in_order(plan);
    return plan;
}

void plan_free(struct plan *plan)
{
    if (plan == NULL) {
        return;
    }
    for (size_t i = 0; i < plan->count; i++) {
        schema_free(plan->entries[i].schema);
    }
    free(plan->entries);
    pattern_room_free(plan->room);
    arena_done(&plan->arena);
    free(plan);
}

const char *plan_name(const struct plan *plan)
{
    return plan->name;
}

const char *plan_form(const struct plan *plan)
{
    return plan->form;
}

size_t plan_count(const struct plan *plan)
{
    return plan->count;
}

const struct plan_entry *plan_entry(const struct plan *plan, size_t index)
{
    return &plan->entries[index];
}

/* The first entry of this key, the oldest version; plan->common when there is none. */
static size_t find(const struct plan *plan, enum message_type type, const char *name)
{
    struct plan_entry key = {.type = type, .name = name, .version = INT64_MIN};
    size_t low = 0, high = plan->common;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_key(&plan->entries[middle], &key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < plan->common && plan->entries[low].type == type && strcmp(plan->entries[low].name, name) == 0;
    return found ? low : plan->common;
}

const struct plan_entry *plan_find(const struct plan *plan, enum message_type type, const char *name)
{
    size_t first = find(plan, type, name);
    if (first == plan->common && type != MESSAGE_TRACK) {
        first = find(plan, type, "");
    }
    return first == plan->common ? NULL : &plan->entries[first];
}

bool plan_speaks_of(const struct plan *plan, enum message_type type)
{
    return plan->speaks_of[type];
}
