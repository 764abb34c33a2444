#include "table.h"

#include "base/clock.h"
#include "cures.h"

/* What a server and a browser send may overtake each other by so much (as flows have it). */
#define PATIENCE (10 * CLOCK_S)

static bool is_before(struct moment first, uint32_t source, const struct rule_input *input)
{
    const struct message *message = input->message;
    if (message->order <= first.time) {
        return false; /* it may never have been: INT64_MAX */
    }
    return message->order - first.time > PATIENCE || source == message->source;
}

/* Asked of the first identify call of a user. Who signed up in this session is new; of others a group call may just as well
 * belong to an older visit, unless the user begins with it. */
static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct message *message = input->message;
    const struct history *history = input->history;
    struct moment when = message_moment(message, input->id);
    struct person person = {message->user, STRPOOL_NONE};
    struct doings doings;
    char span[CLOCK_ISO_SIZE];
    if (message->user == STRPOOL_NONE || !history->doings_of(history->self, person, &doings) ||
        doings.identified.time < when.time) {
        return;
    }
    const struct rule_name user = rule_name(input->pool, message->user);
    if (is_before(doings.signed_up, doings.signed_up_by, input)) {
        remarks_add(remarks, SEVERITY_WARNING, "/userId", "identify of %s comes %s after Signed Up: call it first", user.text,
                    clock_format_span(when.time - doings.signed_up.time, span));
        remarks_kind(remarks, "identify comes after Signed Up: call it first");
        remarks_once(remarks, message->user, STRPOOL_NONE);
    } else if (is_before(doings.grouped, doings.grouped_by, input) && doings.grouped_by == message->source) {
        bool begins = doings.seen.time == doings.grouped.time;
        remarks_add(remarks, begins ? SEVERITY_WARNING : SEVERITY_NOTE, "/userId",
                    "identify of %s comes %s after the group call: call it first", user.text,
                    clock_format_span(when.time - doings.grouped.time, span));
        remarks_kind(remarks, "identify comes after the group call: call it first");
        remarks_once(remarks, message->user, STRPOOL_NONE);
    }
}

const struct rule rule_late_identify = {
    .id = "late-identify",
    .category = RULES_IDENTITY,
    .gravest = SEVERITY_WARNING,
    .title = "identify after group or Signed Up",
    .why = "Destinations take calls in their order. A group call or Signed Up of a user nobody knows yet makes a contact without "
           "e-mail, or is dropped, and what the visitor did before is not joined to it.",
    .cure = "As soon as the user has an id: identify, then group, then Signed Up.",
    .example = "{\"type\":\"group\",\"userId\":\"u_1\",\"groupId\":\"acme\"}\n"
               "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"Signed Up\",\"context\":{\"groupId\":\"acme\"}}\n"
               "{\"type\":\"identify\",\"userId\":\"u_1\",\"traits\":{\"email\":\"ann@acme.io\"}}",
    .cures = cures_identify,
    .types = RULE_TYPE(MESSAGE_IDENTIFY),
    .time = RULE_WHEN_SETTLED,
    .check = check,
};
