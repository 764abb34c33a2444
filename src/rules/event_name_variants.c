#include "table.h"

static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct message *message = input->message;
    if (message->label == STRPOOL_NONE) {
        return;
    }
    uint32_t before = input->history->spelled_before(input->history->self, message->label, message_moment(message, input->id));
    if (before != STRPOOL_NONE) {
        remarks_add(remarks, SEVERITY_WARNING, "/event", "\"%s\" came as \"%s\" before: two names are two events. Send one of them",
                    rule_name(input->pool, message->label).text, rule_name(input->pool, before).text);
    }
}

static const struct rule *const yields[] = {&rule_event_name_near_miss, &rule_dynamic_event_name, &rule_unplanned_event, NULL};

const struct rule rule_event_name_variants = {
    .id = "event-name-variants",
    .category = RULES_SPEC,
    .gravest = SEVERITY_WARNING,
    .title = "one event in several spellings",
    .why = "Names of events are compared letter by letter. Report Opened and report_opened are two events: each report shows a part "
           "of what happened, and funnels break between them.",
    .cure = "Choose one spelling, such as Title Case, and keep the names in one file that every sender uses. Servers and browsers "
            "are where two usually come from.",
    .example = "{\"type\":\"group\",\"userId\":\"u_1\",\"groupId\":\"acme\"}\n"
               "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"Report Opened\",\"context\":{\"groupId\":\"acme\"}}\n"
               "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"report_opened\",\"context\":{\"groupId\":\"acme\"}}",
    .yields = yields,
    .types = RULE_TYPE(MESSAGE_TRACK),
    .time = RULE_WHEN_SETTLED,
    .check = check,
};
