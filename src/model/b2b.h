/* The B2B SaaS events (Segment: B2B SaaS Spec): each is a track call about one account, named by context.groupId. */
#ifndef MODEL_B2B_H
#define MODEL_B2B_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strpool.h"
#include "message.h"

enum b2b_event {
    B2B_NONE,
    B2B_ACCOUNT_CREATED, B2B_ACCOUNT_DELETED,
    B2B_SIGNED_UP, B2B_SIGNED_IN, B2B_SIGNED_OUT,
    B2B_INVITE_SENT,
    B2B_ACCOUNT_ADDED_USER, B2B_ACCOUNT_REMOVED_USER,
    B2B_TRIAL_STARTED, B2B_TRIAL_ENDED,
    B2B_EVENTS
};

/* What a property or trait holds: a date is an ISO 8601 string, an address and a company are objects. */
enum b2b_kind { B2B_STRING, B2B_DATE, B2B_NUMBER, B2B_STRING_OR_NUMBER, B2B_OBJECT, B2B_ADDRESS, B2B_COMPANY };

struct b2b_property {
    const char *name;
    enum b2b_kind kind;
};

#define B2B_PROPERTIES 7

struct b2b_row {
    const char *name; /* as the spec writes it: "Account Created" */
    struct b2b_property properties[B2B_PROPERTIES + 1]; /* ended by one without a name */
};

/* NULL for B2B_NONE. */
const struct b2b_row *b2b_row(enum b2b_event event);
/* The traits that mean the same everywhere (Segment: Spec: Identify and Spec: Group), of a user or of an account; and the members of
 * those that are objects, NULL for other kinds. Ended by one without a name. */
const struct b2b_property *b2b_traits(bool of_account);
const struct b2b_property *b2b_members(enum b2b_kind kind);

/* Gives the events' names the first numbers of an empty pool, so that a call's event is known by its label alone. */
void b2b_prepare(struct strpool *pool);
/* Which of them a call is; B2B_NONE for all others, and for other spellings. Its texts are of a prepared pool. */
enum b2b_event b2b_event_of(const struct message *message);

#endif
