/* Segment's batch envelope, {"batch":[...], "context":..., "sentAt":...}, and a bare array of calls. */
#include "dialects.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/xalloc.h"
#include "item.h"

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

/* The calls of a batch. They are found on the way to what stands behind them, which has to be known first: a batch is
 * large, and going through it twice was a tenth of what a call cost. */
struct items {
    struct json_span *spans;
    size_t count, cap;
    bool found;
};

static void collect(struct items *items, struct json_walk *walk)
{
    struct json_span item;
    items->count = 0; /* of a member that stands twice the last counts */
    while (jsontext_next(walk, NULL, &item)) {
        items->spans = xgrow(items->spans, &items->cap, items->count + 1, sizeof *items->spans);
        items->spans[items->count++] = item;
    }
}

static void take_member(struct items *items, struct json_span key, struct json_walk *walk)
{
    struct json_walk inner;
    if (!jsontext_equals(key, "batch")) {
        jsontext_take(walk);
        return;
    }
    items->found = walk->at < walk->end && *walk->at == '[';
    if (!items->found) {
        jsontext_take(walk);
        return;
    }
    jsontext_descend(walk, &inner);
    collect(items, &inner);
    jsontext_ascend(walk, &inner);
}

static void decode_items(struct decoding *decoding, struct envelope *envelope, const struct items *items)
{
    envelope->batched = true;
    for (size_t i = 0; i < items->count; i++) {
        item_decode(decoding, envelope, items->spans[i]);
    }
}

static bool decode_batch(struct decoding *decoding)
{
    struct json_span body = {decoding->capture->body, decoding->capture->body_size}, context = {0}, sent_at = {0}, key;
    struct items items = {0};
    struct json_walk walk;
    if (jsontext_kind(body) != JSON_OBJECT || !jsontext_may_name(body, "\"batch\"")) {
        return false;
    }
    jsontext_enter(&walk, body);
    while (jsontext_next_key(&walk, &key)) {
        if (jsontext_equals(key, "context")) {
            context = jsontext_take(&walk);
        } else if (jsontext_equals(key, "sentAt")) {
            sent_at = jsontext_take(&walk);
        } else {
            take_member(&items, key, &walk);
        }
    }
    if (items.found) {
        struct envelope envelope;
        envelope_read(&envelope, context, sent_at);
        decode_items(decoding, &envelope, &items);
        envelope_done(&envelope);
    }
    free(items.spans);
    return items.found;
}

static bool decode_array(struct decoding *decoding)
{
    struct json_span body = {decoding->capture->body, decoding->capture->body_size};
    struct envelope envelope = {.sent = CLOCK_NONE};
    struct items items = {0};
    struct json_walk walk;
    if (jsontext_kind(body) != JSON_ARRAY) {
        return false;
    }
    jsontext_enter(&walk, body);
    collect(&items, &walk);
    decode_items(decoding, &envelope, &items);
    free(items.spans);
    return true;
}

const struct decoder decode_segment_batch = {"batch", true, decode_batch};
const struct decoder decode_segment_array = {"array", true, decode_array};
