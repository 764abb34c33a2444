#include "table.h"

static void check(const struct rule_input *input, struct remarks *remarks)
{
    enum message_type type = (enum message_type)input->message->type;
    const char *name = message_type_name(type);
    if (type == MESSAGE_IDENTIFY || type == MESSAGE_GROUP) {
        if (json_count(json_member(input->tree, "properties")) > 0) {
            remarks_add(remarks, SEVERITY_WARNING, "/properties", "%s has properties, which nobody reads: send them as traits", name);
        }
    } else if (json_count(json_member(input->tree, "traits")) > 0) {
        remarks_add(remarks, SEVERITY_WARNING, "/traits",
                    "%s has traits, which nobody reads: send them as properties, or with identify", name);
    }
}

static const struct rule_cure cures[] = {
    {SDK_BROWSER, "analytics.identify('u_1', { plan: 'team' })\n"
                  "analytics.track('Report Opened', { format: 'pdf' })\n"
                  "// traits with an event: the third argument\n"
                  "analytics.track('Report Opened', {}, { traits: { plan: 'team' } })"},
    {SDK_NODE, "analytics.identify({ userId, traits: { plan: 'team' } })\n"
               "analytics.track({ userId, event, properties: { format: 'pdf' } })"},
    {SDK_UNKNOWN, NULL},
};

const struct rule rule_misplaced_bag = {
    .id = "misplaced-bag",
    .category = RULES_SPEC,
    .gravest = SEVERITY_WARNING,
    .title = "traits with an event, properties with a user",
    .why = "Traits describe a user or an account and belong to identify and group; properties describe what happened and belong to "
           "track, page and screen. The other bag is carried along and read by no destination.",
    .cure = "Send what describes the user with identify, what describes the account with group, and what describes the event as "
            "properties. Traits that an event should carry stand in context.traits.",
    .example = "{\"type\":\"group\",\"userId\":\"u_1\",\"groupId\":\"acme\"}\n"
               "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"Report Opened\",\"traits\":{\"plan\":\"team\"},"
               "\"context\":{\"groupId\":\"acme\"}}",
    .cures = cures,
    .types = RULE_ALL_CALLS & ~(RULE_TYPE(MESSAGE_ALIAS) | RULE_TYPE(MESSAGE_UNKNOWN)),
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
