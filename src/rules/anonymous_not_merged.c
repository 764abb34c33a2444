#include "table.h"

#include "cures.h"
#include "model/b2b.h"

/* The visitor the call itself names. One that did nothing of its own has nothing to lose: some SDKs make a new anonymousId for
 * every call. */
static bool check_own(const struct rule_input *input, struct moment when, struct remarks *remarks)
{
    const struct message *message = input->message;
    const struct history *history = input->history;
    struct person visitor = {STRPOOL_NONE, message->anonymous};
    struct doings doings;
    if (message->anonymous == STRPOOL_NONE || !history->doings_of(history->self, visitor, &doings) ||
        doings.seen.time >= when.time || history->tied_since(history->self, message->anonymous, message->user).time <= when.time) {
        return false;
    }
    remarks_add(remarks, SEVERITY_WARNING, "/anonymousId",
                "no identify or alias joined visitor %s to %s before Signed Up: unless one does yet, what the visitor did is lost",
                rule_name(input->pool, message->anonymous).text, rule_name(input->pool, message->user).text);
    remarks_kind(remarks, "no identify or alias joined the visitor to the user before Signed Up: unless one does yet, what the "
                          "visitor did is lost");
    return true;
}

static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct message *message = input->message;
    const struct history *history = input->history;
    struct moment when = message_moment(message, input->id);
    if (b2b_event_of(message) != B2B_SIGNED_UP || message->user == STRPOOL_NONE || check_own(input, when, remarks)) {
        return;
    }
    uint32_t lost = history->lost_visitor_of(history->self, message->user, when);
    if (lost != STRPOOL_NONE) {
        remarks_add(remarks, SEVERITY_NOTE, "/anonymousId",
                    "visitor %s fell silent when %s was identified as another: if it is the same person, the anonymousId changed "
                    "on the way",
                    rule_name(input->pool, lost).text, rule_name(input->pool, message->user).text);
        remarks_kind(remarks, "a visitor fell silent when the user was identified as another: if it is the same person, the "
                              "anonymousId changed on the way");
    }
}

static const struct rule *const yields[] = {&rule_placeholder_id, NULL};

const struct rule rule_anonymous_not_merged = {
    .id = "anonymous-not-merged",
    .category = RULES_IDENTITY,
    .gravest = SEVERITY_WARNING,
    .title = "sign-up whose visitor is nobody",
    .why = "What a visitor did before signing up, such as the campaign it came by, counts for the user only when identify or "
           "alias joins the two. Otherwise the user seems to come from nowhere, and the visitor seems to have left.",
    .cure = "Identify with the anonymousId the visitor had from the first page on: the SDK in the browser does so by itself as "
            "long as cookies and domain stay the same and nothing calls reset; a server has to be told the id.",
    .example = "{\"type\":\"page\",\"anonymousId\":\"a_1\",\"name\":\"Pricing\"}\n"
               "{\"type\":\"identify\",\"userId\":\"u_1\",\"traits\":{\"email\":\"ann@acme.io\"}}\n"
               "{\"type\":\"track\",\"userId\":\"u_1\",\"anonymousId\":\"a_1\",\"event\":\"Signed Up\",\"context\":"
               "{\"groupId\":\"acme\"}}",
    .cures = cures_identify,
    .yields = yields,
    .types = RULE_TYPE(MESSAGE_TRACK),
    .time = RULE_WHEN_SETTLED,
    .check = check,
};
