#include "table.h"

/* What decode takes for an alias call's label is its previousId. */
static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct message *message = input->message;
    if (message->user == STRPOOL_NONE) {
        return;
    }
    if (message->label == STRPOOL_NONE) {
        remarks_add(remarks, SEVERITY_WARNING, "/previousId",
                    "alias without previousId joins nobody to \"%s\": send the id this user had before",
                    rule_name(input->pool, message->user).text);
        remarks_kind(remarks, "alias without previousId joins nobody: send the id the user had before");
    } else if (message->label == message->user) {
        remarks_add(remarks, SEVERITY_WARNING, "/previousId",
                    "alias of \"%s\" to itself joins nobody: previousId is the id this user had before",
                    rule_name(input->pool, message->user).text);
        remarks_kind(remarks, "alias of a user to itself joins nobody: previousId is the id the user had before");
    }
}

static const struct rule_cure cures[] = {
    {SDK_BROWSER, "analytics.identify('u_1') // joins the visitor by itself\n"
                  "// else before it:\n"
                  "analytics.alias('u_1', 'the id before')"},
    {SDK_UNKNOWN, NULL},
};

const struct rule rule_self_alias = {
    .id = "self-alias",
    .category = RULES_IDENTITY,
    .gravest = SEVERITY_WARNING,
    .title = "alias that joins nobody",
    .why = "An alias call says that previousId and userId are one person. With the same id twice, or with one alone, it says nothing: what "
           "was done under the other id stays with a stranger. analytics.js sends one id twice once it has a user stored: "
           "that one in place of the id it was given.",
    .cure = "Pass the old id as previousId and the new one as userId, before identify. In a browser, leave alias out: identify "
            "joins visitor and user by itself.",
    .example = "{\"type\":\"alias\",\"previousId\":\"u_1\",\"userId\":\"u_1\"}",
    .cures = cures,
    .types = RULE_TYPE(MESSAGE_ALIAS),
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
