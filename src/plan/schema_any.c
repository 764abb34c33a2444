/* Keywords for any value: type, enum, const. */
#include "schema_parts.h"

#include <string.h>

/* In the order of the bits of schema_types. */
static const struct type_name {
    const char *name, *shown;
} type_names[] = {
    {"null", "null"},     {"boolean", "a boolean"}, {"integer", "an integer"}, {"number", "a number"},
    {"string", "a string"}, {"array", "an array"},    {"object", "an object"},
};
#define TYPES (sizeof type_names / sizeof *type_names)

static size_t find_type(const char *name)
{
    size_t i = 0;
    while (i < TYPES && strcmp(type_names[i].name, name) != 0) {
        i++;
    }
    return i;
}

/* False when it is the name of no type. */
static bool add_type(unsigned *types, const struct json *name)
{
    size_t type = json_is(name, JSON_STRING) ? find_type(json_string(name)) : TYPES;
    *types |= type < TYPES ? 1u << type : 0;
    return type < TYPES;
}

static bool compile_type(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *schema,
                         struct schema_place place)
{
    bool right = add_type(&rule->types, rule->value) || json_first(rule->value) != NULL;
    (void)schema;
    for (const struct json *name = json_first(rule->value); name != NULL; name = json_next(name)) {
        right = add_type(&rule->types, name) && right;
    }
    return right || schema_refuse(compiler, schema_below(compiler, place, "type"),
                                  "a type is null, boolean, integer, number, string, array, object, or a list of these");
}

static bool check_type(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                       const struct schema_path *path)
{
    if ((schema_types(value) & rule->types) != 0) {
        return true;
    }
    const struct json *first = json_is(rule->value, JSON_ARRAY) ? json_first(rule->value) : rule->value;
    bool is_list = first != rule->value;
    schema_expect(checker, "%s", "");
    for (const struct json *name = first; name != NULL && checker->report != NULL; name = is_list ? json_next(name) : NULL) {
        str_puts(&checker->expected, name == first ? "" : " or ");
        str_puts(&checker->expected, type_names[find_type(json_string(name))].shown);
    }
    return schema_violated(checker, "type", value, path, NULL);
}

static bool compile_enum(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *schema,
                         struct schema_place place)
{
    (void)schema;
    rule->of_type = true;
    return json_is(rule->value, JSON_ARRAY) || schema_refuse(compiler, schema_below(compiler, place, "enum"), "a list is meant");
}

static bool check_enum(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                       const struct schema_path *path)
{
    const struct json *one = json_first(rule->value);
    while (one != NULL && schema_step(checker, 1) && !schema_equal(one, value)) {
        one = json_next(one);
    }
    if (one != NULL) {
        return !checker->gave_up;
    }
    schema_expect(checker, "one of ");
    for (one = json_first(rule->value); one != NULL && checker->report != NULL; one = json_next(one)) {
        schema_describe(&checker->expected, one);
        str_puts(&checker->expected, json_next(one) != NULL ? ", " : "");
    }
    return schema_violated(checker, "enum", value, path, NULL);
}

static bool compile_const(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *schema,
                          struct schema_place place)
{
    (void)compiler;
    (void)schema;
    (void)place;
    rule->of_type = true;
    return true;
}

static bool check_const(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                        const struct schema_path *path)
{
    if (schema_equal(rule->value, value)) {
        return true;
    }
    if (schema_expect(checker, "%s", "")) {
        schema_describe(&checker->expected, rule->value);
    }
    return schema_violated(checker, "const", value, path, NULL);
}

const struct schema_keyword schema_keywords_any[] = {
    {{"type"}, compile_type, check_type},
    {{"enum"}, compile_enum, check_enum},
    {{"const"}, compile_const, check_const},
    {{NULL}, NULL, NULL},
};
