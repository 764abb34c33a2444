#include "table.h"

/* The user was in that account until the last group call: it is the one of the call before, or events named it. Of a user who is linked
 * to many at once, others than the last were no switch. */
static bool was_in(const struct rule_input *input, struct person person, const struct grouping *now)
{
    const struct history *history = input->history;
    uint32_t account = input->message->account;
    return now->before == account || !history->is_first_of(history->self, person, account, now->since);
}

/* Another tab in the old account, or a server's own events, would be right: so it is asked only where nothing of the user came
 * from the new account yet, and of the program that sent the group call. */
static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct message *message = input->message;
    const struct history *history = input->history;
    struct moment when = message_moment(message, input->id);
    uint32_t user = message->account == STRPOOL_NONE ? STRPOOL_NONE : rule_user(input);
    struct person person = {user, STRPOOL_NONE};
    struct grouping now;
    if (user == STRPOOL_NONE || !history->grouped_as(history->self, person, when, &now) || now.account == message->account ||
        now.source != message->source || history->named_last(history->self, person, now.account) >= now.since.time ||
        history->standing_of(history->self, person, message->account, when) < STANDING_DECLARED || !was_in(input, person, &now)) {
        return;
    }
    remarks_add(remarks, SEVERITY_NOTE, "/context/groupId",
                "the last group call of %s named %s, and this event still says %s: right only from another tab",
                rule_name(input->pool, user).text, rule_name(input->pool, now.account).text,
                rule_name(input->pool, message->account).text);
    remarks_kind(remarks, "the last group call of the user named another account than this event: right only from another tab");
}

const struct rule rule_stale_group_id = {
    .id = "stale-group-id",
    .category = RULES_ACCOUNT,
    .gravest = SEVERITY_NOTE,
    .title = "account of before a switch",
    .why = "After a group call for another account the user works in that one. Events that go on naming the account before "
           "were given its id when the page was loaded, or by something that keeps it: what is done in one account counts for "
           "the other.",
    .cure = "Read the account at the time of the event, not once at the start, and change it where group is called.",
    .example = "{\"type\":\"group\",\"userId\":\"u_1\",\"groupId\":\"acme\"}\n"
               "{\"type\":\"group\",\"userId\":\"u_1\",\"groupId\":\"globex\"}\n"
               "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"Report Opened\",\"context\":{\"groupId\":\"acme\"}}",
    .types = RULE_TYPE(MESSAGE_TRACK) | RULE_TYPE(MESSAGE_PAGE) | RULE_TYPE(MESSAGE_SCREEN),
    .time = RULE_WHEN_SETTLED,
    .check = check,
};
