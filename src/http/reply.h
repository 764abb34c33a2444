/* The answers' form. Each decides the request's response; it is sent when the request is whole. HTTP thread only. */
#ifndef HTTP_REPLY_H
#define HTTP_REPLY_H

#include "request.h"

/* {"success":true}: the one body every SDK accepts. */
void reply_success(struct request *request);
/* The JSON text in sink->reply. */
void reply_json(struct request *request, unsigned status);
/* A transparent image of one pixel: what every answer to a tracking pixel is. */
void reply_pixel(struct request *request);
void reply_empty(struct request *request, unsigned status);

struct reply_problem {
    unsigned status;
    const char *code;    /* for programs: "invalid_json" */
    const char *message; /* for people, with the remedy */
    unsigned line, column;
};
/* {"success":false,"code":C,"message":M,"error":M}: `code` and `message` keep the Python SDKs from retrying, `error` is
 * what the Ruby one prints. */
void reply_problem(struct request *request, const struct reply_problem *problem);

/* What a fault with a status is answered with. */
void reply_fault(struct request *request, const struct fault *fault);

/* The response without CORS headers that every client but browsers is sent for a call; made once. */
struct MHD_Response *reply_make_success(void);

#endif
