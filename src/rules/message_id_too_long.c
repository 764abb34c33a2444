#include "table.h"

#include "base/utf8.h"

#define LIMIT 100u /* characters; segment-docs: .../server/http-api/index.md */

static size_t count_characters(struct json_span text)
{
    size_t count = 0;
    uint32_t cp;
    bool valid;
    for (size_t at = 0; at < text.n; at += utf8_decode(text.p + at, text.n - at, &cp, &valid)) {
        count++;
    }
    return count;
}

static void check(const struct rule_input *input, struct remarks *remarks)
{
    size_t count = input->message_id.n < LIMIT ? 0 : count_characters(input->message_id);
    if (count >= LIMIT) {
        remarks_add(remarks, SEVERITY_WARNING, "/messageId",
                    "messageId has %zu characters: Segment takes fewer than %u", count, LIMIT);
    }
}

const struct rule rule_message_id_too_long = {
    .id = "message-id-too-long",
    .category = RULES_HYGIENE,
    .gravest = SEVERITY_WARNING,
    .title = "messageId of 100 characters or more",
    .why = "Segment takes messageIds of fewer than 100 characters. With a longer one it is not sure that the call is kept, nor "
           "that it is recognised when it is sent again.",
    .cure = "Leave messageId to the SDK, or use a random UUID; a prefix may stay, other texts belong in properties.",
    .example = "{\"type\":\"page\",\"userId\":\"u_17\",\"name\":\"Pricing\",\"messageId\":\"page-Pricing-u_17-2026-11-23T14:02:11.204Z-https://app.example.com/pricing?plan=free&from=signup&step=2\"}",
    .types = RULE_ALL_CALLS,
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
