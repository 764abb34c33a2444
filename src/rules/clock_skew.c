#include "table.h"

#include "base/clock.h"

#define GRAVE (3600 * CLOCK_S) /* so much is no clock that runs wrong, but local time sent as UTC */

static void check(const struct rule_input *input, struct remarks *remarks)
{
    char span[CLOCK_ISO_SIZE];
    int64_t ahead = input->history->clock_of(input->history->self, input->message->source, input->id);
    if (ahead == 0) {
        return;
    }
    int64_t rounded = (ahead + (ahead > 0 ? CLOCK_S : -CLOCK_S) / 2) / CLOCK_S * CLOCK_S;
    remarks_add(remarks, ahead > GRAVE || ahead < -GRAVE ? SEVERITY_WARNING : SEVERITY_NOTE, "/sentAt",
                "the sender's clock is %s %s: timestamp is corrected by that, what else holds a time is not",
                clock_format_span(rounded, span), ahead > 0 ? "fast" : "slow");
    remarks_kind(remarks, "the sender's clock is %s: timestamp is corrected by sentAt, what else holds a time is not",
                 ahead > 0 ? "fast" : "slow");
}

/* Segment: Spec: Common fields, timestamp = receivedAt - (sentAt - originalTimestamp). */
const struct rule rule_clock_skew = {
    .id = "clock-skew",
    .category = RULES_HYGIENE,
    .gravest = SEVERITY_WARNING,
    .title = "clock of a sender that is wrong",
    .why = "sentAt tells how late it was for the sender when the call left; it differs from the arrival by more than a request "
           "takes. Segment moves timestamp by the difference, and callboard does as well, but times among the properties and traits "
           "stay as they are, and destinations on the device see only the wrong clock. Told once for each source.",
    .cure = "Set the clock of that machine or phone. Whole hours are a time zone: send UTC with a Z, or the offset. In a test that "
            "plays calls again, leave sentAt out or write it anew.",
    .example = "{\"type\":\"identify\",\"userId\":\"u_1\",\"traits\":{\"email\":\"ann@acme.io\"},"
               "\"timestamp\":\"2026-11-23T16:02:11.000Z\",\"sentAt\":\"2026-11-23T16:02:11.200Z\","
               "\"receivedAt\":\"2026-11-23T14:02:11.300Z\"}",
    .types = RULE_ALL_CALLS,
    .time = RULE_WHEN_SETTLED,
    .check = check,
};
