/* What a body that is not JSON is instead: the mistakes people make. Any thread. */
#ifndef HTTP_LOOKS_H
#define HTTP_LOOKS_H

#include <stddef.h>

#include "base/jsontext.h"

/* A sentence with the remedy, "It is a form (name=value): send JSON"; "" when the body is only broken, which the place tells
 * best. `error` is why jsontext_check refused it. */
const char *looks_like(const char *body, size_t n, const struct json_error *error);

#endif
