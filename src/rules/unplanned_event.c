#include "table.h"

struct planned_call planned_call_of(const struct rule_input *input)
{
    static const char *const keys[MESSAGE_TYPES] = {
        [MESSAGE_TRACK] = "event",
        [MESSAGE_PAGE] = "name",
        [MESSAGE_SCREEN] = "name",
    };
    const char *key = keys[input->message->type];
    const char *name = key == NULL ? NULL : json_text(json_member(input->tree, key));
    return (struct planned_call){(enum message_type)input->message->type, name == NULL ? "" : name, input->tree};
}

static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct planned *plan = input->plan;
    struct planned_call call = planned_call_of(input);
    const char *path = call.type == MESSAGE_TRACK ? "/event" : "/name";
    if (plan == NULL || call.name[0] == '\0' || plan->knows(plan->self, &call)) {
        return;
    }
    const char *nearest = plan->nearest(plan->self, &call);
    if (nearest != NULL) {
        remarks_add(remarks, SEVERITY_WARNING, path, "\"%.80s\" is not planned, but \"%.80s\" is: send it so written", call.name,
                    nearest);
    } else {
        remarks_add(remarks, SEVERITY_WARNING, path, "\"%.80s\" is not in the tracking plan", call.name);
    }
}

const struct rule rule_unplanned_event = {
    .id = "unplanned-event",
    .category = RULES_PLAN,
    .title = "event that is not in the tracking plan",
    .why = "Destinations, dashboards and colleagues know the planned events by their exact names. Another one is blocked or "
           "kept apart, or is looked at by nobody.",
    .cure = "Send the event under its planned name, case included, or add it to the plan.",
    .types = RULE_TYPE(MESSAGE_TRACK) | RULE_TYPE(MESSAGE_PAGE) | RULE_TYPE(MESSAGE_SCREEN),
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
