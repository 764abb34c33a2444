#include "table.h"

#include "cures.h"
#include "instead.h"

static const struct instead_place places[] = {
    {NULL, "groupid"},     {"groupId", "id"},     {"groupId", "groupid"}, {"context", "groupid"}, {"traits", "groupid"},
    {"properties", "groupid"}, {NULL, "accountid"}, {NULL, "workspaceid"}, {"traits", "id"},      {NULL, NULL},
};

static void check(const struct rule_input *input, struct remarks *remarks)
{
    struct instead instead;
    if (input->message->account != STRPOOL_NONE) {
        return;
    }
    if (!instead_find(input->tree, places, &instead)) {
        remarks_add(remarks, SEVERITY_ERROR, "/groupId", "group call without groupId: name the account it is about");
        return;
    }
    remarks_add(remarks, SEVERITY_ERROR, instead.path,
                "group call without groupId, but \"%s\" stands at %s, where it names no account: send it as groupId",
                instead.value.text, instead.path);
    remarks_kind(remarks, "group call without groupId, but an id stands at %s, where it names no account: send it as groupId",
                 instead.path);
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
