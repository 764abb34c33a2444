#include "table.h"

#include "model/b2b.h"

/* What the plan has is meant as it is; where it is only nearly planned, the plan's own rule says so. */
static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct planned_event *planned = input->planned->event;
    if (input->name == NULL || input->name->meant == B2B_NONE ||
        (input->plan != NULL && (planned->entry != NULL || planned->nearest != NULL))) {
        return;
    }
    remarks_add(remarks, SEVERITY_WARNING, "/event", "the B2B spec calls this event \"%s\", not \"%s\": send it so written",
                b2b_row(input->name->meant)->name, rule_name(input->pool, input->message->label).text);
}

const struct rule rule_event_name_near_miss = {
    .id = "event-name-near-miss",
    .category = RULES_SPEC,
    .gravest = SEVERITY_WARNING,
    .title = "B2B event under another name",
    .why = "Destinations and reports know the events of Segment's B2B SaaS spec by their exact names, case and spaces included. "
           "Under another name the event is one of its own: no trial, no invite and no sign-up is counted, and callboard sees no "
           "flow in it.",
    .cure = "Send the spec's name: Account Created, Account Deleted, Signed Up, Signed In, Signed Out, Invite Sent, Account Added "
            "User, Account Removed User, Trial Started, Trial Ended. A tracking plan that has the other name makes it right.",
    .example = "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"signed_up\",\"properties\":{\"type\":\"organic\"},"
               "\"context\":{\"groupId\":\"acme\"}}",
    .types = RULE_TYPE(MESSAGE_TRACK),
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
