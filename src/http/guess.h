/* What came on a path that does not say: a call, by its looks? */
#ifndef HTTP_GUESS_H
#define HTTP_GUESS_H

#include <stdbool.h>

#include "base/jsontext.h"

/* True for a well-formed call, batch, or list of calls. */
bool guess_is_call(struct json_span value);

#endif
