#include "table.h"

static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct planned_call *call = input->planned;
    const char *path = call->type == MESSAGE_TRACK ? "/event" : "/name";
    if (input->plan == NULL || call->event->known) {
        return;
    }
    if (call->event->nearest != NULL) {
        remarks_add(remarks, SEVERITY_WARNING, path, "\"%.80s\" is not planned, but \"%.80s\" is: send it so written", call->name,
                    call->event->nearest);
    } else {
        remarks_add(remarks, SEVERITY_WARNING, path, "\"%.80s\" is not in the tracking plan", call->name);
    }
}

const struct rule rule_unplanned_event = {
    .id = "unplanned-event",
    .category = RULES_PLAN,
    .gravest = SEVERITY_WARNING,
    .title = "event that is not in the tracking plan",
    .why = "Destinations, dashboards and colleagues know the planned events by their exact names. Another one is blocked or "
           "kept apart, or is looked at by nobody.",
    .cure = "Send the event under its planned name, case included, or add it to the plan.",
    .example = "{\"type\":\"track\",\"userId\":\"u_17\",\"event\":\"report_opened\",\"context\":{\"groupId\":\"acme\"}}",
    .example_plan = "{\"Report Opened\":{\"type\":\"object\"}}",
    .types = RULE_TYPE(MESSAGE_TRACK) | RULE_TYPE(MESSAGE_PAGE) | RULE_TYPE(MESSAGE_SCREEN),
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
