#include "table.h"

#include "base/num.h"

/* segment-docs: .../server/http-api/index.md, Errors. Whether a KB has 1000 or 1024 bytes there it does not say: reported is
 * what is too large by both. */
#define LIMIT ((uint64_t)32 << 10)

static void check(const struct rule_input *input, struct remarks *remarks)
{
    char bytes[NUM_TEXT_SIZE];
    if (input->message->length > LIMIT) {
        remarks_add(remarks, SEVERITY_ERROR, "", "the call takes %s bytes: Segment refuses calls over 32 KB (32,768)",
                    num_format(input->message->length, bytes));
    }
}

const struct rule rule_message_too_large = {
    .id = "message-too-large",
    .category = RULES_HYGIENE,
    .gravest = SEVERITY_ERROR,
    .title = "call over 32 KB",
    .why = "Segment takes calls of at most 32 KB, alone or in a batch, and answers 400 to the whole request: the calls beside it "
           "are lost too, because no SDK sends a request again that was answered 400.",
    .cure = "Send less with the call: no documents, lists or stack traces, but an id by which they can be looked up.",
    .types = RULE_ALL_CALLS,
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
