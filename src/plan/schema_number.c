/* Keywords for numbers. */
#include "schema_parts.h"

#include <math.h>

static bool compile_number(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *schema,
                           struct schema_place place)
{
    const char *name = rule->keyword->names[0];
    (void)schema;
    rule->number = json_number(rule->value);
    return json_is(rule->value, JSON_NUMBER) ||
           schema_refuse(compiler, schema_below(compiler, place, name), "a number is meant");
}

bool schema_compile_count(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *schema,
                          struct schema_place place)
{
    (void)schema;
    rule->number = json_number(rule->value);
    return (json_is_integer(rule->value) && rule->number >= 0) ||
           schema_refuse(compiler, schema_below(compiler, place, rule->keyword->names[0]), "a whole number from 0 is meant");
}

static bool compile_multiple(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *schema,
                             struct schema_place place)
{
    return compile_number(compiler, rule, schema, place) &&
           (rule->number > 0 ||
            schema_refuse(compiler, schema_below(compiler, place, "multipleOf"), "a number above 0 is meant"));
}

/* Decimal fractions are not exact in binary: what is as near as doubles get counts as whole. */
static bool check_multiple(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                           const struct schema_path *path)
{
    double quotient = json_number(value) / rule->number, off = fabs(quotient - round(quotient));
    if (!json_is(value, JSON_NUMBER) || off == 0 || off < fabs(quotient) * 1e-12) {
        return true;
    }
    schema_expect(checker, "a multiple of %.15g", rule->number);
    return schema_violated(checker, "multipleOf", value, path, NULL);
}

static bool check_maximum(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                          const struct schema_path *path)
{
    if (!json_is(value, JSON_NUMBER) || json_number(value) <= rule->number) {
        return true;
    }
    schema_expect(checker, "at most %.15g", rule->number);
    return schema_violated(checker, "maximum", value, path, NULL);
}

static bool check_below(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                        const struct schema_path *path)
{
    if (!json_is(value, JSON_NUMBER) || json_number(value) < rule->number) {
        return true;
    }
    schema_expect(checker, "less than %.15g", rule->number);
    return schema_violated(checker, "exclusiveMaximum", value, path, NULL);
}

static bool check_minimum(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                          const struct schema_path *path)
{
    if (!json_is(value, JSON_NUMBER) || json_number(value) >= rule->number) {
        return true;
    }
    schema_expect(checker, "at least %.15g", rule->number);
    return schema_violated(checker, "minimum", value, path, NULL);
}

static bool check_above(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                        const struct schema_path *path)
{
    if (!json_is(value, JSON_NUMBER) || json_number(value) > rule->number) {
        return true;
    }
    schema_expect(checker, "more than %.15g", rule->number);
    return schema_violated(checker, "exclusiveMinimum", value, path, NULL);
}

const struct schema_keyword schema_keywords_number[] = {
    {{"multipleOf"}, compile_multiple, check_multiple},
    {{"maximum"}, compile_number, check_maximum},
    {{"exclusiveMaximum"}, compile_number, check_below},
    {{"minimum"}, compile_number, check_minimum},
    {{"exclusiveMinimum"}, compile_number, check_above},
    {{NULL}, NULL, NULL},
};
