#include "table.h"

#include "model/b2b.h"

/* A word of its own in many products: the plan's word stands, and without one it is only asked. */
static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct planned_event *planned = input->planned->event;
    if (input->name == NULL || input->name->perhaps == B2B_NONE ||
        (input->plan != NULL && (planned->entry != NULL || planned->nearest != NULL))) {
        return;
    }
    remarks_add(remarks, SEVERITY_NOTE, "/event", "\"%s\" may be what the B2B spec calls \"%s\": if so, send that name",
                rule_name(input->pool, input->message->label).text, b2b_row(input->name->perhaps)->name);
}

const struct rule rule_event_name_synonym = {
    .id = "event-name-synonym",
    .category = RULES_SPEC,
    .gravest = SEVERITY_NOTE,
    .title = "word that often means a B2B event",
    .why = "Logged In is what the B2B SaaS spec calls Signed In, User Added its Account Added User. Whoever looks for the spec's "
           "events does not find others: no sign-in is counted, and callboard sees no flow. Many products have events of these "
           "names that mean something else; then nothing is wrong.",
    .cure = "Send the spec's name if that is what happened. A tracking plan that has the other name makes it right.",
    .example = "{\"type\":\"group\",\"userId\":\"u_1\",\"groupId\":\"acme\"}\n"
               "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"Logged In\",\"context\":{\"groupId\":\"acme\"}}",
    .types = RULE_TYPE(MESSAGE_TRACK),
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
