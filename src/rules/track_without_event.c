#include "table.h"

#include <string.h>

#include "instead.h"

static const struct instead_place places[] = {
    {NULL, "event"},           {NULL, "eventname"},  {"event", "name"}, {NULL, "name"},
    {"properties", "event"}, {"properties", "eventname"}, {NULL, NULL},
};

static void check(const struct rule_input *input, struct remarks *remarks)
{
    struct instead instead;
    uint32_t label = input->message->label;
    if (label != STRPOOL_NONE && !(input->name != NULL && input->name->blank)) {
        return;
    }
    if (label != STRPOOL_NONE || !instead_find(input->tree, places, &instead)) {
        remarks_add(remarks, SEVERITY_ERROR, "/event", "track call without an event name");
    } else if (strcmp(instead.path, "/event") == 0) {
        remarks_add(remarks, SEVERITY_ERROR, "/event", "track call whose event is the number %s: send a name, as a string",
                    instead.value.text);
        remarks_kind(remarks, "track call whose event is a number: send a name, as a string");
    } else {
        remarks_add(remarks, SEVERITY_ERROR, instead.path,
                    "track call without an event name, but \"%s\" stands at %s: if that is the name, send it as event",
                    instead.value.text, instead.path);
        remarks_kind(remarks, "track call without an event name, but a text stands at %s: if that is the name, send it as event",
                     instead.path);
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
