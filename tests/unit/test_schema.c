/* floor: plan */
#include "unit.h"

#include <stdio.h>

#include "plan/schema.h"

struct told {
    struct str text;
    size_t count;
};

static void take_down(void *to, const struct planned_violation *violation)
{
    struct told *told = to;
    told->count++;
    str_printf(&told->text, "%s %s: %s, not %s\n", violation->pointer, violation->keyword, violation->expected,
               violation->found);
}

static struct schema *compile(const char *schema, struct err *err)
{
    assert_true(jsontext_check(schema, strlen(schema), NULL, NULL));
    return schema_new((struct json_span){schema, strlen(schema)}, err);
}

/* What is told of `value`, in told->text; the verdict must be the same without telling. */
static void check(const char *schema, const char *value, struct told *told)
{
    struct err err;
    struct arena arena;
    struct schema *compiled = compile(schema, &err);
    assert_non_null(compiled);
    arena_init(&arena, 4096);
    const struct json *tree = json_parse(&arena, (struct json_span){value, strlen(value)});
    told->count = 0;
    str_clear(&told->text);
    struct pattern_room *room = pattern_room_new();
    bool holds = schema_check(compiled, tree, NULL, take_down, told);
    assert_int_equal(holds, told->count == 0);
    assert_int_equal(holds, schema_check(compiled, tree, room, NULL, NULL));
    pattern_room_free(room);
    arena_done(&arena);
    schema_free(compiled);
}

static void violations_say_where_what_and_what_instead(void **state)
{
    static const struct {
        const char *schema, *value, *told;
    } cases[] = {
        {"{\"type\":[\"string\",\"integer\"]}", "1.5", " type: a string or an integer, not 1.5\n"},
        {"{\"properties\":{\"plan\":{\"enum\":[\"free\",\"pro\",1]}}}", "{\"plan\":\"Free\"}",
         "/plan enum: one of \"free\", \"pro\", 1, not \"Free\"\n"},
        {"{\"required\":[\"a/b\",\"c~\",\"d\"]}", "{\"d\":null}",
         "/a~1b required: a value, not nothing\n/c~0 required: a value, not nothing\n"},
        {"{\"items\":{\"properties\":{\"n\":{\"minimum\":1,\"multipleOf\":2}}}}", "[{\"n\":2},{\"n\":-1}]",
         "/1/n multipleOf: a multiple of 2, not -1\n/1/n minimum: at least 1, not -1\n"},
        {"{\"additionalProperties\":false,\"properties\":{\"a\":true}}", "{\"a\":1,\"b\":[1]}",
         "/b additionalProperties: no member of this name, not an array of 1 element\n"},
        {"{\"required\":[\"b\",\"a\",\"b\"]}", "{\"b\":0,\"a\":0}", ""},
        {"{\"required\":[\"account\",\"accounts\",\"account_id\",\"account_ids\"]}", "{\"accounts\":0,\"account_ids\":0}",
         "/account required: a value, not nothing\n/account_id required: a value, not nothing\n"},
        {"{\"required\":[\"z\",\"a\",\"z\"],\"properties\":{\"a\":{\"type\":\"string\"},\"b\":false}}", "{\"b\":1,\"a\":2,\"c\":3}",
         "/z required: a value, not nothing\n/z required: a value, not nothing\n/b false: no such thing, not 1\n"
         "/a type: a string, not 2\n"},
        {"{\"required\":[\"z\",\"a\"],\"properties\":{\"a\":{\"type\":\"string\"}}}", "{\"z\":1,\"a\":\"\"}", ""},
        {"{\"required\":[\"z\"],\"properties\":{\"a\":false}}", "[1]", ""},
        {"{\"required\":[\"z\"],\"properties\":{\"a\":true},\"additionalProperties\":false}", "{\"z\":1}",
         "/z additionalProperties: no member of this name, not 1\n"},
        {"{\"properties\":{\"\":false,\"account\":false,\"accounts\":false,\"account_id\":false,\"account_ids\":false}}",
         "{\"accounts\":0,\"accounted\":0,\"account_i\":0,\"account_ids\":0,\"account_idss\":0,\"a\":0}",
         "/accounts false: no such thing, not 0\n/account_ids false: no such thing, not 0\n"},
        {"{\"properties\":{\"\":false}}", "{\"\":0}", "/ false: no such thing, not 0\n"},
        {"{\"const\":{\"a\":1}}", "{}", " const: an object of 1 member, not an object of 0 members\n"},
        {"{\"uniqueItems\":true}", "[1,{\"a\":1,\"b\":2},{\"b\":2,\"a\":1.0}]",
         " uniqueItems: no element twice, but an object of 2 members is, not an array of 3 elements\n"},
        {"{\"minLength\":2}", "\"\\ud83d\\ude00\"", " minLength: at least 2 characters, not \"\xf0\x9f\x98\x80\"\n"},
        {"{\"pattern\":\"^[a-z]+$\"}", "\"a\\n\"", " pattern: a text that matches ^[a-z]+$, not \"a\\n\"\n"},
        {"{\"anyOf\":[{\"type\":\"null\"}]}", "1", " type: null, not 1\n"},
        {"{\"oneOf\":[{\"type\":\"number\"},{\"minimum\":0}]}", "1", " oneOf: only one of 2 alternatives, not 1\n"},
        {"false", "1", " false: no such thing, not 1\n"},
    };
    struct told told;
    (void)state;
    str_init(&told.text, 4096);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check(cases[i].schema, cases[i].value, &told);
        assert_string_equal(told.text.data, cases[i].told);
    }
    str_done(&told.text);
}

/* All but one of so many members, and the last one wrong. */
static void check_many(int members)
{
    struct str properties, required, value, schema;
    struct told told;
    char expected[256];
    str_init(&told.text, 4096);
    str_init(&properties, 65536);
    str_init(&required, 65536);
    str_init(&value, 65536);
    str_init(&schema, 1 << 18);
    for (int i = 0; i < members; i++) {
        str_printf(&properties, "%s\"property_%d\":{\"type\":\"integer\"}", i == 0 ? "" : ",", i);
        str_printf(&required, "%s\"property_%d\"", i == 0 ? "" : ",", i);
        if (i != members / 2) {
            str_printf(&value, "%c\"property_%d\":%s", i == 0 ? '{' : ',', i, i == members - 1 ? "true" : "1");
        }
    }
    str_printf(&schema, "{\"required\":[%s],\"properties\":{%s}}", required.data, properties.data);
    str_puts(&value, "}");
    check(schema.data, value.data, &told);
    snprintf(expected, sizeof expected, "/property_%d required: a value, not nothing\n/property_%d type: an integer, not true\n",
             members / 2, members - 1);
    assert_string_equal(told.text.data, expected);
    str_done(&schema);
    str_done(&value);
    str_done(&required);
    str_done(&properties);
    str_done(&told.text);
}

/* More than are remembered from one walk, more than are told apart in one. */
static void many_names(void **state)
{
    (void)state;
    check_many(3);
    check_many(30);
    check_many(60);
    check_many(200);
}

static void what_is_no_schema_is_refused_with_its_place(void **state)
{
    static const struct {
        const char *schema, *message;
    } cases[] = {
        {"1", "the schema: a schema is an object, true or false"},
        {"{\"properties\":{\"a\":{\"type\":\"text\"}}}", "/properties/a/type: a type is null, boolean, integer, number"},
        {"{\"definitions\":{},\"items\":[true,{\"pattern\":\"[\"}]}", "/items/1/pattern: \"[\" is no expression, at character 1:"},
        {"{\"properties\":{\"a\":{\"$ref\":\"http://x/y#\"}}}", "/properties/a: $ref \"http://x/y#\" names nothing in this document"},
        {"{\"maxLength\":-1}", "/maxLength: a whole number from 0 is meant"},
        {"{\"allOf\":[]}", "/allOf: a list of schemas is meant"},
        {"{\"required\":[1]}", "/required: a list of names is meant"},
        {"{\"patternProperties\":{\"(\":{}}}", "/patternProperties/(: \"(\" is no expression"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err;
        assert_null(compile(cases[i].schema, &err));
        if (strncmp(err.text, cases[i].message, strlen(cases[i].message)) != 0) {
            fail_msg("%s", err.text);
        }
    }
}

static void what_would_take_for_ever_is_given_up(void **state)
{
    static const struct {
        const char *schema, *value;
    } cases[] = {
        {"{\"$ref\":\"#\"}", "1"},
        {"{\"allOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}", "1"},
        {"{\"pattern\":\"^(a|a)*$\"}", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\""},
    };
    struct told told;
    (void)state;
    str_init(&told.text, 65536);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check(cases[i].schema, cases[i].value, &told);
        assert_non_null(strstr(told.text.data, "takes too many steps or goes in circles"));
    }
    str_done(&told.text);
}

/* More than the stack of compiled patterns holds. */
static void long_texts_are_matched(void **state)
{
    struct told told;
    struct str value;
    (void)state;
    str_init(&told.text, 65536);
    str_init(&value, 65536);
    str_putc(&value, '"');
    for (size_t i = 0; i < 10000; i++) {
        str_puts(&value, "abc");
    }
    str_putc(&value, '"');
    check("{\"pattern\":\"^(a|bc)*$\"}", value.data, &told);
    assert_int_equal(told.count, 0);
    check("{\"pattern\":\"^(a|bd)*$\"}", value.data, &told);
    assert_int_equal(told.count, 1);
    str_done(&value);
    str_done(&told.text);
}

static void only_so_many_violations_are_told(void **state)
{
    struct told told;
    struct str value;
    (void)state;
    str_init(&told.text, 65536);
    str_init(&value, 65536);
    str_puts(&value, "[0");
    for (size_t i = 0; i < 1000; i++) {
        str_puts(&value, ",0");
    }
    str_puts(&value, "]");
    check("{\"items\":{\"type\":\"string\"}}", value.data, &told);
    assert_int_equal(told.count, SCHEMA_VIOLATIONS_MAX);
    str_done(&value);
    str_done(&told.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(violations_say_where_what_and_what_instead),
        cmocka_unit_test(many_names),
        cmocka_unit_test(what_is_no_schema_is_refused_with_its_place),
        cmocka_unit_test(what_would_take_for_ever_is_given_up),
        cmocka_unit_test(long_texts_are_matched),
        cmocka_unit_test(only_so_many_violations_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
