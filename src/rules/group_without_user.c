#include "table.h"

#include "cures.h"

/* A visitor that was identified before stands for its user; only the history can tell. */
static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct message *message = input->message;
    struct moment when = message_moment(message, input->id);
    if (message->user != STRPOOL_NONE) {
        return;
    }
    if (message->anonymous == STRPOOL_NONE) {
        remarks_add(remarks, SEVERITY_ERROR, "/userId", "group call without a user: nobody is linked to %s",
                    message->account == STRPOOL_NONE ? "the account" : rule_name(input->pool, message->account).text);
    } else if (input->history->user_of(input->history->self, message->anonymous, when) == STRPOOL_NONE) {
        remarks_add(remarks, SEVERITY_WARNING, "/userId",
                    "group call for a visitor nobody identified: call identify(userId) first, or pass userId");
    }
}

const struct rule rule_group_without_user = {
    .id = "group-without-user",
    .category = RULES_ACCOUNT,
    .gravest = SEVERITY_ERROR,
    .title = "group call without a user",
    .why = "A group call records which user belongs to which account. Without userId the account is created empty, and the "
           "user's later events cannot be tied to it.",
    .cure = "Identify the user before the group call, and on a server pass userId with it: group({ userId, groupId, traits }).",
    .example = "{\"type\":\"group\",\"groupId\":\"acme\",\"traits\":{\"name\":\"Acme Inc\"}}",
    .cures = cures_group,
    .types = RULE_TYPE(MESSAGE_GROUP),
    .time = RULE_WHEN_SETTLED,
    .check = check,
};
