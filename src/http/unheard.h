/* What never became a request that could be taken, and yet whoever looks for its calls has to see. HTTP thread only. */
#ifndef HTTP_UNHEARD_H
#define HTTP_UNHEARD_H

#include <stdarg.h>

#include "request.h"

/* Records that connections were turned away, one record for all that `why` speaks of. */
void unheard_turned_away(struct sink *sink, const char *why);
/* The daemon's MHD_LogCallback, which is the only news of what libmicrohttpd answers by itself; `cls` is the sink. It does so
 * before anybody has heard of a request when that is none: https sent to the port for http, or HTTP/2. */
void unheard_log(void *cls, const char *format, va_list values) __attribute__((format(printf, 2, 0)));
/* The connection is over: records what was answered so, if nothing else was heard of it. */
void unheard_closed(const struct request *request);

#endif
