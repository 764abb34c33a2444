/* What carries no call: requests that were refused, and recorded bodies that are not JSON. One message each, so that
 * nothing a client sent disappears. */
#include "dialects.h"

#include "base/clock.h"

static bool decode_refused(struct decoding *decoding)
{
    const struct capture *capture = decoding->capture;
    int64_t received = capture->received == CLOCK_NONE ? decoding->previous : capture->received;
    struct decoded out = {
        .text = {capture->body, capture->body_size},
        .retry = capture->retry,
        .key = decoding->key,
        .message = {
            .record = capture->offset,
            .received = received,
            .time = received,
            .order = received,
            .length = (uint32_t)capture->body_size,
            .status = (uint16_t)capture->status,
            .type = MESSAGE_REFUSED,
        },
    };
    decoding->emit(decoding->to, &out);
    return true;
}

const struct decoder decode_refused_request = {"refused", false, decode_refused};
