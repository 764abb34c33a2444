/* Are two calls with one messageId the same message, sent twice?
 *
 * Not compared are the members at their top that SDKs write anew for every attempt, sentAt, _metadata (retryCount, which
 * integrations were loaded) and writeKey (wire-protocol sections 2 and 3), the service's receivedAt, and messageId, which
 * the caller has compared; what an envelope says is no part of a call anyway.
 * Key order and the way a string is escaped do not matter; digits do, because no SDK writes a number anew. Below
 * SAME_DEPTH levels only equal bytes are the same. Both texts have passed jsontext_check. */
#ifndef MODEL_SAME_H
#define MODEL_SAME_H

#include <stdbool.h>

#include "base/jsontext.h"
#include "base/str.h"

#define SAME_DEPTH 64

/* When they are not, `where` (cleared first) is a JSON Pointer to the first difference, cut short when it is full. */
bool same_call(struct json_span a, struct json_span b, struct str *where);

#endif
