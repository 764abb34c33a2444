/* Keywords for objects. */
#include "schema_parts.h"

#include <stdlib.h>
#include <string.h>

#define NAMES_CHUNK 1024
#define FEW_NAMES 16u
#define FOUND_MAX 16u /* members that are remembered from one walk */

static bool check_most(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                       const struct schema_path *path)
{
    if (!json_is(value, JSON_OBJECT) || (double)json_count(value) <= rule->number) {
        return true;
    }
    schema_expect(checker, "at most %.0f members", rule->number);
    return schema_violated(checker, "maxProperties", value, path, NULL);
}

static bool check_least(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                        const struct schema_path *path)
{
    if (!json_is(value, JSON_OBJECT) || (double)json_count(value) >= rule->number) {
        return true;
    }
    schema_expect(checker, "at least %.0f member%s", rule->number, rule->number == 1 ? "" : "s");
    return schema_violated(checker, "minProperties", value, path, NULL);
}

static bool is_list_of_names(const struct json *value)
{
    bool right = json_is(value, JSON_ARRAY);
    for (const struct json *name = json_first(value); name != NULL; name = json_next(name)) {
        right = right && json_is(name, JSON_STRING);
    }
    return right;
}

/* 2019-09's unevaluatedProperties, which RudderStack's plans have, is the same as additionalProperties where no other keyword
 * of the schema speaks of properties too. */
static const struct json *rest_of(const struct json *schema, const char **name)
{
    static const char *const others[] = {"allOf", "anyOf", "oneOf", "if", "dependencies"};
    const struct json *more = json_member(schema, "additionalProperties");
    *name = "additionalProperties";
    for (size_t i = 0; i < sizeof others / sizeof *others && more == NULL; i++) {
        if (json_member(schema, others[i]) != NULL) {
            return NULL;
        }
    }
    if (more == NULL) {
        *name = "unevaluatedProperties";
        more = json_member(schema, *name);
    }
    return more;
}

/* `required` and `properties` are checked in one walk where nothing is said about other members. */
static bool are_joined(const struct json *schema)
{
    const struct json *properties = json_member(schema, "properties"), *required = json_member(schema, "required");
    const char *rest;
    return json_count(properties) > 0 && is_list_of_names(required) &&
           json_count(properties) + json_count(required) <= JSON_NAMES_MAX && rest_of(schema, &rest) == NULL &&
           json_member(schema, "patternProperties") == NULL;
}

static bool compile_required(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *schema,
                             struct schema_place place)
{
    if (!is_list_of_names(rule->value)) {
        return schema_refuse(compiler, schema_below(compiler, place, "required"), "a list of names is meant");
    }
    size_t count = json_count(rule->value);
    rule->members = schema_alloc(compiler, 1, sizeof *rule->members);
    rule->is_idle = are_joined(schema);
    if (count <= JSON_NAMES_MAX) {
        rule->members->names.items = schema_alloc(compiler, count, sizeof *rule->members->names.items);
        for (const struct json *name = json_first(rule->value); name != NULL; name = json_next(name)) {
            json_names_add(&rule->members->names, json_string(name));
        }
    }
    return true;
}

static bool check_names(struct schema_checker *checker, const char *keyword, const struct json *names, const struct json *value,
                        const struct schema_path *path)
{
    bool holds = true;
    for (const struct json *name = json_first(names); name != NULL && schema_step(checker, 1); name = json_next(name)) {
        if (json_member(value, json_string(name)) == NULL) {
            schema_expect(checker, "a value");
            holds = schema_violated(checker, keyword, NULL, path, json_string(name));
        }
    }
    return holds;
}

/* Nearly always they are. */
static bool are_all_there(const struct json_names *names, const struct json *object)
{
    uint64_t missing = names->count == 0 ? 1 : UINT64_MAX >> (JSON_NAMES_MAX - names->count);
    size_t which;
    const struct json *member = json_seek_named(json_first_member(object), names, &which);
    for (; member != NULL && missing != 0; member = json_seek_named(json_next(member), names, &which)) {
        missing &= ~(UINT64_C(1) << which);
    }
    return missing == 0;
}

static bool check_required(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                           const struct schema_path *path)
{
    return are_all_there(&rule->members->names, value) || !json_is(value, JSON_OBJECT) ||
           check_names(checker, "required", rule->value, value, path);
}

/* ---- properties, patternProperties, additionalProperties ---- */

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct schema_named *)a)->name, ((const struct schema_named *)b)->name);
}

/* Few names are found fastest by their first letters. */
static const struct schema_named *find_named(const struct schema_rule *rule, const char *name)
{
    struct schema_named key = {.name = name};
    if (rule->members->named_count > FEW_NAMES) {
        return bsearch(&key, rule->members->named, rule->members->named_count, sizeof key, by_name);
    }
    for (size_t i = 0; i < rule->members->named_count; i++) {
        if (rule->members->named[i].name[0] == name[0] && strcmp(rule->members->named[i].name, name) == 0) {
            return &rule->members->named[i];
        }
    }
    return NULL;
}

/* The members of an object of schemas, or with expressions for names. NULL on failure. */
static struct schema_named *compile_members(struct schema_compiler *compiler, const struct json *object, size_t *count,
                                            bool are_patterns, struct schema_place place)
{
    struct schema_named *out = schema_alloc(compiler, json_count(object), sizeof *out);
    if (!json_is(object, JSON_OBJECT)) {
        schema_refuse(compiler, place, "an object of schemas is meant");
        return NULL;
    }
    for (const struct json *member = json_first(object); member != NULL; member = json_next(member)) {
        struct schema_named *named = &out[*count];
        struct schema_place below = schema_below(compiler, place, json_key(member));
        *named = (struct schema_named){.name = json_key(member), .node = schema_compile(compiler, member, below)};
        named->pattern = are_patterns && named->node != NULL ? schema_compile_pattern(compiler, named->name, below) : NULL;
        if (named->node == NULL || (are_patterns && named->pattern == NULL)) {
            return NULL;
        }
        ++*count;
    }
    return out;
}

/* So that they can be found at once, when they are not too many. */
static void name_members(struct schema_compiler *compiler, struct schema_members *members)
{
    size_t count = members->named_count <= JSON_NAMES_MAX ? members->named_count : 0;
    members->names.items = schema_alloc(compiler, count, sizeof *members->names.items);
    members->asked = schema_alloc(compiler, count, sizeof *members->asked);
    for (size_t i = 0; i < count; i++) {
        const struct schema_node *node = members->named[i].node;
        json_names_add(&members->names, members->named[i].name);
        members->asked[i] = (struct schema_asked){node, node != NULL && node->is_type ? node->types : 0};
    }
}

static void join_required(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *required)
{
    struct schema_named *named = schema_alloc(compiler, rule->members->named_count + json_count(required), sizeof *named);
    memcpy(named, rule->members->named, rule->members->named_count * sizeof *named);
    rule->members->named = named;
    rule->members->required = required;
    for (const struct json *name = json_first(required); name != NULL; name = json_next(name)) {
        size_t i = 0;
        while (i < rule->members->named_count && strcmp(named[i].name, json_string(name)) != 0) {
            i++;
        }
        if (i == rule->members->named_count) {
            named[rule->members->named_count++] = (struct schema_named){.name = json_string(name)};
        }
        rule->members->required_bits |= UINT64_C(1) << i;
    }
}

static bool compile_properties(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *schema,
                               struct schema_place place)
{
    const struct json *properties = json_member(schema, "properties"), *patterns = json_member(schema, "patternProperties");
    const char *rest;
    const struct json *more = rest_of(schema, &rest);
    rule->members = schema_alloc(compiler, 1, sizeof *rule->members);
    if (properties != NULL) {
        rule->members->named = compile_members(compiler, properties, &rule->members->named_count, false,
                                               schema_below(compiler, place, "properties"));
    }
    if (patterns != NULL) {
        rule->members->patterns = compile_members(compiler, patterns, &rule->members->pattern_count, true,
                                         schema_below(compiler, place, "patternProperties"));
    }
    if (more != NULL) {
        rule->otherwise = schema_compile(compiler, more, schema_below(compiler, place, rest));
    }
    if ((properties != NULL && rule->members->named == NULL) || (patterns != NULL && rule->members->patterns == NULL) ||
        (more != NULL && rule->otherwise == NULL)) {
        return false;
    }
    if (rule->members->named_count > 0) {
        qsort(rule->members->named, rule->members->named_count, sizeof *rule->members->named, by_name);
    }
    if (are_joined(schema)) {
        join_required(compiler, rule, json_member(schema, "required"));
    }
    name_members(compiler, rule->members);
    return true;
}

static bool check_additional(struct schema_checker *checker, const struct schema_rule *rule, const struct json *member,
                             const struct schema_path *path)
{
    if (!rule->otherwise->refuses) {
        return schema_check_node(checker, rule->otherwise, member, path);
    }
    schema_expect(checker, "no member of this name");
    return schema_violated(checker, "additionalProperties", member, path, NULL);
}

static bool check_member(struct schema_checker *checker, const struct schema_rule *rule, const struct json *member,
                         const struct schema_path *path)
{
    const char *name = json_key(member);
    const struct schema_named *named = find_named(rule, name);
    bool holds = named == NULL || schema_check_node(checker, named->node, member, path), known = named != NULL;
    for (size_t i = 0; i < rule->members->pattern_count; i++) {
        if (schema_matches(checker, rule->members->patterns[i].pattern, name)) {
            known = true;
            holds = schema_check_node(checker, rule->members->patterns[i].node, member, path) && holds;
        }
    }
    return known || rule->otherwise == NULL ? holds : check_additional(checker, rule, member, path);
}

static bool check_found(struct schema_checker *checker, const struct schema_asked *asked, const struct json *member,
                        const struct schema_path *path)
{
    struct schema_path below = {path, json_key(member), 0};
    bool holds = asked->node == NULL || (asked->types != 0 && (schema_types(member) & asked->types) != 0);
    return holds || !schema_step(checker, 1) || schema_check_node(checker, asked->node, member, &below);
}

/* Nothing is said about other members. */
static bool check_named(struct schema_checker *checker, const struct schema_rule *rule, const struct json *object,
                        const struct schema_path *path)
{
    bool holds = true;
    size_t which;
    const struct json *member = json_seek_named(json_first_member(object), &rule->members->names, &which);
    for (; member != NULL && !checker->gave_up; member = json_seek_named(json_next(member), &rule->members->names, &which)) {
        holds = check_found(checker, &rule->members->asked[which], member, path) && holds;
    }
    return holds;
}

/* What is missing is told first. */
static bool check_joined(struct schema_checker *checker, const struct schema_rule *rule, const struct json *object,
                         const struct schema_path *path)
{
    const struct schema_members *members = rule->members;
    const struct json *found[FOUND_MAX];
    unsigned char numbers[FOUND_MAX];
    size_t count = 0, which;
    uint64_t missing = members->required_bits;
    const struct json *member = json_seek_named(json_first_member(object), &members->names, &which);
    for (; member != NULL; member = json_seek_named(json_next(member), &members->names, &which)) {
        missing &= ~(UINT64_C(1) << which);
        if (count < FOUND_MAX) {
            found[count] = member;
            numbers[count] = (unsigned char)which;
        }
        count++;
    }
    bool holds = missing == 0 || !json_is(object, JSON_OBJECT) || check_names(checker, "required", members->required, object, path);
    if (!holds && checker->report == NULL) {
        return false;
    }
    if (count > FOUND_MAX) {
        return check_named(checker, rule, object, path) && holds;
    }
    for (size_t i = 0; i < count && !checker->gave_up; i++) {
        holds = check_found(checker, &members->asked[numbers[i]], found[i], path) && holds;
    }
    return holds;
}

static bool check_properties(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                             const struct schema_path *path)
{
    bool holds = true;
    if (rule->members->required != NULL) {
        return check_joined(checker, rule, value, path);
    }
    if (rule->members->names.count > 0 && rule->members->pattern_count == 0 && rule->otherwise == NULL) {
        return check_named(checker, rule, value, path);
    }
    for (const struct json *member = json_first_member(value); member != NULL && schema_step(checker, 1);
         member = json_next(member)) {
        struct schema_path below = {path, json_key(member), 0};
        holds = check_member(checker, rule, member, &below) && holds;
    }
    return holds;
}

/* ---- dependencies, propertyNames ---- */

static bool compile_dependencies(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *schema,
                                 struct schema_place place)
{
    (void)schema;
    place = schema_below(compiler, place, "dependencies");
    rule->members = schema_alloc(compiler, 1, sizeof *rule->members);
    rule->members->named = schema_alloc(compiler, json_count(rule->value), sizeof *rule->members->named);
    if (!json_is(rule->value, JSON_OBJECT)) {
        return schema_refuse(compiler, place, "an object is meant");
    }
    for (const struct json *member = json_first(rule->value); member != NULL; member = json_next(member)) {
        struct schema_named *named = &rule->members->named[rule->members->named_count++];
        bool is_list = is_list_of_names(member);
        struct schema_place below = schema_below(compiler, place, json_key(member));
        *named = (struct schema_named){.name = json_key(member), .names = is_list ? member : NULL};
        named->node = is_list ? NULL : schema_compile(compiler, member, below);
        if (!is_list && named->node == NULL) {
            return false;
        }
    }
    return true;
}

static bool check_dependencies(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                               const struct schema_path *path)
{
    bool holds = true;
    for (size_t i = 0; i < rule->members->named_count && schema_step(checker, 1); i++) {
        const struct schema_named *named = &rule->members->named[i];
        if (json_member(value, named->name) == NULL) {
            continue;
        }
        holds = (named->node != NULL ? schema_check_node(checker, named->node, value, path)
                                     : check_names(checker, "dependencies", named->names, value, path)) && holds;
    }
    return holds;
}

static bool compile_names(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *schema,
                          struct schema_place place)
{
    (void)schema;
    rule->node = schema_compile(compiler, rule->value, schema_below(compiler, place, "propertyNames"));
    return rule->node != NULL;
}

static bool check_property_names(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                                 const struct schema_path *path)
{
    bool holds = true;
    struct arena arena;
    arena_init(&arena, NAMES_CHUNK);
    for (const struct json *member = json_first_member(value);
         member != NULL && schema_step(checker, 1); member = json_next(member)) {
        struct schema_path below = {path, json_key(member), 0};
        holds = schema_check_node(checker, rule->node, json_string_node(&arena, json_key(member)), &below) && holds;
    }
    arena_done(&arena);
    return holds;
}

const struct schema_keyword schema_keywords_object[] = {
    {{"maxProperties"}, schema_compile_count, check_most},
    {{"minProperties"}, schema_compile_count, check_least},
    {{"required"}, compile_required, check_required},
    {{"properties", "patternProperties", "additionalProperties", "unevaluatedProperties"}, compile_properties, check_properties},
    {{"dependencies"}, compile_dependencies, check_dependencies},
    {{"propertyNames"}, compile_names, check_property_names},
    {{NULL}, NULL, NULL},
};
