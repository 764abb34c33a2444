/* Keywords for any value: type, enum, const. */
#include "schema_parts.h"

#include <string.h>

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

static bool is_of_type(const struct json *value, const char *name)
{
    static const enum json_kind kinds[TYPES] = {JSON_NULL,   JSON_TRUE,   JSON_NUMBER, JSON_NUMBER,
                                                JSON_STRING, JSON_ARRAY, JSON_OBJECT};
    enum json_kind kind = json_kind(value);
    size_t type = find_type(name);
    kind = kind == JSON_FALSE ? JSON_TRUE : kind;
    return kind == kinds[type] && (strcmp(name, "integer") != 0 || json_is_integer(value));
}

static bool is_type_name(const struct json *value)
{
    return json_is(value, JSON_STRING) && find_type(json_string(value)) < TYPES;
}

static bool compile_type(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *schema,
                         struct schema_place place)
{
    bool right = is_type_name(rule->value) || json_first(rule->value) != NULL;
    (void)schema;
    for (const struct json *name = json_first(rule->value); name != NULL; name = json_next(name)) {
        right = right && is_type_name(name);
    }
    return right || schema_refuse(compiler, schema_below(compiler, place, "type"),
                                  "a type is null, boolean, integer, number, string, array, object, or a list of these");
}

static bool check_type(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                       const struct schema_path *path)
{
    const struct json *first = json_is(rule->value, JSON_ARRAY) ? json_first(rule->value) : rule->value;
    bool is_list = first != rule->value;
    for (const struct json *name = first; name != NULL; name = is_list ? json_next(name) : NULL) {
        if (is_of_type(value, json_string(name))) {
            return true;
        }
    }
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
    (void)rule;
    (void)schema;
    (void)place;
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
