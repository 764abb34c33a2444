#include "table.h"

#include "base/clock.h"

static void check(const struct rule_input *input, struct remarks *remarks)
{
    char span[CLOCK_ISO_SIZE];
    if (input->clash == NULL) {
        return;
    }
    int64_t between = input->message->received - input->clash->received;
    remarks_add(remarks, SEVERITY_ERROR, "/messageId",
                "a call %s before has the same messageId and differs at %.80s: only one of them will be kept",
                between < CLOCK_MS ? "just" : clock_format_span(between, span), input->clash->where);
}

/* The same message sent again is no finding: deliveries tell the two apart by their content. The service looks at the id
 * alone (segment-docs: src/guides/duplicate-data.md). */
const struct rule rule_duplicate_message_id = {
    .id = "duplicate-message-id",
    .category = RULES_HYGIENE,
    .gravest = SEVERITY_ERROR,
    .title = "different calls with one messageId",
    .why = "Segment and RudderStack recognise a message that is sent again by its messageId alone. Of different calls with one "
           "messageId they keep the first and drop the others without a word.",
    .cure = "Leave messageId to the SDK, or make a new one for every call, such as a random UUID. Keep it only when the same "
            "call is sent again.",
    .example = "{\"type\":\"page\",\"userId\":\"u_17\",\"name\":\"Pricing\",\"messageId\":\"page-1\"}\n"
               "{\"type\":\"page\",\"userId\":\"u_17\",\"name\":\"Docs\",\"messageId\":\"page-1\"}",
    .types = RULE_ALL_CALLS,
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
