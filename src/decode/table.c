#include "dialects.h"

#include <string.h>

const struct decoder *const decode_table[] = {
    &decode_segment_batch,
    &decode_segment_array,
    &decode_segment_call,
    &decode_refused_request,
};
const size_t decode_count = sizeof decode_table / sizeof *decode_table;

/* The journal holds CAPTURE_BODY_JSON only for checked text; the other forms may be anything. */
bool decode_is_json(const struct capture *capture)
{
    return capture->form == CAPTURE_BODY_JSON ||
           (capture->form != CAPTURE_NO_BODY && jsontext_check(capture->body, capture->body_size, NULL, NULL));
}

void decode_capture(struct decoding *decoding)
{
    const char *key = decoding->capture->write_key;
    decoding->key = strpool_intern(decoding->pool, key, strlen(key));
    bool is_readable = !capture_refused(decoding->capture) && decode_is_json(decoding->capture);
    for (size_t i = 0; i < decode_count; i++) {
        if ((is_readable || !decode_table[i]->readable) && decode_table[i]->decode(decoding)) {
            return;
        }
    }
}
