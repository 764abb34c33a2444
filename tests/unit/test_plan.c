/* floor: plan */
#include "unit.h"

#include <stdio.h>

#include "plan/fields.h"
#include "plan/plan.h"

/* ---- helpers ---- */

static struct plan *read_plan(const char *text)
{
    struct err err;
    struct plan *plan = plan_new(text, strlen(text), &err);
    if (plan == NULL) {
        fail_msg("%s", err.text);
    }
    return plan;
}

static void take_down(void *to, const struct planned_violation *violation)
{
    str_printf(to, "%s %s;", violation->pointer, violation->keyword);
}

/* What the plan says of a call in an envelope with this context ("": none), "unplanned" included. */
static const char *judged_in(const struct plan *plan, enum message_type type, const char *name, const char *call,
                             const char *context)
{
    static char text[1024];
    struct str out;
    struct arena arena;
    arena_init(&arena, 4096);
    str_init(&out, sizeof text - 1);
    const struct planned_event event = plan_event(plan, type, name);
    const struct planned_call planned = {
        .type = type,
        .name = name,
        .tree = json_parse(&arena, (struct json_span){call, strlen(call)}),
        .context = context[0] == '\0' ? NULL : json_parse(&arena, (struct json_span){context, strlen(context)}),
        .event = &event,
    };
    str_puts(&out, event.known ? "" : "unplanned;");
    bool holds = plan_check(plan, &planned, take_down, &out);
    assert_int_equal(holds, out.len == (event.known ? 0 : strlen("unplanned;")));
    snprintf(text, sizeof text, "%s", out.data);
    str_done(&out);
    arena_done(&arena);
    return text;
}

static const char *judged(const struct plan *plan, enum message_type type, const char *name, const char *call)
{
    return judged_in(plan, type, name, call, "");
}

#define VERSION(number) "\"context\":{\"protocols\":{\"event_version\":" number "}}"

/* ---- tests ---- */

static void segments_rules_speak_of_the_whole_call(void **state)
{
    struct plan *plan = read_plan(
        "{\"data\":{\"rules\":["
        "{\"type\":\"TRACK\",\"key\":\"Signed Up\",\"version\":2,\"jsonSchema\":{\"description\":\"second\",\"properties\":"
        "{\"properties\":{\"type\":\"object\",\"required\":[\"plan\"]}}}},"
        "{\"type\":\"TRACK\",\"key\":\"Signed Up\",\"version\":1,\"jsonSchema\":{\"properties\":"
        "{\"context\":{},\"properties\":{\"properties\":{\"seats\":{\"type\":\"integer\"}}}}}},"
        "{\"type\":\"IDENTIFY\",\"jsonSchema\":{\"properties\":{\"traits\":{\"required\":[\"email\"]}}}},"
        "{\"type\":\"COMMON\",\"jsonSchema\":{\"required\":[\"userId\"]}}]}}");
    (void)state;
    assert_string_equal(plan_form(plan), "Segment");
    assert_int_equal(plan_count(plan), 4);
    assert_string_equal(judged(plan, MESSAGE_TRACK, "Signed Up", "{\"userId\":\"u\",\"properties\":{\"seats\":\"3\"}}"),
                        "/properties/seats type;");
    assert_string_equal(judged(plan, MESSAGE_TRACK, "Signed Up", "{\"userId\":\"u\",\"properties\":{\"seats\":\"3\"}," VERSION("2") "}"),
                        "/properties/plan required;");
    assert_string_equal(judged(plan, MESSAGE_TRACK, "Signed Up", "{\"userId\":\"u\"," VERSION("7") "}"), "");
    assert_string_equal(judged(plan, MESSAGE_TRACK, "signed up", "{}"), "unplanned;/userId required;");
    assert_string_equal(judged(plan, MESSAGE_IDENTIFY, "", "{\"userId\":\"u\",\"traits\":{}}"), "/traits/email required;");
    assert_true(plan_speaks_of(plan, MESSAGE_IDENTIFY));
    assert_false(plan_speaks_of(plan, MESSAGE_PAGE));
    assert_int_equal(plan_find(plan, MESSAGE_TRACK, "Signed Up")->versions, 2);
    assert_string_equal(plan_find(plan, MESSAGE_TRACK, "Signed Up")[1].description, "second");
    plan_free(plan);
}

static void typewriters_rules_speak_of_the_properties(void **state)
{
    struct plan *plan = read_plan(
        "{\"name\":\"Shop\",\"rules\":[{\"type\":\"track\",\"key\":\"Order Placed\",\"jsonSchema\":"
        "{\"properties\":{\"name\":{\"type\":\"string\"},\"total\":{\"type\":\"number\"}},\"required\":[\"total\"]}}]}");
    (void)state;
    assert_string_equal(plan_name(plan), "Shop");
    assert_true(plan_entry(plan, 0)->of_bag);
    assert_string_equal(judged(plan, MESSAGE_TRACK, "Order Placed", "{\"properties\":{\"name\":1,\"total\":2}}"),
                        "/properties/name type;");
    assert_string_equal(judged(plan, MESSAGE_TRACK, "Order Placed", "{}"), "/properties/total required;");
    plan_free(plan);
}

static void the_config_api_has_a_schema_for_each_kind(void **state)
{
    struct plan *plan = read_plan(
        "{\"display_name\":\"Old\",\"rules\":{\"global\":{\"required\":[\"context\"]},"
        "\"events\":[{\"name\":\"Signed Up\",\"rules\":{\"properties\":{\"properties\":{\"required\":[\"type\"]}}}}],"
        "\"identify\":{},\"group\":{\"properties\":{\"traits\":{\"required\":[\"name\"]}}}}}");
    (void)state;
    assert_string_equal(plan_form(plan), "Segment Config API");
    assert_string_equal(plan_name(plan), "Old");
    assert_string_equal(judged(plan, MESSAGE_GROUP, "", "{\"traits\":{}}"), "/context required;/traits/name required;");
    assert_string_equal(judged(plan, MESSAGE_TRACK, "Signed Up", "{\"context\":{},\"properties\":{}}"),
                        "/properties/type required;");
    assert_false(plan_speaks_of(plan, MESSAGE_IDENTIFY));
    plan_free(plan);
}

static void rudderstacks_events_name_their_type(void **state)
{
    struct plan *plan = read_plan(
        "{\"name\":\"R\",\"events\":["
        "{\"name\":\"Signed Up\",\"eventType\":\"track\",\"rules\":{\"properties\":{\"properties\":{\"properties\":{\"a\":{}},"
        "\"unevaluatedProperties\":false}}}},"
        "{\"name\":\"\",\"eventType\":\"identify\",\"rules\":{\"properties\":{\"traits\":{\"required\":[\"email\"]}}}}]}");
    (void)state;
    assert_string_equal(plan_form(plan), "RudderStack");
    assert_string_equal(judged(plan, MESSAGE_TRACK, "Signed Up", "{\"properties\":{\"a\":1,\"b\":2}}"),
                        "/properties/b additionalProperties;");
    assert_string_equal(judged(plan, MESSAGE_IDENTIFY, "", "{\"traits\":{}}"), "/traits/email required;");
    plan_free(plan);
}

static void schemas_by_name_are_a_plan(void **state)
{
    struct plan *plan = read_plan(
        "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"Anything\":true,"
        "\"Signed Up\":{\"properties\":{\"type\":{\"enum\":[\"organic\",\"invited\"]}},\"additionalProperties\":false}}");
    (void)state;
    assert_string_equal(plan_form(plan), "event schemas");
    assert_int_equal(plan_count(plan), 2);
    assert_string_equal(judged(plan, MESSAGE_TRACK, "Anything", "{\"properties\":{\"x\":1}}"), "");
    assert_string_equal(judged(plan, MESSAGE_TRACK, "Signed Up", "{\"properties\":{\"type\":\"x\",\"y\":1}}"),
                        "/properties/type enum;/properties/y additionalProperties;");
    plan_free(plan);
}

static void what_is_no_plan_is_refused_with_its_place(void **state)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"{\"rules\":[}", "line 1, column 11: "},
        {"[]", "it is no tracking plan: "},
        {"{\"a\":1}", "it is no tracking plan: "},
        {"{\"rules\":[{\"type\":\"TRAK\"}]}", "a rule has the type \"TRAK\""},
        {"{\"events\":[{\"name\":\"X\",\"eventType\":\"y\"}]}", "event \"X\" has the eventType \"y\""},
        {"{\"rules\":[{\"type\":\"TRACK\",\"key\":\"X\",\"jsonSchema\":{\"properties\":{\"p\":{\"type\":\"any\"}}}}]}",
         "track \"X\": /properties/p/type: a type is"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err;
        assert_null(plan_new(cases[i].text, strlen(cases[i].text), &err));
        if (strncmp(err.text, cases[i].message, strlen(cases[i].message)) != 0) {
            fail_msg("%s", err.text);
        }
    }
}

static void an_event_is_near_a_planned_one_or_unplanned(void **state)
{
    struct plan *plan = read_plan("{\"rules\":[{\"type\":\"TRACK\",\"key\":\"Signed Up\"},{\"type\":\"PAGE\",\"key\":\"Pricing\"}]}");
    struct plan *open = read_plan("{\"open\":true,\"rules\":[{\"type\":\"TRACK\",\"key\":\"Signed Up\"}]}");
    (void)state;
    assert_true(plan_event(plan, MESSAGE_TRACK, "Signed Up").known);
    assert_ptr_equal(plan_event(plan, MESSAGE_TRACK, "Signed Up").entry, plan_entry(plan, 0));
    assert_false(plan_event(plan, MESSAGE_TRACK, "signed_up").known);
    assert_string_equal(plan_event(plan, MESSAGE_TRACK, "signed_up").nearest, "Signed Up");
    assert_false(plan_event(plan, MESSAGE_TRACK, "Invite Sent").known);
    assert_null(plan_event(plan, MESSAGE_TRACK, "Invite Sent").nearest);
    assert_true(plan_event(plan, MESSAGE_SCREEN, "Main").known); /* the plan says nothing of screens */
    assert_true(plan_event(plan, MESSAGE_PAGE, "").known);       /* nor of a page without a name */
    assert_true(plan_event(plan, MESSAGE_TRACK, "Violation Generated").known);
    assert_true(plan_event(open, MESSAGE_TRACK, "Invite Sent").known);
    assert_false(plan_event(open, MESSAGE_TRACK, "SignedUp").known);
    plan_free(plan);
    plan_free(open);
}

static void an_envelopes_context_counts_under_the_calls_own(void **state)
{
    struct plan *plan = read_plan(
        "{\"rules\":[{\"type\":\"TRACK\",\"key\":\"A\",\"version\":1,\"jsonSchema\":{\"required\":[\"context\"],\"properties\":"
        "{\"context\":{\"required\":[\"groupId\"],\"properties\":{\"groupId\":{\"type\":\"string\"}}}}}},"
        "{\"type\":\"TRACK\",\"key\":\"A\",\"version\":2,\"jsonSchema\":{\"required\":[\"anonymousId\"]}},"
        "{\"type\":\"TRACK\",\"key\":\"B\",\"jsonSchema\":{\"properties\":{\"context\":false}}}]}");
    (void)state;
    assert_string_equal(judged_in(plan, MESSAGE_TRACK, "A", "{}", ""), "/context required;");
    assert_string_equal(judged_in(plan, MESSAGE_TRACK, "A", "{}", "{\"groupId\":\"acme\"}"), "");
    assert_string_equal(judged_in(plan, MESSAGE_TRACK, "A", "{}", "{\"groupId\":1}"), "/context/groupId type;");
    assert_string_equal(judged_in(plan, MESSAGE_TRACK, "A", "{\"context\":{\"ip\":\"::1\"}}", "{\"groupId\":\"acme\"}"), "");
    assert_string_equal(judged_in(plan, MESSAGE_TRACK, "A", "{\"context\":{\"groupId\":2}}", "{\"groupId\":\"acme\"}"),
                        "/context/groupId type;");
    assert_string_equal(judged_in(plan, MESSAGE_TRACK, "A", "{\"context\":3}", "{\"groupId\":\"acme\"}"), "");
    assert_string_equal(judged_in(plan, MESSAGE_TRACK, "A", "{}", "{\"protocols\":{\"event_version\":2}}"),
                        "/anonymousId required;");
    assert_string_equal(judged_in(plan, MESSAGE_TRACK, "B", "{}", "{}"), "/context false;");
    plan_free(plan);
}

/* "name type! limits" of every row, indented by dots; "!" when it is required. */
static const char *fields_of(const char *schema)
{
    static char text[2048];
    struct str plan_text;
    struct plan_fields fields;
    size_t n = 0;
    str_init(&plan_text, 4096);
    str_printf(&plan_text, "{\"A\":%s}", schema);
    struct plan *plan = read_plan(plan_text.data);
    plan_fields_init(&fields);
    plan_fields_read(&fields, plan_entry(plan, 0));
    text[0] = '\0';
    for (size_t i = 0; i < fields.count && n < sizeof text; i++) {
        const struct plan_field *field = &fields.items[i];
        n += (size_t)snprintf(text + n, sizeof text - n, "%.*s%s %s%s %s|", (int)field->depth, "............", field->name,
                              field->type, field->required ? "!" : "", field->limits);
    }
    plan_fields_done(&fields);
    plan_free(plan);
    str_done(&plan_text);
    return text;
}

#define X "{\"$ref\":\"#/definitions/x\"}"
#define X8 X "," X "," X "," X "," X "," X "," X "," X

static void a_schema_is_read_as_fields(void **state)
{
    (void)state;
    assert_string_equal(fields_of("true"), "");
    assert_string_equal(fields_of("{\"properties\":{\"plan\":{\"type\":[\"string\",\"null\"],\"enum\":[\"free\",2,null]},"
                                  "\"seats\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":10}},\"required\":[\"plan\",\"other\"],"
                                  "\"additionalProperties\":false}"),
                        "plan string or null! free, 2, null|seats integer at least 1, at most 10|other ! | nothing else |");
    assert_string_equal(fields_of("{\"definitions\":{\"p\":{\"type\":\"object\",\"properties\":{\"sku\":{\"$ref\":\"#/definitions/s\"}}},"
                                  "\"s\":{\"type\":\"string\",\"pattern\":\"^a\"}},\"properties\":{\"list\":{\"type\":\"array\","
                                  "\"items\":{\"$ref\":\"#/definitions/p\"}}}}"),
                        "list list of object |.sku string matches ^a|");
    assert_string_equal(fields_of("{\"allOf\":[{\"properties\":{\"a\":{\"anyOf\":[true,{}]}}}],\"properties\":{\"b\":false}}"),
                        "b not allowed |a  one of 2 forms|");
    /* In circles: as deep as is shown, and no longer than can be waited for. */
    assert_non_null(strstr(fields_of("{\"$ref\":\"#/definitions/x\",\"definitions\":{\"x\":{\"properties\":{\"a\":"
                                     "{\"$ref\":\"#/definitions/x\"}}}}}"), "|...........a"));
    assert_string_equal(fields_of("{\"$ref\":\"#/definitions/x\",\"definitions\":{\"x\":{\"allOf\":[" X8 "," X8 "," X8 "]}}}"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(segments_rules_speak_of_the_whole_call),
        cmocka_unit_test(typewriters_rules_speak_of_the_properties),
        cmocka_unit_test(the_config_api_has_a_schema_for_each_kind),
        cmocka_unit_test(rudderstacks_events_name_their_type),
        cmocka_unit_test(schemas_by_name_are_a_plan),
        cmocka_unit_test(an_event_is_near_a_planned_one_or_unplanned),
        cmocka_unit_test(an_envelopes_context_counts_under_the_calls_own),
        cmocka_unit_test(a_schema_is_read_as_fields),
        cmocka_unit_test(what_is_no_plan_is_refused_with_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
