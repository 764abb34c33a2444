/* floor: plan */
#include "unit.h"

#include "plan/builtin.h"
#include "plan/infer.h"
#include "plan/plan.h"
#include "model/b2b.h"

/* ---- helpers ---- */

static void add(struct infer *infer, enum message_type type, const char *name, const char *call)
{
    struct arena arena;
    arena_init(&arena, 4096);
    infer_add(infer, type, name, json_parse(&arena, (struct json_span){call, strlen(call)}));
    arena_done(&arena);
}

static void track(struct infer *infer, const char *properties)
{
    char call[4096];
    snprintf(call, sizeof call, "{\"properties\":%s}", properties);
    add(infer, MESSAGE_TRACK, "A", call);
}

/* The plan without the blanks between its words. */
static const char *printed(const struct infer *infer)
{
    static char text[8192];
    struct str out;
    size_t n = 0;
    bool quoted = false;
    str_init(&out, sizeof text - 1);
    infer_print(infer, &out);
    for (const char *c = out.data; *c != '\0'; c++) {
        quoted = *c == '"' ? !quoted : quoted;
        if (quoted || (*c != ' ' && *c != '\n')) {
            text[n++] = *c;
        }
    }
    text[n] = '\0';
    str_done(&out);
    return text;
}

/* What stands in the plan for the properties of the only event. */
static void check_properties(struct infer *infer, const char *expected)
{
    const char *text = printed(infer), *from = strstr(text, "\"properties\":{\"properties\":{");
    assert_non_null(from);
    from += strlen("\"properties\":{\"properties\":");
    if (strncmp(from, expected, strlen(expected)) != 0) {
        fail_msg("%s", from);
    }
    infer_free(infer);
}

/* ---- tests ---- */

static void types_are_as_wide_as_what_came(void **state)
{
    struct infer *infer = infer_new();
    (void)state;
    track(infer, "{\"i\":1,\"n\":1,\"s\":\"x\",\"u\":null,\"b\":true,\"m\":1}");
    track(infer, "{\"i\":2.0,\"n\":1.5,\"s\":null,\"u\":null,\"b\":false,\"m\":\"x\"}");
    check_properties(infer, "{\"type\":\"object\",\"properties\":{\"b\":{\"type\":\"boolean\"},\"i\":{\"type\":\"integer\"},"
                            "\"m\":{\"type\":[\"string\",\"integer\"]},\"n\":{\"type\":\"number\"},"
                            "\"s\":{\"type\":[\"string\",\"null\"]},\"u\":{\"type\":\"null\"}},"
                            "\"required\":[\"b\",\"i\",\"m\",\"n\",\"s\",\"u\"]}");
}

static void what_is_in_every_call_is_required(void **state)
{
    struct infer *infer = infer_new();
    (void)state;
    track(infer, "{\"a\":1,\"b\":1,\"b\":2}");
    track(infer, "{\"a\":1}");
    check_properties(infer, "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":{\"type\":\"integer\"}},"
                            "\"required\":[\"a\"]}},\"required\":[\"properties\"]");
}

static void a_call_without_properties_requires_none(void **state)
{
    struct infer *infer = infer_new();
    (void)state;
    track(infer, "{\"a\":1}");
    add(infer, MESSAGE_TRACK, "A", "{}");
    check_properties(infer, "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}},\"required\":[\"a\"]}}}}]}");
}

static void objects_and_lists_are_looked_into(void **state)
{
    struct infer *infer = infer_new();
    (void)state;
    track(infer, "{\"l\":[{\"sku\":\"a\",\"n\":1},{\"sku\":\"b\"}],\"o\":{\"p\":{\"q\":[]}}}");
    track(infer, "{\"l\":[[1.5]],\"o\":{}}");
    check_properties(infer,
                     "{\"type\":\"object\",\"properties\":{\"l\":{\"type\":\"array\",\"items\":{\"type\":[\"object\",\"array\"],"
                     "\"properties\":{\"n\":{\"type\":\"integer\"},\"sku\":{\"type\":\"string\"}},\"required\":[\"sku\"],"
                     "\"items\":{\"type\":\"number\"}}},\"o\":{\"type\":\"object\",\"properties\":{\"p\":{\"type\":\"object\","
                     "\"properties\":{\"q\":{\"type\":\"array\"}},\"required\":[\"q\"]}}}},\"required\":[\"l\",\"o\"]}");
}

/* Twenty calls with one of these values each, in turn, for a property of that name. */
static void add_values(struct infer *infer, const char *name, const char *const *values, size_t count)
{
    char properties[256];
    for (size_t i = 0; i < 20; i++) {
        snprintf(properties, sizeof properties, "{\"%s\":%s}", name, values[i % count]);
        track(infer, properties);
    }
}

static void few_words_said_often_are_all_there_are(void **state)
{
    static const char *const plans[] = {"\"pro\"", "\"free\"", "null"}, *const one[] = {"\"free\""};
    static const char *const ids[] = {"\"u_1001\"", "\"u_1002\""}, *const mails[] = {"\"a@b.c\"", "\"b@b.c\""};
    static const char *const many[] = {"\"a\"", "\"b\"", "\"c\"", "\"d\"", "\"e\"", "\"f\"", "\"g\""};
    static const struct {
        const char *name;
        const char *const *values;
        size_t count;
        const char *schema;
    } cases[] = {
        {"plan", plans, 2, "{\"type\":\"string\",\"enum\":[\"free\",\"pro\"]}"},
        {"plan", plans, 3, "{\"type\":\"string\"}"}, /* thirteen texts only */
        {"plan", one, 1, "{\"type\":\"string\"}"},
        {"ref", ids, 2, "{\"type\":\"string\"}"},
        {"contact", mails, 2, "{\"type\":\"string\"}"},
        {"letter", many, 6, "{\"type\":\"string\",\"enum\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"]}"},
        {"letter", many, 7, "{\"type\":\"string\"}"},
        {"planName", plans, 2, "{\"type\":\"string\"}"}, /* names are not a list */
        {"password", plans, 2, "{\"type\":\"string\"}"},  /* and secrets are not passed on */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct infer *infer = infer_new();
        add_values(infer, cases[i].name, cases[i].values, cases[i].count);
        if (i == 1) {
            assert_non_null(strstr(printed(infer), "\"plan\":{\"type\":[\"string\",\"null\"]}"));
        } else if (strstr(printed(infer), cases[i].schema) == NULL) {
            fail_msg("case %zu: %s", i, printed(infer));
        }
        infer_free(infer);
    }
    struct infer *infer = infer_new();
    add_values(infer, "plan", plans, 3);
    add_values(infer, "plan", plans, 3);
    assert_non_null(strstr(printed(infer), "\"plan\":{\"type\":[\"string\",\"null\"],\"enum\":[\"free\",\"pro\",null]}"));
    infer_free(infer);
}

static void names_with_card_numbers_are_left_out(void **state)
{
    struct infer *infer = infer_new();
    (void)state;
    add(infer, MESSAGE_TRACK, "Paid 4242 4242 4242 4242", "{\"userId\":\"u\"}");
    assert_int_equal(infer_events(infer), 0);
    assert_int_equal(infer_left_out(infer), 1);
    track(infer, "{\"4242-4242-4242-4242\":1,\"order 4242\":1}");
    assert_int_equal(infer_left_out(infer), 1);
    assert_null(strstr(printed(infer), "4242-4242"));
    assert_non_null(strstr(printed(infer), "order 4242"));
    infer_free(infer);
}

static void of_the_context_only_the_account_counts(void **state)
{
    struct infer *infer = infer_new();
    (void)state;
    add(infer, MESSAGE_TRACK, "A", "{\"userId\":\"u\",\"context\":{\"groupId\":\"acme\",\"ip\":\"::1\"}}");
    add(infer, MESSAGE_TRACK, "B", "{\"userId\":\"u\",\"context\":{\"ip\":\"::1\"}}");
    assert_string_equal(printed(infer),
        "{\"name\":\"Captured plan\",\"rules\":[{\"type\":\"TRACK\",\"key\":\"A\",\"version\":1,\"jsonSchema\":{\"$schema\":"
        "\"http://json-schema.org/draft-07/schema#\",\"type\":\"object\",\"properties\":{\"context\":{\"type\":\"object\","
        "\"properties\":{\"groupId\":{\"type\":\"string\"}},\"required\":[\"groupId\"]}},\"required\":[\"context\"]}},"
        "{\"type\":\"TRACK\",\"key\":\"B\",\"version\":1,\"jsonSchema\":{\"$schema\":\"http://json-schema.org/draft-07/schema#\","
        "\"type\":\"object\"}}]}");
    infer_free(infer);
}

static void events_stand_in_a_stable_order(void **state)
{
    static const struct {
        enum message_type type;
        const char *name, *call;
    } calls[] = {
        {MESSAGE_GROUP, "", "{\"traits\":{\"name\":\"Acme\"}}"},
        {MESSAGE_TRACK, "B", "{\"properties\":{\"z\":1}}"},
        {MESSAGE_IDENTIFY, "ignored", "{\"traits\":{\"email\":\"a\"}}"},
        {MESSAGE_TRACK, "B", "{\"properties\":{\"y\":\"x\"}}"},
        {MESSAGE_PAGE, "", "{}"},
        {MESSAGE_TRACK, "A", "{}"},
        {MESSAGE_PAGE, "Pricing", "{}"},
        {MESSAGE_TRACK, "", "{}"},
        {MESSAGE_ALIAS, "", "{}"},
    };
    char first[8192];
    (void)state;
    size_t count = sizeof calls / sizeof *calls;
    struct infer *forth = infer_new(), *back = infer_new();
    for (size_t i = 0; i < count; i++) {
        add(forth, calls[i].type, calls[i].name, calls[i].call);
        add(back, calls[count - 1 - i].type, calls[count - 1 - i].name, calls[count - 1 - i].call);
    }
    assert_int_equal(infer_events(forth), 6);
    snprintf(first, sizeof first, "%s", printed(forth));
    assert_string_equal(first, printed(back));
    assert_non_null(strstr(first, "\"type\":\"PAGE\",\"version\":1"));
    infer_free(forth);
    infer_free(back);
}

static void it_is_bounded(void **state)
{
    struct infer *infer = infer_new();
    struct str call;
    char name[32];
    (void)state;
    for (unsigned i = 0; i < INFER_EVENTS_MAX + 3; i++) {
        snprintf(name, sizeof name, "e%u", i);
        add(infer, MESSAGE_TRACK, name, "{}");
    }
    assert_int_equal(infer_events(infer), INFER_EVENTS_MAX);
    assert_int_equal(infer_left_out(infer), 3);
    infer_free(infer);
    infer = infer_new();
    str_init(&call, 1 << 20);
    str_puts(&call, "{\"properties\":{\"deep\":");
    for (unsigned i = 0; i < 100; i++) {
        str_puts(&call, "{\"x\":[");
    }
    for (unsigned i = 0; i < 100; i++) {
        str_puts(&call, "]}");
    }
    for (unsigned i = 0; i < INFER_MEMBERS_MAX + 10; i++) {
        str_printf(&call, ",\"m%u\":1", i);
    }
    str_puts(&call, "}}");
    add(infer, MESSAGE_TRACK, "A", call.data);
    str_clear(&call);
    infer_print(infer, &call);
    struct err err;
    struct plan *plan = plan_new(call.data, call.len, &err);
    assert_non_null(plan);
    assert_null(strstr(call.data, "\"m509\""));
    plan_free(plan);
    str_done(&call);
    infer_free(infer);
}

static void the_b2b_spec_is_built_in(void **state)
{
    struct err err;
    const char *text = plan_builtin("b2b");
    struct plan *plan = plan_new(text, strlen(text), &err);
    (void)state;
    assert_null(plan_builtin("b2c"));
    if (plan == NULL) {
        fail_msg("%s", err.text);
    }
    for (unsigned event = B2B_NONE + 1; event < B2B_EVENTS; event++) {
        const struct b2b_row *row = b2b_row((enum b2b_event)event);
        const struct plan_entry *entry = plan_find(plan, MESSAGE_TRACK, row->name);
        if (entry == NULL) {
            fail_msg("%s is not planned", row->name);
        }
        assert_true(entry->of_context);
        for (const struct b2b_property *property = row->properties; property->name != NULL; property++) {
            char quoted[64];
            snprintf(quoted, sizeof quoted, "\"%s\": {\"type\": [\"string\"", property->name);
            assert_non_null(strstr(text, quoted));
        }
    }
    assert_int_equal(plan_count(plan), B2B_EVENTS - 1 + 2);
    assert_true(plan_event(plan, MESSAGE_TRACK, "Report Opened").known);
    assert_false(plan_event(plan, MESSAGE_TRACK, "signed_up").known);
    plan_free(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_are_as_wide_as_what_came),
        cmocka_unit_test(what_is_in_every_call_is_required),
        cmocka_unit_test(a_call_without_properties_requires_none),
        cmocka_unit_test(objects_and_lists_are_looked_into),
        cmocka_unit_test(few_words_said_often_are_all_there_are),
        cmocka_unit_test(names_with_card_numbers_are_left_out),
        cmocka_unit_test(of_the_context_only_the_account_counts),
        cmocka_unit_test(events_stand_in_a_stable_order),
        cmocka_unit_test(it_is_bounded),
        cmocka_unit_test(the_b2b_spec_is_built_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
