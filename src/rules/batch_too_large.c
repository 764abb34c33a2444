#include "table.h"

#include "base/num.h"

/* segment-docs: .../server/http-api/index.md, Batch and Errors. KB as in message_too_large.c. */
#define BYTES_LIMIT ((uint64_t)500 << 10)
#define CALLS_LIMIT 2500u

static void check(const struct rule_input *input, struct remarks *remarks)
{
    char number[NUM_TEXT_SIZE];
    if ((input->message->flags & MESSAGE_BATCHED) == 0) {
        return;
    }
    if (input->request->bytes > BYTES_LIMIT) {
        remarks_add(remarks, SEVERITY_ERROR, "",
                    "the batch that begins here takes %s bytes: Segment refuses batches over 500 KB (512,000)",
                    num_format(input->request->bytes, number));
    }
    if (input->request->calls > CALLS_LIMIT) {
        remarks_add(remarks, SEVERITY_ERROR, "",
                    "the batch that begins here has %s calls: Segment answers 200, but rejects calls beyond 2,500",
                    num_format(input->request->calls, number));
    }
}

const struct rule rule_batch_too_large = {
    .id = "batch-too-large",
    .category = RULES_HYGIENE,
    .gravest = SEVERITY_ERROR,
    .title = "batch over 500 KB or 2,500 calls",
    .why = "Segment takes batches of at most 500 KB, unpacked, and 2,500 calls. Larger ones are answered 400 and lost; of longer "
           "ones calls are rejected later, although the answer is 200.",
    .cure = "Let the SDK send sooner (flushAt, flush_at, batch size), or split the batch where it is made by hand.",
    .types = RULE_ALL_CALLS,
    .time = RULE_OF_REQUEST,
    .check = check,
};
