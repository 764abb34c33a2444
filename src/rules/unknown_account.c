#include "table.h"

#include "cures.h"

static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct history *history = input->history;
    uint32_t account = input->message->account;
    struct moment when = message_moment(input->message, input->id);
    if (account == STRPOOL_NONE || history->introduced(history->self, account, when)) {
        return;
    }
    uint32_t known = history->lookalike_of(history->self, account, when);
    if (known != STRPOOL_NONE) {
        remarks_add(remarks, SEVERITY_WARNING, "/context/groupId",
                    "\"%s\" is no account seen so far, \"%s\" is, which is called or written like it: send that id",
                    rule_name(input->pool, account).text, rule_name(input->pool, known).text);
        remarks_kind(remarks, "context.groupId is no account seen so far, but one is called or written like it: send its id");
    } else if (history->is_first(history->self, account, when)) {
        remarks_add(remarks, SEVERITY_NOTE, "/context/groupId",
                    "\"%s\" was not introduced in this session, by a group call or an account event: right if it is an older account",
                    rule_name(input->pool, account).text);
        remarks_kind(remarks, "the account was not introduced in this session, by a group call or an account event: right if it "
                              "is an older account");
        remarks_once(remarks, account, STRPOOL_NONE);
    }
}

/* Who has no business there is told of its user; and what is no id at all is no account's. */
static const struct rule *const yields[] = {&rule_placeholder_id, &rule_unlinked_user, NULL};

const struct rule rule_unknown_account = {
    .id = "unknown-account",
    .category = RULES_ACCOUNT,
    .gravest = SEVERITY_WARNING,
    .title = "account nothing introduced",
    .why = "A group call, or an event such as Account Created, makes an account known and gives it a name. Events with another id in "
           "context.groupId count for an account without name and traits: often the right one under the wrong id, such as its "
           "name, or its id in capitals. An account older than this session is told once, as a note.",
    .cure = "Send the same id in group calls and in context.groupId, to the letter: the account's id in your database.",
    .example = "{\"type\":\"group\",\"userId\":\"u_1\",\"groupId\":\"acme\",\"traits\":{\"name\":\"Acme Inc\"}}\n"
               "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"Report Opened\",\"context\":{\"groupId\":\"Acme Inc\"}}",
    .cures = cures_group,
    .yields = yields,
    .types = RULE_ALL_CALLS & ~(RULE_TYPE(MESSAGE_GROUP) | RULE_TYPE(MESSAGE_UNKNOWN)),
    .time = RULE_WHEN_SETTLED,
    .check = check,
};
