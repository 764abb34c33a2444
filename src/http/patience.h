/* Clients that are too slow, too many, or gone. libmicrohttpd's time limit begins anew with every byte, it does not see the end
 * of a connection that came together with the last bytes, and beyond its limit it lets clients wait. HTTP thread only. */
#ifndef HTTP_PATIENCE_H
#define HTTP_PATIENCE_H

#include "request.h"

/* A connection was opened, or is being closed. */
void patience_opened(struct request *request);
void patience_closed(struct request *request);
/* Refuses a request because of its headers, past libmicrohttpd, which is to close the connection then: it might not have the
 * memory for an answer. `why` is shown and, where that can be, sent. */
void patience_part(struct request *request, unsigned status, const char *code, const char *why);

#endif
