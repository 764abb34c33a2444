#include "table.h"

#include <string.h>

/* "ann@acme.io", and not "@ann" or "u@1". */
static bool is_email(const char *text)
{
    const char *at = strchr(text, '@');
    return at != NULL && at > text && at[1] != '\0' && strchr(at + 2, '.') != NULL && strchr(at + 1, '@') == NULL;
}

/* Once for each user, at the first call. */
static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct message *message = input->message;
    const struct history *history = input->history;
    struct person person = {message->user, STRPOOL_NONE};
    struct doings doings;
    if (message->user == STRPOOL_NONE || !is_email(strpool_text(input->pool, message->user)) ||
        !history->doings_of(history->self, person, &doings) || doings.seen.time < message->order) {
        return;
    }
    remarks_add(remarks, SEVERITY_WARNING, "/userId",
                "userId is an e-mail address, %s: it changes, and then the user is another. Use the id of your database",
                rule_name(input->pool, message->user).text);
    remarks_kind(remarks, "userId is an e-mail address: it changes, and then the user is another. Use the id of your database");
    remarks_once(remarks, message->user, STRPOOL_NONE);
}

const struct rule rule_email_as_id = {
    .id = "email-as-id",
    .category = RULES_IDENTITY,
    .gravest = SEVERITY_WARNING,
    .title = "e-mail address as userId",
    .why = "A userId is for ever: services know a user by nothing else. People change their e-mail address, and from then on "
           "are new users without a past. Addresses are personal data as well, and ids end up in every log and warehouse.",
    .cure = "Use the id of your database as userId, and send the address as the trait email.",
    .example = "{\"type\":\"identify\",\"userId\":\"ann@acme.io\",\"traits\":{\"name\":\"Ann\"}}",
    .types = RULE_ALL_CALLS & ~RULE_TYPE(MESSAGE_UNKNOWN),
    .time = RULE_WHEN_SETTLED,
    .check = check,
};
