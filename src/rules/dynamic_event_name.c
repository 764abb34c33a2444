#include "table.h"

#define SHOWN 40

static void check(const struct rule_input *input, struct remarks *remarks)
{
    static const char *const kinds[] = {
        [NAME_EMAIL] = "an e-mail address", [NAME_UUID] = "an id", [NAME_DATE] = "a date", [NAME_ID] = "an id",
        [NAME_TEMPLATE] = "a value that was not there",
    };
    const struct event_name *name = input->name;
    if (name == NULL || name->value == NAME_FIXED || (input->plan != NULL && input->planned->event->entry != NULL)) {
        return;
    }
    const char *text = strpool_text(input->pool, input->message->label);
    int shown = name->length < SHOWN ? (int)name->length : SHOWN;
    remarks_add(remarks, SEVERITY_WARNING, "/event", "the name holds %s, \"%.*s\": send that as a property and keep the name fixed",
                kinds[name->value], shown, text + name->start);
    remarks_kind(remarks, "the name holds %s: send that as a property and keep the name fixed", kinds[name->value]);
}

const struct rule rule_dynamic_event_name = {
    .id = "dynamic-event-name",
    .category = RULES_SPEC,
    .gravest = SEVERITY_WARNING,
    .title = "value inside an event's name",
    .why = "Each name is an event of its own. With an id, a date or an address in it every call makes a new one: nothing can be "
           "counted by it, and destinations that take a limited number of names stop taking any.",
    .cure = "Keep the name fixed and send what changes as properties: track(\"Order Placed\", { order_id }) and not "
            "track(\"Order 12345 Placed\").",
    .example = "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"User Signed Up (11-01-2019)\",\"context\":{\"groupId\":\"acme\"}}",
    .types = RULE_TYPE(MESSAGE_TRACK),
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
