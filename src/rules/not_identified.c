#include "table.h"

#include "cures.h"

/* Once for each user, at the first call: most often identify was called yesterday. */
static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct message *message = input->message;
    const struct history *history = input->history;
    struct moment when = message_moment(message, input->id);
    struct person person = {message->user, STRPOOL_NONE};
    struct doings doings;
    if (message->user == STRPOOL_NONE || !history->doings_of(history->self, person, &doings) ||
        doings.seen.time < when.time || doings.identified.time <= when.time) {
        return;
    }
    remarks_add(remarks, SEVERITY_NOTE, "/userId",
                "%s was not identified in this session: right if it was before, else the user has no e-mail and no name",
                rule_name(input->pool, message->user).text);
    remarks_kind(remarks, "the user was not identified in this session: right if it was before, else the user has no e-mail "
                          "and no name");
    remarks_once(remarks, message->user, STRPOOL_NONE);
}

static const struct rule *const yields[] = {&rule_placeholder_id, NULL};

const struct rule rule_not_identified = {
    .id = "not-identified",
    .category = RULES_IDENTITY,
    .gravest = SEVERITY_NOTE,
    .title = "user nobody identified",
    .why = "Identify tells who a userId is: e-mail, name, and which visitor it was before. Events of a user that is never "
           "identified belong to a bare id. An identify call of before this session does as well, so this is told once for "
           "each user, as a note.",
    .cure = "Call identify when a user signs up, signs in, and when the traits change.",
    .example = "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"Report Opened\",\"context\":{\"groupId\":\"acme\"}}",
    .cures = cures_identify,
    .yields = yields,
    .types = RULE_TYPE(MESSAGE_TRACK) | RULE_TYPE(MESSAGE_PAGE) | RULE_TYPE(MESSAGE_SCREEN) | RULE_TYPE(MESSAGE_GROUP),
    .time = RULE_WHEN_SETTLED,
    .check = check,
};
