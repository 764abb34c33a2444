/* From a capture to the calls inside. One file per dialect, one row in table.c; the first that matches wins, and the
 * last takes anything, so nothing is lost. The envelope's `context` counts under each item's own. Owner thread. */
#ifndef DECODE_DECODE_H
#define DECODE_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/jsontext.h"
#include "base/strpool.h"
#include "base/str.h"
#include "model/json.h"
#include "model/message.h"
#include "wire/capture.h"

/* One call as it comes out. Valid only during the emit call. */
struct decoded {
    struct message message;          /* all columns but `finding` and `source` */
    struct call_times times;
    uint32_t name;                   /* what a plan knows it by: the event, the name of a page or screen; strpool number */
    uint32_t key;                    /* write key, as the capture holds it: strpool number */
    uint32_t library;                /* "analytics.js npm:next-1.84.3": strpool number */
    struct json_span text;           /* its own bytes, inside capture->body; empty for a refused request */
    const struct json *tree;         /* NULL for a refused request */
    bool plain;                      /* the text is as scan_is_plain has it */
    struct json_span context;        /* the envelope's context object, empty when there is none */
    const struct json *context_tree; /* the same, NULL when there is none */
    struct json_span message_id;     /* unescaped; of a number its digits; empty when there is none */
    uint32_t retry;                  /* how many times it was tried before, as the client counts; 0: it does not say */
};
typedef void decode_emit_fn(void *to, const struct decoded *decoded);

struct decoding {
    const struct capture *capture;
    struct strpool *pool;
    decode_emit_fn *emit;
    void *to;
    struct str *scratch; /* cleared freely */
    struct arena *trees; /* for the tree of one call at a time; reset freely */
    uint32_t key;        /* the capture's write key; set by decode_capture */
    int64_t previous;    /* received time of the call before, for captures that have none */
};

/* `decode` emits the calls inside, or returns false when the capture is not of its dialect. */
struct decoder {
    const char *name;
    bool readable; /* asks only for captures that were taken and whose body is well-formed JSON */
    bool (*decode)(struct decoding *decoding);
};

extern const struct decoder *const decode_table[];
extern const size_t decode_count;

/* The time a JSON value tells: a string or a number as clock_parse takes it. */
bool decode_time(struct json_span value, int64_t *us);

/* True when the body is well-formed JSON, whatever it was answered. */
bool decode_is_json(const struct capture *capture);
/* The array in which the calls of a well-formed body stand, its `batch` or itself; empty when it is one call. */
struct json_span decode_list(struct json_span body);
/* How many calls a capture holds that was not decoded because it was not taken; 0 when that cannot be told. */
size_t decode_count_untaken(const struct capture *capture);
/* The messageId of a call that is read again, as `message_id` above, by way of `plain` if it is escaped. */
struct json_span decode_message_id(struct json_span call, struct str *plain);

/* Finds the dialect and emits every call in the capture, in its order. */
void decode_capture(struct decoding *decoding);

#endif
