#include "limits.h"

#include <stdio.h>

#include "base/num.h"

#define OR_ELSE "or run without --strict"

/* The array the calls stand in, and what leads to it; empty when the body is one call. */
static struct json_span batch_of(struct json_span body, const char **pointer)
{
    struct json_span list = body;
    *pointer = "";
    if (jsontext_kind(body) == JSON_ARRAY) {
        return list;
    }
    *pointer = "/batch";
    bool batched = jsontext_member(body, "batch", &list) && jsontext_kind(list) == JSON_ARRAY;
    return batched ? list : (struct json_span){body.p, 0};
}

static void place(struct json_span body, const char *at, struct limits_breach *breach)
{
    breach->line = breach->column = 1;
    for (const char *p = body.p; p < at; p++) {
        bool feed = *p == '\n';
        breach->line += feed;
        breach->column = feed ? 1 : breach->column + ((*p & 0xC0) != 0x80);
    }
}

static bool refuse_batch(size_t bytes, struct limits_breach *breach)
{
    char size[NUM_TEXT_SIZE];
    *breach = (struct limits_breach){0};
    snprintf(breach->text, sizeof breach->text,
             "the batch takes %s bytes: Segment refuses batches over 500 KB (512,000). Let the SDK send sooner, " OR_ELSE,
             num_format(bytes, size));
    return false;
}

static bool refuse_call(const char *name, size_t bytes, struct limits_breach *breach)
{
    char size[NUM_TEXT_SIZE];
    snprintf(breach->text, sizeof breach->text,
             "%s takes %s bytes: Segment refuses calls over 32 KB (32,768). Send less with it, " OR_ELSE, name,
             num_format(bytes, size));
    return false;
}

static bool allow_calls(struct json_span body, struct json_span list, const char *pointer, struct limits_breach *breach)
{
    struct json_walk walk;
    struct json_span call;
    char name[64];
    jsontext_enter(&walk, list);
    for (size_t i = 0; jsontext_next(&walk, NULL, &call); i++) {
        if (call.n > LIMITS_CALL) {
            place(body, call.p, breach);
            snprintf(name, sizeof name, "the call at %s/%zu", pointer, i);
            return refuse_call(name, call.n, breach);
        }
    }
    return true;
}

bool limits_allow(struct json_span body, struct limits_breach *breach)
{
    const char *pointer;
    if (body.n <= LIMITS_CALL) {
        return true;
    }
    struct json_span list = batch_of(body, &pointer);
    if (list.n == 0) {
        *breach = (struct limits_breach){0};
        return refuse_call("the call", body.n, breach);
    }
    return body.n > LIMITS_BATCH ? refuse_batch(body.n, breach) : allow_calls(body, list, pointer, breach);
}
