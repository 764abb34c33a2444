#include "plan_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define ARENA_CHUNK ((size_t)64 << 10)
#define PREFIX_MAX 64

struct plan_value plan_member(struct plan_value object, const char *key)
{
    struct plan_value out = {json_member(object.tree, key), {0}};
    if (out.tree != NULL) {
        jsontext_member(object.text, key, &out.text);
    }
    return out;
}

static const char *bag_of(enum message_type type)
{
    return type == MESSAGE_IDENTIFY || type == MESSAGE_GROUP ? "traits" : "properties";
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

static void put_in_order(struct plan *plan)
{
    if (plan->count > 0) {
        qsort(plan->entries, plan->count, sizeof *plan->entries, by_key);
    }
    while (plan->common < plan->count && !plan->entries[plan->common].is_common) {
        plan->common++;
    }
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

const struct plan_entry *plan_find(const struct plan *plan, enum message_type type, const char *name, int64_t version)
{
    size_t first = find(plan, type, name);
    if (first == plan->common && type != MESSAGE_TRACK) {
        first = find(plan, type, "");
    }
    if (first == plan->common) {
        return NULL;
    }
    const struct plan_entry *oldest = &plan->entries[first], *entry = oldest, *end = plan->entries + plan->common;
    for (; entry < end && entry->type == type && strcmp(entry->name, oldest->name) == 0; entry++) {
        if (entry->version == version) {
            return entry;
        }
    }
    return oldest;
}

bool plan_speaks_of(const struct plan *plan, enum message_type type)
{
    for (size_t i = 0; i < plan->common; i++) {
        if (plan->entries[i].type == type) {
            return true;
        }
    }
    return false;
}

/* ---- checking ---- */

/* Puts what a schema says of the properties into the call's own places. */
struct prefixing {
    const char *bag;
    planned_report *report;
    void *to;
    struct str pointer;
};

static void report_in_bag(void *to, const struct planned_violation *violation)
{
    struct prefixing *prefixing = to;
    struct planned_violation moved = *violation;
    str_clear(&prefixing->pointer);
    str_printf(&prefixing->pointer, "/%s", prefixing->bag);
    str_puts(&prefixing->pointer, violation->pointer);
    moved.pointer = prefixing->pointer.data;
    prefixing->report(prefixing->to, &moved);
}

/* A call without the object is checked as if it were empty: what is required is missing there. */
static bool check_bag(const struct plan_entry *entry, const struct json *call, planned_report *report, void *to)
{
    static const char nothing[] = "{}";
    struct prefixing prefixing = {.bag = bag_of(entry->type), .report = report, .to = to};
    const struct json *bag = json_member(call, prefixing.bag);
    struct arena arena;
    arena_init(&arena, PREFIX_MAX);
    str_init(&prefixing.pointer, ARENA_CHUNK);
    if (bag == NULL) {
        bag = json_parse(&arena, (struct json_span){nothing, sizeof nothing - 1});
    }
    bool holds = schema_check(entry->schema, bag, report == NULL ? NULL : report_in_bag, &prefixing);
    str_done(&prefixing.pointer);
    arena_done(&arena);
    return holds;
}

bool plan_check(const struct plan *plan, const struct plan_entry *entry, const struct json *call, planned_report *report,
                void *to)
{
    bool holds = true;
    for (size_t i = plan->common; i < plan->count; i++) {
        const struct schema *schema = plan->entries[i].schema;
        holds = (schema == NULL || schema_check(schema, call, report, to)) && holds;
    }
    if (entry == NULL || entry->schema == NULL) {
        return holds;
    }
    return (entry->of_bag ? check_bag(entry, call, report, to) : schema_check(entry->schema, call, report, to)) && holds;
}

/* ---- what rules ask ---- */

static bool knows(const void *self, const struct planned_call *call)
{
    return !plan_speaks_of(self, call->type) || plan_find(self, call->type, call->name, 0) != NULL;
}

/* The next letter or digit, in lower case; '\0' at the end. Other alphabets are taken as they are. */
static char next_letter(const char **text)
{
    while (**text != '\0' && strchr(" _-.:/", **text) != NULL) {
        ++*text;
    }
    char c = **text;
    *text += c != '\0';
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool is_near(const char *a, const char *b)
{
    char x, y;
    do {
        x = next_letter(&a);
        y = next_letter(&b);
    } while (x == y && x != '\0');
    return x == y;
}

static const char *nearest(const void *self, const struct planned_call *call)
{
    const struct plan *plan = self;
    for (size_t i = 0; i < plan->common; i++) {
        const struct plan_entry *entry = &plan->entries[i];
        if (entry->type == call->type && entry->name[0] != '\0' && is_near(entry->name, call->name)) {
            return entry->name;
        }
    }
    return NULL;
}

/* A call may name the version of its event; otherwise the oldest counts. (Segment: Protocols, event versioning.) */
static int64_t version_of(const struct json *call)
{
    const struct json *version = json_path(call, "context", "protocols", "event_version", NULL);
    double number = json_number(version);
    return json_is_integer(version) && number >= 0 && number < 1e9 ? (int64_t)number : 0;
}

static void check_planned(const void *self, const struct planned_call *call, planned_report *report, void *to)
{
    const struct plan_entry *entry = plan_find(self, call->type, call->name, version_of(call->tree));
    plan_check(self, entry, call->tree, report, to);
}

struct planned plan_planned(const struct plan *plan)
{
    return (struct planned){.self = plan, .knows = knows, .nearest = nearest, .check = check_planned};
}
