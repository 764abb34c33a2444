/* One call as the whole body: /v1/track and its sisters. Takes any JSON value, so it also is the dialect of last resort
 * for well-formed bodies. */
#include "dialects.h"

#include "base/clock.h"
#include "item.h"

static bool decode_call(struct decoding *decoding)
{
    struct envelope envelope = {.sent = CLOCK_NONE};
    struct json_span body = {decoding->capture->body, decoding->capture->body_size};
    item_decode(decoding, &envelope, jsontext_trim(body));
    return true;
}

const struct decoder decode_segment_call = {"call", true, decode_call};
