#include "table.h"

#include <string.h>

#include "elsewhere.h"

/* The envelope's counts only where a call has none of its own. */
static void check_envelope(const struct rule_input *input, struct remarks *remarks)
{
    struct elsewhere place = {.node = json_member(input->planned->context, "groupId")};
    char digits[ELSEWHERE_DIGITS];
    const char *account = strpool_text(input->pool, input->message->account);
    if (!elsewhere_is_id(place.node) || strcmp(elsewhere_id(&place, digits), account) == 0) {
        return;
    }
    remarks_add(remarks, SEVERITY_NOTE, "/context/groupId",
                "the batch's context says the account is \"%s\", the call's own says \"%s\", which counts",
                rule_name_of(elsewhere_id(&place, digits)).text, rule_name_of(account).text);
    remarks_kind(remarks, "the batch's context names another account than the call's own, which counts");
}

/* What adds the account to every call may still hold the one before. */
static void check_group(const struct rule_input *input, struct remarks *remarks)
{
    struct elsewhere place = {.node = json_path(input->tree, "context", "groupId", NULL)};
    char digits[ELSEWHERE_DIGITS];
    const char *account = strpool_text(input->pool, input->message->account);
    if (!elsewhere_is_id(place.node) || strcmp(elsewhere_id(&place, digits), account) == 0) {
        return;
    }
    remarks_add(remarks, SEVERITY_NOTE, "/context/groupId",
                "the group call is about \"%s\", and its context.groupId is \"%s\": leave that out, or send the same",
                rule_name_of(account).text, rule_name_of(elsewhere_id(&place, digits)).text);
    remarks_kind(remarks, "the group call is about one account, and its context.groupId is another: leave that out, or send "
                          "the same");
}

static void check_event(const struct rule_input *input, struct remarks *remarks)
{
    struct elsewhere places[ELSEWHERE_MAX];
    char digits[ELSEWHERE_DIGITS], path[RULE_MAX_PATH];
    const char *account = strpool_text(input->pool, input->message->account);
    size_t count = elsewhere_find(input->tree, places);
    for (size_t i = 0; i < count; i++) {
        const char *id = elsewhere_id(&places[i], digits);
        if (strcmp(id, account) == 0) {
            continue;
        }
        elsewhere_path(&places[i], path);
        remarks_add(remarks, places[i].is_group ? SEVERITY_WARNING : SEVERITY_NOTE, path,
                    "context.groupId is \"%s\", but \"%s\" stands at %s: which account is the event about?",
                    rule_name_of(account).text, rule_name_of(id).text, path);
        remarks_kind(remarks, "context.groupId is one account, and another id stands at %s: which is the event about?", path);
        return; /* one is enough to look at the call */
    }
    if (input->planned->context != NULL) {
        check_envelope(input, remarks);
    }
}

static void check(const struct rule_input *input, struct remarks *remarks)
{
    if (input->message->account == STRPOOL_NONE) {
        return;
    }
    if (input->message->type == MESSAGE_GROUP) {
        check_group(input, remarks);
    } else {
        check_event(input, remarks);
    }
}

const struct rule rule_group_id_conflict = {
    .id = "group-id-conflict",
    .category = RULES_ACCOUNT,
    .gravest = SEVERITY_WARNING,
    .title = "two accounts in one call",
    .why = "The event counts for the account in context.groupId. When the same call names another one elsewhere, one of the two "
           "is wrong, and reports by account differ depending on where they look.",
    .cure = "Send one account with each event, from one place in the code, at the time of the event. A property with the id of "
            "something else deserves a name that says so.",
    .example = "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"Report Opened\",\"properties\":{\"groupId\":\"globex\"},"
               "\"context\":{\"groupId\":\"acme\"}}",
    .types = RULE_TYPE(MESSAGE_TRACK) | RULE_TYPE(MESSAGE_PAGE) | RULE_TYPE(MESSAGE_SCREEN) | RULE_TYPE(MESSAGE_GROUP),
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
