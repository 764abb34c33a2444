/* Cross-origin headers: tracking endpoints answer any page. See the Fetch standard, "HTTP-network-or-cache". */
#ifndef HTTP_CORS_H
#define HTTP_CORS_H

#include "request.h"

/* What every answer to a tracking client carries. `origin` is the request's, "" when it has none. */
void cors_add(struct MHD_Response *response, const char *origin);
/* What a preflight asks for on top: methods, the headers it named, how long that holds. */
void cors_add_preflight(struct MHD_Response *response, const struct request_headers *headers);

#endif
