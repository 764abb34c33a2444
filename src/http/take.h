/* Taking a call: unpack, check, record, answer. 200 is decided only after the journal has it. HTTP thread only. */
#ifndef HTTP_TAKE_H
#define HTTP_TAKE_H

#include "endpoints.h"

endpoint_answer take_call;      /* one of the API's paths */
endpoint_answer take_odd_path;  /* another path: a call if the body looks like one */
endpoint_answer take_not_found; /* no call, but recorded, since a wrong path is what people look for */

endpoint_answer take_pixel;     /* a call in the query of a GET; answered with an image, whatever it holds */
endpoint_answer take_metrics;   /* SDK metrics are swallowed, unless they turn out to be a call */

/* Records a request that carries no call, as the endpoint's `kind`, after its answer is decided. */
void take_note(struct request *request);
/* Records a request whose client went away, or was given up, before it was whole. */
void take_aborted(struct request *request, const char *why);
/* The body is over the limit on the wire and was not kept. */
void take_oversized(struct request *request);
/* The head left little room for an answer: refuses the request before any of its body. */
void take_long_head(struct request *request);
/* Records a request that libmicrohttpd could not read and answered by itself, and decides what it is answered in case it was
 * not. */
void take_unreadable(struct request *request, unsigned status);
/* Where the body ends cannot be told: refuses the request with that reason before any of it, and hangs up. */
void take_misframed(struct request *request, unsigned status, const char *why);

#endif
