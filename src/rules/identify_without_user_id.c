#include "table.h"

#include <string.h>

#include "cures.h"

/* What decode takes for an identify call's label is its e-mail first. */
static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct message *message = input->message;
    if (message->user != STRPOOL_NONE || message->anonymous == STRPOOL_NONE) {
        return;
    }
    uint32_t user = rule_user(input);
    if (user != STRPOOL_NONE) {
        remarks_add(remarks, SEVERITY_WARNING, "/userId", "identify without userId, though visitor %s is %s: pass userId",
                    rule_name(input->pool, message->anonymous).text, rule_name(input->pool, user).text);
        remarks_kind(remarks, "identify without userId, though the visitor is a known user: pass userId");
    } else if ((message->flags & MESSAGE_ID_IN_TRAITS) != 0) {
        remarks_add(remarks, SEVERITY_WARNING, "/traits", "identify without userId, and an id among the traits: pass it as userId");
    } else if (strchr(strpool_text(input->pool, message->label), '@') != NULL) {
        remarks_add(remarks, SEVERITY_NOTE, "/userId",
                    "identify with an e-mail and without userId: right for a reader of a newsletter, not for a user");
    }
}

const struct rule rule_identify_without_user_id = {
    .id = "identify-without-user-id",
    .category = RULES_IDENTITY,
    .gravest = SEVERITY_WARNING,
    .title = "identify without userId",
    .why = "Identify with userId and anonymousId is what joins a visitor and a user. Without userId the traits stay with a "
           "visitor, and the user's other devices and the server's events do not meet them.",
    .cure = "Pass the id of your database as userId as soon as there is one: at sign up and at every sign in.",
    .example = "{\"type\":\"identify\",\"userId\":\"u_1\",\"anonymousId\":\"a_1\"}\n"
               "{\"type\":\"identify\",\"anonymousId\":\"a_1\",\"traits\":{\"email\":\"ann@acme.io\"}}",
    .cures = cures_identify,
    .types = RULE_TYPE(MESSAGE_IDENTIFY),
    .time = RULE_WHEN_SETTLED,
    .check = check,
};
