#include "table.h"

static void check(const struct rule_input *input, struct remarks *remarks)
{
    if (input->message->label == STRPOOL_NONE) {
        remarks_add(remarks, SEVERITY_ERROR, "/event", "track call without an event name");
    }
}

const struct rule rule_track_without_event = {
    .id = "track-without-event",
    .category = RULES_SPEC,
    .gravest = SEVERITY_ERROR,
    .title = "track call without an event name",
    .why = "The event name is what a track call is about. Without it the call matches no plan, no funnel and no destination "
           "mapping.",
    .cure = "Pass a non-empty string in `event`: an object and a past-tense verb, as in \"Account Created\".",
    .example = "{\"type\":\"track\",\"userId\":\"u_17\",\"properties\":{\"name\":\"Report Opened\"},\"context\":{\"groupId\":\"acme\"}}",
    .types = RULE_TYPE(MESSAGE_TRACK),
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
