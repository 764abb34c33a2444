/* Keywords for arrays. */
#include "schema_parts.h"

#include <stdlib.h>

#include "base/xalloc.h"

/* items: one schema for all elements, or a list, one for each of the first ones; additionalItems is for those behind. */
static bool compile_items(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *schema,
                          struct schema_place place)
{
    const struct json *items = json_member(schema, "items"), *more = json_member(schema, "additionalItems");
    struct schema_place below = schema_below(compiler, place, "items");
    if (items != NULL && !json_is(items, JSON_ARRAY)) {
        rule->node = schema_compile(compiler, items, below);
        return rule->node != NULL;
    }
    if (items == NULL) {
        return true; /* nothing is behind what was never listed */
    }
    if (!schema_compile_list(compiler, rule, items, below)) {
        return false;
    }
    rule->otherwise = more == NULL ? NULL : schema_compile(compiler, more, schema_below(compiler, place, "additionalItems"));
    return more == NULL || rule->otherwise != NULL;
}

static bool check_items(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                        const struct schema_path *path)
{
    bool holds = true;
    struct schema_path below = {path, NULL, 0};
    if (!json_is(value, JSON_ARRAY)) {
        return true;
    }
    for (const struct json *item = json_first(value); item != NULL && !checker->gave_up; item = json_next(item)) {
        const struct schema_node *node = below.index < rule->node_count ? rule->nodes[below.index]
                                         : rule->node != NULL           ? rule->node
                                                                        : rule->otherwise;
        holds = (node == NULL || schema_check_node(checker, node, item, &below)) && holds;
        below.index++;
    }
    return holds;
}

static bool check_most(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                       const struct schema_path *path)
{
    if (!json_is(value, JSON_ARRAY) || (double)json_count(value) <= rule->number) {
        return true;
    }
    schema_expect(checker, "at most %.0f elements", rule->number);
    return schema_violated(checker, "maxItems", value, path, NULL);
}

static bool check_least(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                        const struct schema_path *path)
{
    if (!json_is(value, JSON_ARRAY) || (double)json_count(value) >= rule->number) {
        return true;
    }
    schema_expect(checker, "at least %.0f element%s", rule->number, rule->number == 1 ? "" : "s");
    return schema_violated(checker, "minItems", value, path, NULL);
}

static bool compile_unique(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *schema,
                           struct schema_place place)
{
    (void)schema;
    return json_is(rule->value, JSON_TRUE) || json_is(rule->value, JSON_FALSE) ||
           schema_refuse(compiler, schema_below(compiler, place, "uniqueItems"), "true or false is meant");
}

struct hashed {
    uint64_t hash;
    const struct json *value;
};

static int by_hash(const void *a, const void *b)
{
    uint64_t x = ((const struct hashed *)a)->hash, y = ((const struct hashed *)b)->hash;
    return (x > y) - (x < y);
}

static const struct json *find_twin(struct schema_checker *checker, struct hashed *items, size_t count)
{
    qsort(items, count, sizeof *items, by_hash);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count && items[k].hash == items[i].hash && schema_step(checker, 1); k++) {
            if (schema_equal(items[i].value, items[k].value)) {
                return items[i].value;
            }
        }
    }
    return NULL;
}

static bool check_unique(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                         const struct schema_path *path)
{
    size_t count = 0;
    if (!json_is(rule->value, JSON_TRUE) || !json_is(value, JSON_ARRAY) || json_first(value) == NULL) {
        return true;
    }
    struct hashed *items = xcalloc(json_count(value), sizeof *items);
    for (const struct json *item = json_first(value); item != NULL; item = json_next(item)) {
        items[count++] = (struct hashed){schema_hash(item), item};
    }
    const struct json *twin = find_twin(checker, items, count);
    free(items);
    if (twin == NULL) {
        return true;
    }
    if (schema_expect(checker, "no element twice, but ")) {
        schema_describe(&checker->expected, twin);
        str_puts(&checker->expected, " is");
    }
    return schema_violated(checker, "uniqueItems", value, path, NULL);
}

static bool compile_contains(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *schema,
                             struct schema_place place)
{
    (void)schema;
    rule->node = schema_compile(compiler, rule->value, schema_below(compiler, place, "contains"));
    return rule->node != NULL;
}

static bool check_contains(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                           const struct schema_path *path)
{
    if (!json_is(value, JSON_ARRAY)) {
        return true;
    }
    for (const struct json *item = json_first(value); item != NULL; item = json_next(item)) {
        if (schema_try(checker, rule->node, item, path)) {
            return true;
        }
    }
    schema_expect(checker, "at least one element as the schema of contains says");
    return schema_violated(checker, "contains", value, path, NULL);
}

const struct schema_keyword schema_keywords_array[] = {
    {{"items", "additionalItems"}, compile_items, check_items},
    {{"maxItems"}, schema_compile_count, check_most},
    {{"minItems"}, schema_compile_count, check_least},
    {{"uniqueItems"}, compile_unique, check_unique},
    {{"contains"}, compile_contains, check_contains},
    {{NULL}, NULL, NULL},
};
