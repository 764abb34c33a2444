#include "table.h"

#include <string.h>

/* "Acme Inc." and "ACME inc": written by two programs, perhaps, and no other name. */
static bool is_same_name(const struct strpool *pool, uint32_t a, uint32_t b)
{
    char own[EVENT_NAME_FOLDED], other[EVENT_NAME_FOLDED];
    size_t n = event_name_fold(strpool_text(pool, a), own);
    return n > 0 && n == event_name_fold(strpool_text(pool, b), other) && memcmp(own, other, n) == 0;
}

static void check_namesake(const struct rule_input *input, struct moment when, struct remarks *remarks)
{
    const struct message *message = input->message;
    const struct history *history = input->history;
    uint32_t other = history->namesake_of(history->self, message->account, message->label, when), user = rule_user(input);
    struct person person = {user, STRPOOL_NONE};
    struct rule_name name = rule_name(input->pool, message->label), account = rule_name(input->pool, message->account);
    if (other == STRPOOL_NONE) {
        return;
    }
    if (user != STRPOOL_NONE && history->standing_of(history->self, person, other, when) >= STANDING_DECLARED) {
        remarks_add(remarks, SEVERITY_WARNING, "/groupId",
                    "%s is in two accounts called \"%s\", %s and %s: is it one account under two ids?",
                    rule_name(input->pool, user).text, name.text, rule_name(input->pool, other).text, account.text);
        remarks_kind(remarks, "a user is in two accounts of one name: is it one account under two ids?");
    } else {
        remarks_add(remarks, SEVERITY_NOTE, "/groupId", "%s is called \"%s\", as %s is: is it one account under two ids?",
                    account.text, name.text, rule_name(input->pool, other).text);
        remarks_kind(remarks, "two accounts have one name: is it one account under two ids?");
    }
}

/* Told once for each change: of group calls that repeat the name only the first brings news. */
static void check_name(const struct rule_input *input, struct moment when, struct remarks *remarks)
{
    const struct message *message = input->message;
    const struct history *history = input->history;
    uint32_t before = history->name_of(history->self, message->account, when);
    if (before == message->label) {
        return;
    }
    if (before != STRPOOL_NONE && !is_same_name(input->pool, before, message->label)) {
        remarks_add(remarks, SEVERITY_NOTE, "/traits/name", "%s was called \"%s\" and is now \"%s\": one id for two accounts?",
                    rule_name(input->pool, message->account).text, rule_name(input->pool, before).text,
                    rule_name(input->pool, message->label).text);
        remarks_kind(remarks, "an account is called otherwise than before: one id for two accounts?");
    }
    check_namesake(input, when, remarks);
}

/* A new id that another account has in other letters, or is called. */
static void check_id(const struct rule_input *input, struct moment when, struct remarks *remarks)
{
    const struct history *history = input->history;
    uint32_t account = input->message->account;
    uint32_t other = history->is_first(history->self, account, when) ? history->lookalike_of(history->self, account, when)
                                                                     : STRPOOL_NONE;
    if (other != STRPOOL_NONE) {
        remarks_add(remarks, SEVERITY_NOTE, "/groupId",
                    "\"%s\" is new, and \"%s\" is called or written like it: is it one account under two ids?",
                    rule_name(input->pool, account).text, rule_name(input->pool, other).text);
        remarks_kind(remarks, "an account is called or written like the id of a new one: is it one account under two ids?");
    }
}

static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct message *message = input->message;
    struct moment when = message_moment(message, input->id);
    if (message->account == STRPOOL_NONE) {
        return;
    }
    if (message->label != STRPOOL_NONE) {
        check_name(input, when, remarks);
    }
    if (remarks->count == 0) {
        check_id(input, when, remarks);
    }
}

const struct rule rule_account_renamed = {
    .id = "account-renamed",
    .category = RULES_ACCOUNT,
    .gravest = SEVERITY_WARNING,
    .title = "one account, two names; one name, two accounts",
    .why = "Accounts are known by groupId. Two names under one id are a renamed account, or two accounts made into one; one name "
           "under two ids is a coincidence, or one account counted twice, such as by its id on the server and by its address "
           "name in the browser.",
    .cure = "Use one id for an account everywhere, the one of your database. When it was renamed, there is nothing to do.",
    .example = "{\"type\":\"group\",\"userId\":\"u_1\",\"groupId\":\"4711\",\"traits\":{\"name\":\"Acme Inc\"}}\n"
               "{\"type\":\"group\",\"userId\":\"u_1\",\"groupId\":\"acme\",\"traits\":{\"name\":\"Acme Inc\"}}",
    .types = RULE_TYPE(MESSAGE_GROUP),
    .time = RULE_WHEN_SETTLED,
    .check = check,
};
