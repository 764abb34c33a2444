/* The listening socket. */
#ifndef HTTP_LISTEN_H
#define HTTP_LISTEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/* Binds a numeric IPv4 or IPv6 address. *port 0 picks a free one and is set to it. -1 and `err` on failure; a busy port is
 * told with what to do, where `option` chooses another: "--port". */
int listen_open(const char *text, uint16_t *port, const char *option, struct err *err);
bool listen_is_loopback(const char *address);

#endif
