/* Text a client sent, as it may go to a terminal. */
#ifndef REPORT_SAFE_H
#define REPORT_SAFE_H

#include <stddef.h>

#include "base/str.h"

/* Control characters, invisible ones and bytes that are not UTF-8 are shown as <U+XXXX>. */
void safe_puts(struct str *out, const char *text, size_t n);

#endif
