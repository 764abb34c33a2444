/* One function per form of tracking plan. */
#include "plan_parts.h"

#include <string.h>
#include <strings.h>

static bool type_named(const char *name, enum message_type *type)
{
    for (unsigned i = 0; name != NULL && i < MESSAGE_UNKNOWN; i++) {
        if (strcasecmp(message_type_name((enum message_type)i), name) == 0) {
            *type = (enum message_type)i;
            return true;
        }
    }
    return false;
}

static const char *text_of(const struct json *object, const char *key)
{
    const char *text = json_string(json_member(object, key));
    return text != NULL ? text : "";
}

/* Versions are small whole numbers; whatever else stands there is none. */
static int64_t version_of(const struct json *object)
{
    const struct json *version = json_member(object, "version");
    double number = json_number(version);
    return json_is_integer(version) && number >= 0 && number < 1e9 ? (int64_t)number : 0;
}

static const char *first_of(const char *a, const char *b)
{
    return a[0] != '\0' ? a : b;
}

/* ---- Segment's Public API, and Typewriter's plan.json: {"rules":[{"type","key","jsonSchema","version"}]} ---- */

static bool has_rule_list(struct plan_value root)
{
    return json_is(json_member(root.tree, "rules"), JSON_ARRAY);
}

static bool read_rule(struct plan *plan, struct plan_value rule, struct err *err)
{
    const char *type = text_of(rule.tree, "type");
    struct plan_value schema = plan_member(rule, "jsonSchema");
    struct plan_entry entry = {
        .name = text_of(rule.tree, "key"),
        .is_common = strcasecmp(type, "COMMON") == 0,
        .version = version_of(rule.tree),
        .description = first_of(text_of(schema.tree, "description"), text_of(rule.tree, "description")),
    };
    if (!entry.is_common && !type_named(type, &entry.type)) {
        return err_set(err, "a rule has the type \"%.60s\": TRACK, IDENTIFY, GROUP, PAGE, SCREEN or COMMON is meant", type);
    }
    return plan_add(plan, entry, schema, err);
}

static bool read_rule_list(struct plan *plan, struct plan_value root, struct err *err)
{
    struct plan_value rules = plan_member(root, "rules"), rule = {.tree = json_first(rules.tree)};
    struct json_walk walk;
    bool right = true;
    jsontext_enter(&walk, rules.text);
    while (right && jsontext_next(&walk, NULL, &rule.text)) {
        right = read_rule(plan, rule, err);
        rule.tree = json_next(rule.tree);
    }
    return right;
}

/* ---- Segment's older Config API: {"rules":{"global","events":[{"name","rules"}],"identify","group"}} ---- */

static bool has_rule_object(struct plan_value root)
{
    return json_is(json_member(root.tree, "rules"), JSON_OBJECT);
}

static bool read_event(struct plan *plan, struct plan_value event, struct err *err)
{
    const char *type = text_of(event.tree, "eventType");
    struct plan_entry entry = {
        .type = MESSAGE_TRACK,
        .name = text_of(event.tree, "name"),
        .version = version_of(event.tree),
        .description = text_of(event.tree, "description"),
    };
    if (type[0] != '\0' && !type_named(type, &entry.type)) {
        return err_set(err, "event \"%.100s\" has the eventType \"%.60s\": track, identify, group, page, screen or alias is meant",
                       entry.name, type);
    }
    return plan_add(plan, entry, plan_member(event, "rules"), err);
}

static bool read_events(struct plan *plan, struct plan_value events, struct err *err)
{
    struct plan_value event = {.tree = json_first(events.tree)};
    struct json_walk walk;
    bool right = true;
    jsontext_enter(&walk, events.text);
    while (right && jsontext_next(&walk, NULL, &event.text)) {
        right = read_event(plan, event, err);
        event.tree = json_next(event.tree);
    }
    return right;
}

static bool read_rule_object(struct plan *plan, struct plan_value root, struct err *err)
{
    static const struct {
        const char *key;
        struct plan_entry entry;
    } parts[] = {
        {"global", {.name = "", .is_common = true, .description = ""}},
        {"identify", {.type = MESSAGE_IDENTIFY, .name = "", .description = ""}},
        {"group", {.type = MESSAGE_GROUP, .name = "", .description = ""}},
    };
    struct plan_value rules = plan_member(root, "rules"), events = plan_member(rules, "events");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct plan_value schema = plan_member(rules, parts[i].key);
        if (json_first(schema.tree) != NULL && !plan_add(plan, parts[i].entry, schema, err)) {
            return false;
        }
    }
    return !json_is(events.tree, JSON_ARRAY) || read_events(plan, events, err);
}

/* ---- RudderStack: {"events":[{"name","eventType","rules"}]} ---- */

static bool has_event_list(struct plan_value root)
{
    return json_is(json_member(root.tree, "events"), JSON_ARRAY);
}

static bool read_event_list(struct plan *plan, struct plan_value root, struct err *err)
{
    return read_events(plan, plan_member(root, "events"), err);
}

/* ---- {"Event Name": JSON Schema} ---- */

static bool has_schemas_only(struct plan_value root)
{
    bool right = json_is(root.tree, JSON_OBJECT) && json_first(root.tree) != NULL;
    for (const struct json *member = json_first(root.tree); member != NULL; member = json_next(member)) {
        right = right && (json_is(member, JSON_OBJECT) || json_is(member, JSON_TRUE) || json_key(member)[0] == '$');
    }
    return right;
}

static bool read_schemas(struct plan *plan, struct plan_value root, struct err *err)
{
    struct plan_value schema = {.tree = json_first(root.tree)};
    struct json_walk walk;
    bool right = true;
    jsontext_enter(&walk, root.text);
    for (; right && jsontext_next(&walk, NULL, &schema.text); schema.tree = json_next(schema.tree)) {
        const char *name = json_key(schema.tree);
        struct plan_entry entry = {.type = MESSAGE_TRACK, .name = name, .description = text_of(schema.tree, "description")};
        right = name[0] == '$' || plan_add(plan, entry, schema, err);
    }
    return right;
}

const struct plan_reader plan_readers[] = {
    {"Segment", has_rule_list, read_rule_list},
    {"Segment Config API", has_rule_object, read_rule_object},
    {"RudderStack", has_event_list, read_event_list},
    {"event schemas", has_schemas_only, read_schemas},
};
const size_t plan_reader_count = sizeof plan_readers / sizeof *plan_readers;
