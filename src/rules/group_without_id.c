#include "table.h"

#include "cures.h"

static void check(const struct rule_input *input, struct remarks *remarks)
{
    if (input->message->account == STRPOOL_NONE) {
        remarks_add(remarks, SEVERITY_ERROR, "/groupId", "group call without groupId: name the account it is about");
    }
}

const struct rule rule_group_without_id = {
    .id = "group-without-id",
    .category = RULES_ACCOUNT,
    .gravest = SEVERITY_ERROR,
    .title = "group call without groupId",
    .why = "A group call creates an account and links the user to it. Without groupId there is no account to create, and "
           "destinations drop the call.",
    .cure = "Pass the account's stable id from your database: group(groupId, traits). Send it only after the account exists.",
    .example = "{\"type\":\"group\",\"userId\":\"u_17\",\"traits\":{\"name\":\"Acme Inc\"}}",
    .cures = cures_group,
    .types = RULE_TYPE(MESSAGE_GROUP),
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
