#include "table.h"

#include "cures.h"
#include "model/b2b.h"

/* A user, an account and what is known of the two when the call was made. */
struct pair {
    struct person person;
    uint32_t account;
    struct moment when;
    struct rule_name user, name;
};

/* These come before the group call, or after the end, in stories that are right. */
static bool is_passage(const struct message *message)
{
    enum b2b_event event = b2b_event_of(message);
    return event == B2B_SIGNED_IN || event == B2B_SIGNED_OUT || event == B2B_ACCOUNT_REMOVED_USER;
}

/* The application does link this user, or the user is new: then a missing link is a mistake. Otherwise it may be an old one. */
static void check_unlinked(const struct rule_input *input, const struct pair *pair, struct remarks *remarks)
{
    const struct history *history = input->history;
    struct grouping grouping;
    struct doings doings;
    bool known = history->introduced(history->self, pair->account, pair->when);
    history->doings_of(history->self, pair->person, &doings);
    if (!known && history->lookalike_of(history->self, pair->account, pair->when) != STRPOOL_NONE) {
        return; /* told as an account under another id */
    }
    if (history->grouped_as(history->self, pair->person, pair->when, &grouping)) {
        remarks_add(remarks, SEVERITY_WARNING, "/context/groupId",
                    "no group call links %s to %s, the last one named %s: send one, or the right account", pair->user.text,
                    pair->name.text, rule_name(input->pool, grouping.account).text);
        remarks_kind(remarks, "no group call links the user to this account, but to another: send one, or the right account");
    } else if (doings.signed_up.time <= pair->when.time) {
        remarks_add(remarks, SEVERITY_WARNING, "/context/groupId",
                    "%s signed up, and no group call links this user to %s: send one before the account's events",
                    pair->user.text, pair->name.text);
        remarks_kind(remarks, "the user signed up, and no group call links it to this account: send one before the account's "
                              "events");
    } else if ((known || !history->is_first(history->self, pair->account, pair->when)) &&
               history->is_first_of(history->self, pair->person, pair->account, pair->when)) {
        remarks_add(remarks, SEVERITY_NOTE, "/context/groupId",
                    "no group call links %s to %s in this session: right if they were linked before", pair->user.text,
                    pair->name.text);
        remarks_kind(remarks, "no group call links the user to this account in this session: right if they were linked before");
        remarks_once(remarks, pair->person.user, pair->account);
    }
}

static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct message *message = input->message;
    const struct history *history = input->history;
    uint32_t user = message->account == STRPOOL_NONE ? STRPOOL_NONE : rule_user(input);
    if (user == STRPOOL_NONE || is_passage(message)) {
        return;
    }
    struct pair pair = {.person = {user, STRPOOL_NONE}, .account = message->account, .when = message_moment(message, input->id)};
    enum standing standing = history->standing_of(history->self, pair.person, pair.account, pair.when);
    if (standing >= STANDING_DECLARED) {
        return;
    }
    pair.user = rule_name(input->pool, user);
    pair.name = rule_name(input->pool, pair.account);
    if (standing == STANDING_REMOVED) {
        remarks_add(remarks, SEVERITY_WARNING, "/context/groupId",
                    "%s was removed from %s (Account Removed User), and this event still counts for it", pair.user.text,
                    pair.name.text);
        remarks_kind(remarks, "the user was removed from this account (Account Removed User), and events still count for it");
    } else {
        check_unlinked(input, &pair, remarks);
    }
}

static const struct rule *const yields[] = {&rule_placeholder_id, NULL};

const struct rule rule_unlinked_user = {
    .id = "unlinked-user",
    .category = RULES_ACCOUNT,
    .gravest = SEVERITY_WARNING,
    .title = "user not linked to the account of the event",
    .why = "A group call records that a user belongs to an account. Events that name an account its user was never linked to "
           "are counted there all the same: as activity of a stranger, or as that of another account. Users that may have been "
           "linked before this session are told once for each account, as a note.",
    .cure = "Call group with the user and the account when the user joins it or switches to it, before the account's events.",
    .example = "{\"type\":\"group\",\"userId\":\"u_1\",\"groupId\":\"acme\"}\n"
               "{\"type\":\"group\",\"userId\":\"u_2\",\"groupId\":\"globex\"}\n"
               "{\"type\":\"track\",\"userId\":\"u_2\",\"event\":\"Report Opened\",\"context\":{\"groupId\":\"acme\"}}",
    .cures = cures_group,
    .yields = yields,
    .types = RULE_TYPE(MESSAGE_TRACK) | RULE_TYPE(MESSAGE_PAGE) | RULE_TYPE(MESSAGE_SCREEN),
    .time = RULE_WHEN_SETTLED,
    .check = check,
};
