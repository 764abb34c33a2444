/* One call as one line, for `callboard serve`. */
#ifndef REPORT_LINE_H
#define REPORT_LINE_H

#include <stdint.h>

#include "base/str.h"
#include "project/world.h"

/* For people: time, type, what, who, account, and the gravest finding. Control characters are made visible. Ends in a
 * line feed. `call` is what world_text read, for refused requests; NULL when it could not be read. */
void line_text(const struct world *world, uint64_t id, const struct world_call *call, struct str *out);

/* For programs: one JSON object with seq (the call's number, from 1), receivedAt, timestamp (when it happened,
 * corrected by sentAt), type, event, userId, anonymousId, groupId, messageId (null where missing), resent (true: a message
 * that was counted before, sent again), retry (how many times it was tried before, as the client says; 0: it does not say),
 * sentBefore (when the attempt before was received; null: not seen), findings (rule, severity, path as JSON Pointer, text),
 * and the call as sent, with secrets masked; line breaks between its tokens become spaces and bytes that are not UTF-8 U+FFFD,
 * so that the line is one line of JSON. */
void line_json(const struct world *world, uint64_t id, const struct world_call *call, struct str *out);

/* The call alone, as one line of NDJSON that can be read again: as sent, with secrets masked, and with what only its request or
 * its batch said put into it: type, receivedAt, sentAt, members of the context. Ends in a line feed. `call` is what world_read
 * read. */
void line_call(const struct world *world, uint64_t id, const struct world_call *call, struct str *out);

/* The request of a faulted capture that was not taken: "POST /v1/batch (3 calls)". Appended to `out`. */
void line_untaken(const struct capture *capture, struct str *out);

/* How often a call was sent: "sent again 1.2 s later; first seen 14:02:11.204; retry 1", "sent again 1.2 s after 503
 * (simulated)", "retry 2; not seen here before"; nothing for one that was sent once. Times are local. */
void line_again(const struct world *world, uint64_t id, struct str *out);

#endif
