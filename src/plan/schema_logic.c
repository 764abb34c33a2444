/* Keywords that combine schemas. */
#include "schema_parts.h"

static bool compile_list(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *schema,
                         struct schema_place place)
{
    struct schema_place below = schema_below(compiler, place, rule->keyword->names[0]);
    (void)schema;
    if (!json_is(rule->value, JSON_ARRAY) || json_first(rule->value) == NULL) {
        return schema_refuse(compiler, below, "a list of schemas is meant");
    }
    return schema_compile_list(compiler, rule, rule->value, below);
}

static bool check_all(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                      const struct schema_path *path)
{
    bool holds = true;
    for (size_t i = 0; i < rule->node_count && !checker->gave_up; i++) {
        holds = schema_check_node(checker, rule->nodes[i], value, path) && holds;
    }
    return holds;
}

/* How many of the alternatives hold; stops at `enough`. */
static size_t count_holding(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                            const struct schema_path *path, size_t enough)
{
    size_t count = 0;
    for (size_t i = 0; i < rule->node_count && count < enough && !checker->gave_up; i++) {
        count += schema_try(checker, rule->nodes[i], value, path);
    }
    return count;
}

static bool check_any(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                      const struct schema_path *path)
{
    if (count_holding(checker, rule, value, path, 1) == 1) {
        return true;
    }
    if (rule->node_count == 1) {
        return schema_check_node(checker, rule->nodes[0], value, path); /* it can say more exactly what is wrong */
    }
    schema_expect(checker, "one of %zu alternatives", rule->node_count);
    return schema_violated(checker, "anyOf", value, path, NULL);
}

static bool check_one(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                      const struct schema_path *path)
{
    size_t count = count_holding(checker, rule, value, path, 2);
    if (count == 1) {
        return true;
    }
    schema_expect(checker, count == 0 ? "one of %zu alternatives" : "only one of %zu alternatives", rule->node_count);
    return schema_violated(checker, "oneOf", value, path, NULL);
}

static bool compile_not(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *schema,
                        struct schema_place place)
{
    (void)schema;
    rule->node = schema_compile(compiler, rule->value, schema_below(compiler, place, "not"));
    return rule->node != NULL;
}

static bool check_not(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                      const struct schema_path *path)
{
    if (!schema_try(checker, rule->node, value, path)) {
        return !checker->gave_up;
    }
    schema_expect(checker, "something else than the schema of not describes");
    return schema_violated(checker, "not", value, path, NULL);
}

/* Without if, neither then nor else says anything; they must be schemas all the same. */
static bool compile_if(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *schema,
                       struct schema_place place)
{
    const struct {
        const char *name;
        struct schema_node **node;
    } parts[] = {{"if", &rule->node}, {"then", &rule->then}, {"else", &rule->otherwise}};
    for (size_t i = 0; i < 3; i++) {
        const struct json *part = json_member(schema, parts[i].name);
        *parts[i].node = part == NULL ? NULL : schema_compile(compiler, part, schema_below(compiler, place, parts[i].name));
        if (part != NULL && *parts[i].node == NULL) {
            return false;
        }
    }
    return true;
}

static bool check_if(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                     const struct schema_path *path)
{
    if (rule->node == NULL) {
        return true;
    }
    const struct schema_node *next = schema_try(checker, rule->node, value, path) ? rule->then : rule->otherwise;
    return next == NULL || schema_check_node(checker, next, value, path);
}

const struct schema_keyword schema_keywords_logic[] = {
    {{"allOf"}, compile_list, check_all},
    {{"anyOf"}, compile_list, check_any},
    {{"oneOf"}, compile_list, check_one},
    {{"not"}, compile_not, check_not},
    {{"if", "then", "else"}, compile_if, check_if},
    {{NULL}, NULL, NULL},
};
