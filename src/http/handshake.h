/* TLS handshakes that fail: the client sends no request then, and yet whoever looks for its calls has to see why. HTTP thread
 * only. */
#ifndef HTTP_HANDSHAKE_H
#define HTTP_HANDSHAKE_H

#include <stdarg.h>

#include "request.h"

/* A connection of the daemon for https was made: it has said nothing yet. */
void handshake_await(struct request *request);
/* It has said something, or is gone. */
void handshake_over(struct request *request);
/* The daemon's MHD_LogCallback, which is the only news of such a failure; `cls` is the sink. Records it as a request by the
 * method "TLS" that was not answered: a call is lost. */
void handshake_log(void *cls, const char *format, va_list values) __attribute__((format(printf, 2, 0)));

#endif
