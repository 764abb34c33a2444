/* Segment's batch envelope, {"batch":[...], "context":..., "sentAt":...}, and a bare array of calls. */
#include "dialects.h"

#include "item.h"

static void decode_items(struct decoding *decoding, struct envelope *envelope, struct json_span items)
{
    struct json_walk walk;
    struct json_span item;
    jsontext_enter(&walk, items);
    while (jsontext_next(&walk, NULL, &item)) {
        item_decode(decoding, envelope, item);
    }
}

struct json_span decode_list(struct json_span body)
{
    struct json_span list = body;
    bool batched = jsontext_kind(body) == JSON_ARRAY ||
                   (jsontext_member(body, "batch", &list) && jsontext_kind(list) == JSON_ARRAY);
    return batched ? list : (struct json_span){body.p, 0};
}

size_t decode_count_untaken(const struct capture *capture)
{
    struct json_span list, item;
    struct json_walk walk;
    size_t count = 0;
    if (!decode_is_json(capture)) {
        return 0;
    }
    list = decode_list((struct json_span){capture->body, capture->body_size});
    if (list.n == 0) {
        return 1;
    }
    jsontext_enter(&walk, list);
    while (jsontext_next(&walk, NULL, &item)) {
        count++;
    }
    return count;
}

static bool decode_batch(struct decoding *decoding)
{
    struct json_span body = {decoding->capture->body, decoding->capture->body_size};
    struct json_span batch = {0}, context = {0}, sent_at = {0};
    const struct {
        const char *key;
        struct json_span *value;
    } members[] = {{"batch", &batch}, {"context", &context}, {"sentAt", &sent_at}};
    struct json_walk walk;
    struct json_span key, value;
    if (jsontext_kind(body) != JSON_OBJECT) {
        return false;
    }
    jsontext_enter(&walk, body);
    while (jsontext_next(&walk, &key, &value)) {
        for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
            *members[i].value = jsontext_equals(key, members[i].key) ? value : *members[i].value;
        }
    }
    if (batch.n == 0 || jsontext_kind(batch) != JSON_ARRAY) {
        return false;
    }
    struct envelope envelope;
    envelope_read(&envelope, context, sent_at);
    envelope.batched = true;
    decode_items(decoding, &envelope, batch);
    envelope_done(&envelope);
    return true;
}

static bool decode_array(struct decoding *decoding)
{
    struct json_span body = {decoding->capture->body, decoding->capture->body_size};
    struct envelope envelope = {.batched = true};
    if (jsontext_kind(body) != JSON_ARRAY) {
        return false;
    }
    decode_items(decoding, &envelope, body);
    return true;
}

const struct decoder decode_segment_batch = {"batch", true, decode_batch};
const struct decoder decode_segment_array = {"array", true, decode_array};
