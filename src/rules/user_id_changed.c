#include "table.h"

#include "cures.h"

/* What decode takes for an alias call's label is its previousId. Told when a visitor becomes another user, and not again. */
static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct message *message = input->message;
    const struct history *history = input->history;
    struct moment when = message_moment(message, input->id);
    uint32_t visitor = message->type == MESSAGE_ALIAS ? message->label : message->anonymous;
    if (visitor == STRPOOL_NONE || message->user == STRPOOL_NONE ||
        history->tied_since(history->self, visitor, message->user).time != when.time) {
        return;
    }
    uint32_t other = history->other_user_of(history->self, visitor, message->user, when);
    /* An alias may have said before that the two are one. */
    if (other != STRPOOL_NONE && history->tied_since(history->self, other, message->user).time > when.time) {
        remarks_add(remarks, SEVERITY_WARNING, "/userId",
                    "visitor %s was %s before and is %s now: two people become one. Call reset when somebody signs out",
                    rule_name(input->pool, visitor).text, rule_name(input->pool, other).text,
                    rule_name(input->pool, message->user).text);
        remarks_kind(remarks, "a visitor was another user before: two people become one. Call reset when somebody signs out");
    }
}

static const struct rule *const yields[] = {&rule_placeholder_id, NULL};

const struct rule rule_user_id_changed = {
    .id = "user-id-changed",
    .category = RULES_IDENTITY,
    .gravest = SEVERITY_WARNING,
    .title = "one visitor, two users",
    .why = "Identify ties an anonymousId to a userId. Tied to two users it makes them one person wherever visitors are joined, "
           "and what was done before signing in counts for both. It happens when two people use one browser and nothing resets "
           "the SDK between them, or when one person is given two ids.",
    .cure = "Call reset when a user signs out: the SDK then makes a new anonymousId. On a server, take the anonymousId from the "
            "request at hand.",
    .example = "{\"type\":\"identify\",\"userId\":\"u_1\",\"anonymousId\":\"a_1\"}\n"
               "{\"type\":\"identify\",\"userId\":\"u_2\",\"anonymousId\":\"a_1\"}",
    .cures = cures_reset,
    .yields = yields,
    .types = RULE_TYPE(MESSAGE_IDENTIFY) | RULE_TYPE(MESSAGE_ALIAS),
    .time = RULE_WHEN_SETTLED,
    .check = check,
};
