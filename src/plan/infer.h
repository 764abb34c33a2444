/* A tracking plan from what was captured: every event with the types its calls had, what was in all of them, and the values
 * where they were few words said over and over. In the form of Segment's Public API, which plan_new reads.
 *
 * Bounded in events, members and depth; what is beyond is not described, so that the plan allows every call it was made
 * from, but for events that were left out. It is passed on: values of secrets and names with card numbers in them are not in it.
 * Owner thread. */
#ifndef PLAN_INFER_H
#define PLAN_INFER_H

#include <stdint.h>

#include "base/str.h"
#include "model/json.h"
#include "model/message.h"

#define INFER_EVENTS_MAX 5000u
#define INFER_NODES_MAX 200000u  /* values described, of all events together */
#define INFER_MEMBERS_MAX 500u   /* of one object */
#define INFER_DEPTH_MAX 20u
#define INFER_VALUES_MAX 6u      /* more different texts than this are no list of allowed ones, */
#define INFER_VALUES_CALLS 20u   /* nor are those of fewer texts */

struct infer;

struct infer *infer_new(void);
void infer_free(struct infer *infer);
/* Takes a call in: its type, the event or the name of a page or screen ("" for none), and its tree, the envelope's context laid
 * under its own. Of types that plans do not know, and of a track call without an event, nothing is taken. */
void infer_add(struct infer *infer, enum message_type type, const char *name, const struct json *tree);
size_t infer_events(const struct infer *infer);
/* Calls of events beyond INFER_EVENTS_MAX, and of those whose names are no UTF-8 or hold a card number. */
uint64_t infer_left_out(const struct infer *infer);
/* Writes the plan; the same calls in another order give the same text. */
void infer_print(const struct infer *infer, struct str *out);

#endif
