/* What is answered where: one row per endpoint. HTTP thread only. */
#ifndef HTTP_ENDPOINTS_H
#define HTTP_ENDPOINTS_H

#include <stddef.h>

#include "request.h"

/* Decides the answer (reply_*). `body` is the whole body, undecoded; it is valid for this call only. */
typedef void endpoint_answer(struct request *request, const char *body, size_t n);

struct endpoint {
    unsigned methods;        /* of enum method */
    const char *path;        /* a last segment, or a whole path when it begins with '/', or NULL: any */
    const char *within;      /* a segment that must stand before the last, anywhere, or NULL */
    endpoint_answer *answer;
    const char *kind;        /* recorded under this name, without a body, once answered; NULL: the answer sees to it */
    bool wants_body;         /* else it is read and thrown away */
    bool reads_data;         /* no CORS; guarded against foreign pages */
};

/* Paths may carry any prefix, doubled and trailing slashes, and be written as segment.h tells. Never NULL. */
const struct endpoint *endpoints_find(enum method method, const char *path);
/* False when the path's last segment is that of the endpoint, which has one, in other letters. */
bool endpoints_is_spelled(const struct endpoint *endpoint, const char *path);

/* The `back`-th segment from the end (0 = last); n = 0 when there is none. */
struct json_span endpoints_segment(const char *path, unsigned back);

#endif
