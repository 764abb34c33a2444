#include "table.h"

#include "instead.h"

static const struct instead_place users[] = {
    {NULL, "userid"},         {"userId", "id"},     {"user", "id"},           {"context", "userid"},
    {"properties", "userid"}, {"traits", "userid"}, {"traits", "id"},        {NULL, NULL},
};
static const struct instead_place visitors[] = {
    {NULL, "anonymousid"}, {"anonymousId", "id"}, {"context", "anonymousid"}, {"properties", "anonymousid"}, {NULL, NULL},
};

static void check(const struct rule_input *input, struct remarks *remarks)
{
    const char *type = message_type_name((enum message_type)input->message->type), *wanted = "userId";
    struct instead instead;
    if (input->message->user != STRPOOL_NONE || input->message->anonymous != STRPOOL_NONE) {
        return;
    }
    bool found = instead_find(input->tree, users, &instead);
    if (!found) {
        wanted = "anonymousId";
        found = instead_find(input->tree, visitors, &instead);
    }
    if (!found) {
        remarks_add(remarks, SEVERITY_ERROR, "/userId", "%s call without userId or anonymousId: say who it is about", type);
        return;
    }
    remarks_add(remarks, SEVERITY_ERROR, instead.path,
                "%s call without userId or anonymousId, but \"%s\" stands at %s, which nobody reads: send it as %s", type,
                instead.value.text, instead.path, wanted);
    remarks_kind(remarks, "%s call without userId or anonymousId, but an id stands at %s, which nobody reads: send it as %s", type,
                 instead.path, wanted);
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
