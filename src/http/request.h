/* One HTTP request on its way: from the first header to the answer. HTTP thread only.
 *
 * The memory belongs to the connection and is reused for its next request. */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include "sink_parts.h"

enum method { METHOD_GET = 1, METHOD_POST = 2, METHOD_PUT = 4, METHOD_OPTIONS = 8, METHOD_OTHER = 16 };

/* Texts are never NULL; they belong to libmicrohttpd and live until the request is answered. */
struct request_headers {
    const char *host, *origin, *user_agent, *content_type, *encoding, *authorization, *write_key, *expect, *length;
    const char *transfer_encoding, *cookie;
    bool two_lengths, two_hosts; /* that differ */
    const char *cors_headers;    /* Access-Control-Request-Headers */
    const char *private_network; /* Access-Control-Request-Private-Network */
    const char *forwarded;       /* X-Forwarded-Proto */
    const char *retry_count;     /* X-Retry-Count */
    const char *retry_attempt;   /* Rsa-Retry-Attempt */
};

struct endpoint;

struct request {
    struct sink *sink;
    struct MHD_Connection *connection;
    bool secure;                 /* it came by https */
    struct request *next_silent; /* see handshake.h */
    const struct endpoint *endpoint;
    struct request *before, *next; /* of all connections */
    bool named;         /* the target of a request came */
    bool turned_away;   /* one too many: nothing it sends is heard */
    int64_t since;      /* when it was opened, or its last request was over */
    bool counted, begun, whole, complete, discarding;
    const char *method_name;
    enum method method;
    struct str target; /* the path, a NUL, and the query, both as sent */
    const char *path, *query;
    struct request_headers headers;
    size_t head_size;   /* bytes of the first line and the headers */
    size_t fields;      /* how many headers these are */
    bool refused_head;  /* because of the headers */
    bool folded;        /* one of them goes on in another line */
    struct str upload;
    bool announced;     /* by Content-Length */
    uint64_t length;    /* if so, how many bytes */
    uint64_t wire_size; /* body bytes seen, or announced if more */
    int64_t began;      /* when its first line was read */
    uint64_t heard;     /* body bytes that came */
    const char *given_up;    /* why we ended it before it was whole; NULL */
    unsigned parting_status; /* what we answered then, 0 for nothing, */
    const char *parting_code; /* and recorded */
    int64_t hold;       /* microseconds the answer is still to be held back */
    bool close;         /* instead of answering */
    unsigned status;    /* 0 until the answer is decided */
    struct MHD_Response *response; /* the answer decided on; NULL: none yet, or sink->success */
    struct json_span answer;       /* its body */
    bool queued;        /* libmicrohttpd has been given it */
};

/* The callbacks of the daemon. `cls` is the sink. */
void request_connection(void *cls, struct MHD_Connection *connection, void **connection_context,
                        enum MHD_ConnectionNotificationCode code);
void *request_target(void *cls, const char *target, struct MHD_Connection *connection);
enum MHD_Result request_handle(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
                               const char *version, const char *upload, size_t *upload_size, void **context);
void request_completed(void *cls, struct MHD_Connection *connection, void **context,
                       enum MHD_RequestTerminationCode code);

#endif
