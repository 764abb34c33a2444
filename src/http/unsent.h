/* Answers libmicrohttpd has no memory for. It makes an answer's head in the connection's memory, behind the request's
 * and whatever it has read ahead of requests that follow; how much that is it does not tell. When the answer's head does not fit
 * it closes the connection, and says so before it does. HTTP thread only. */
#ifndef HTTP_UNSENT_H
#define HTTP_UNSENT_H

#include <stdarg.h>

#include "request.h"

/* From the notice that a request was terminated with an error, of one whose answer was queued: sends that answer past
 * libmicrohttpd. If that had begun to send it, the connection is broken and this comes to nothing too. */
void unsent_send(const struct request *request);
/* What a daemon logs (an MHD_LogCallback; `cls` is the sink): sets sink->unsent when it had no room for an answer, be it one of
 * its own. The notice that the request was terminated comes next. */
void unsent_log(void *cls, const char *format, va_list values) __attribute__((format(printf, 2, 0)));

#endif
