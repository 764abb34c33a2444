#include "table.h"

#include <stdio.h>

#include "cures.h"
#include "model/b2b.h"

/* Room for the accounts of one user, as list_accounts writes them. */
#define LIST_SIZE (HISTORY_ACCOUNTS * (RULE_MAX_NAME + 8))

/* "acme, globex and initech" */
static void list_accounts(const struct strpool *pool, const uint32_t *accounts, size_t count, char out[LIST_SIZE])
{
    size_t named = count < HISTORY_ACCOUNTS ? count : HISTORY_ACCOUNTS, used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < named; i++) {
        const char *joint = i == 0 ? "" : i + 1 == count ? " and " : ", ";
        used += (size_t)snprintf(out + used, LIST_SIZE - used, "%s%s", joint, rule_name(pool, accounts[i]).text);
    }
    if (count > named) {
        snprintf(out + used, LIST_SIZE - used, " and %zu more", count - named);
    }
}

/* Which account each event of the B2B SaaS Spec is about: that one of the user's need not be the one. */
static const char *const about[B2B_EVENTS] = {
    [B2B_ACCOUNT_CREATED] = "the id of the new account",
    [B2B_ACCOUNT_DELETED] = "the id of the deleted account",
    [B2B_SIGNED_UP] = "the id of the account being joined",
    [B2B_SIGNED_IN] = "the id of the account signed in to",
    [B2B_SIGNED_OUT] = "the id of the account signed out of",
    [B2B_INVITE_SENT] = "the id of the account invited to",
    [B2B_ACCOUNT_ADDED_USER] = "the id of the account added to",
    [B2B_ACCOUNT_REMOVED_USER] = "the id of the account removed from",
    [B2B_TRIAL_STARTED] = "the id of the account on trial",
    [B2B_TRIAL_ENDED] = "the id of the account that was on trial",
};

struct person_known {
    struct rule_name user; /* "": nobody */
    size_t count;          /* accounts */
    char names[LIST_SIZE];
};

static void look_up(const struct rule_input *input, struct person_known *known)
{
    const struct message *message = input->message;
    const struct history *history = input->history;
    uint32_t accounts[HISTORY_ACCOUNTS];
    struct moment when = message_moment(message, input->id);
    known->count = history->accounts_of(history->self, message->user, message->anonymous, when, accounts);
    uint32_t tied = history->user_of(history->self, message->anonymous, when);
    uint32_t id = message->user != STRPOOL_NONE ? message->user : tied != STRPOOL_NONE ? tied : message->anonymous;
    known->user = rule_name(input->pool, id);
    list_accounts(input->pool, accounts, known->count, known->names);
}

static void check_b2b(const struct person_known *known, enum b2b_event event, struct remarks *remarks)
{
    const char *name = b2b_row(event)->name;
    if (known->count > 0) {
        remarks_add(remarks, SEVERITY_ERROR, "/context/groupId", "%s without context.groupId: add %s (%s belongs to %s)", name,
                    about[event], known->user.text, known->names);
        remarks_kind(remarks, "%s without context.groupId: add %s", name, about[event]);
    } else {
        remarks_add(remarks, SEVERITY_ERROR, "/context/groupId", "%s without context.groupId: add %s", name, about[event]);
    }
}

/* A page or screen is looked at less closely than an event. */
static void check_other(const struct person_known *known, enum message_type type, struct remarks *remarks)
{
    bool less = type != MESSAGE_TRACK;
    const char *word = less ? message_type_name(type) : "event";
    const char *user = known->user.text;
    if (known->count >= 2) {
        remarks_add(remarks, less ? SEVERITY_WARNING : SEVERITY_ERROR, "/context/groupId",
                    "%s belongs to %s: add context.groupId, or nobody can tell which account this %s is about", user,
                    known->names, word);
        remarks_kind(remarks, "the user belongs to several accounts: add context.groupId, or nobody can tell which account "
                              "the %s is about", word);
    } else if (known->count == 1) {
        remarks_add(remarks, less ? SEVERITY_NOTE : SEVERITY_WARNING, "/context/groupId",
                    "%s belongs to %s: add context.groupId \"%s\"", user, known->names, known->names);
        remarks_kind(remarks, "the user belongs to one account: add its id as context.groupId");
    } else if (less) {
        return; /* the front of every web site */
    } else if (user[0] == '\0') {
        remarks_add(remarks, SEVERITY_NOTE, "/context/groupId", "no context.groupId, and no user to know an account of");
    } else {
        remarks_add(remarks, SEVERITY_NOTE, "/context/groupId", "%s is not linked to any account yet: no context.groupId", user);
        remarks_kind(remarks, "the user is not linked to any account yet: no context.groupId");
    }
}

static void check(const struct rule_input *input, struct remarks *remarks)
{
    if (input->message->account != STRPOOL_NONE) {
        return;
    }
    struct person_known known;
    enum b2b_event event = b2b_event_of(input->message);
    look_up(input, &known);
    if (event != B2B_NONE) {
        check_b2b(&known, event, remarks);
    } else {
        check_other(&known, (enum message_type)input->message->type, remarks);
    }
}

/* Where the account was found elsewhere, that is what there is to say. */
static const struct rule *const yields[] = {&rule_misplaced_group_id, NULL};

const struct rule rule_missing_group_id = {
    .id = "missing-group-id",
    .category = RULES_ACCOUNT,
    .gravest = SEVERITY_ERROR,
    .title = "event without context.groupId",
    .why = "In B2B a user may belong to many accounts. An event counts for an account only through context.groupId; without "
           "it the event cannot be attributed once its user is in two accounts, and not reliably before. No SDK adds it "
           "after a group call by itself.",
    .cure = "Send the account as context.groupId with every track, page and screen call; best once, in a "
            "middleware, plugin or wrapper.",
    .example = "{\"type\":\"group\",\"userId\":\"u_22\",\"groupId\":\"globex\"}\n"
               "{\"type\":\"group\",\"userId\":\"u_22\",\"groupId\":\"acme\"}\n"
               "{\"type\":\"track\",\"userId\":\"u_22\",\"event\":\"Report Opened\",\"properties\":{\"report\":\"weekly\"}}",
    .cures = cures_account,
    .yields = yields,
    .types = RULE_TYPE(MESSAGE_TRACK) | RULE_TYPE(MESSAGE_PAGE) | RULE_TYPE(MESSAGE_SCREEN),
    .time = RULE_WHEN_SETTLED,
    .check = check,
};
