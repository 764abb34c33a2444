#include "table.h"

static void check(const struct rule_input *input, struct remarks *remarks)
{
    if (input->message->user == STRPOOL_NONE && input->message->anonymous == STRPOOL_NONE) {
        remarks_add(remarks, SEVERITY_ERROR, "/userId", "%s call without userId or anonymousId: say who it is about",
                    message_type_name((enum message_type)input->message->type));
    }
}

const struct rule rule_missing_user = {
    .id = "missing-user",
    .category = RULES_IDENTITY,
    .gravest = SEVERITY_ERROR,
    .title = "call without a user",
    .why = "Every call needs userId or anonymousId (null and \"\" count as missing). Without one the service accepts it and "
           "then drops it: the event never reaches a destination.",
    .cure = "Pass userId once the user is known, and anonymousId before that. On a server take it from the session.",
    .example = "{\"type\":\"track\",\"event\":\"Report Opened\",\"userId\":null,\"context\":{\"groupId\":\"acme\"}}",
    .types = RULE_ALL_CALLS & ~(RULE_TYPE(MESSAGE_GROUP) | RULE_TYPE(MESSAGE_UNKNOWN)),
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
