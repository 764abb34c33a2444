/* One call of whatever envelope: from its text to a message. The dialects in this folder find the items and hand them
 * over here. */
#ifndef DECODE_ITEM_H
#define DECODE_ITEM_H

#include "decode.h"

/* What the request around an item says about it. */
struct envelope {
    struct json_span context; /* empty when there is none */
    int64_t sent;             /* its sentAt, microseconds; CLOCK_NONE when there is none that can be read */
    const struct json *context_tree; /* NULL when there is none */
    struct arena trees;       /* holds it */
    bool batched;
    uint32_t count;           /* items emitted so far */
};

/* Takes what the envelope says of its items; either span may be empty, of what says nothing. Give the result to envelope_done. */
void envelope_read(struct envelope *envelope, struct json_span context, struct json_span sent_at);
void envelope_done(struct envelope *envelope);

/* Emits the value `text` (well-formed JSON inside the capture's body) as one message. */
void item_decode(struct decoding *decoding, struct envelope *envelope, struct json_span text);

#endif
