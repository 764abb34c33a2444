/* What the name of an event tells by itself. Looked at once for each name, not for each call. Any thread. */
#ifndef MODEL_EVENT_NAME_H
#define MODEL_EVENT_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "b2b.h"

/* What a name holds that changes from call to call. */
enum name_value { NAME_FIXED, NAME_EMAIL, NAME_UUID, NAME_DATE, NAME_ID, NAME_TEMPLATE };

struct event_name {
    enum b2b_event meant;   /* the B2B event whose name this nearly is; B2B_NONE for the name itself, and for all others */
    enum b2b_event perhaps; /* the one it may be another word for, as "Logged In" for Signed In; B2B_NONE when `meant` is one */
    bool blank;             /* nothing but white space */
    enum name_value value;
    uint32_t start, length; /* of that in the name, bytes */
};

/* Longer ones are not looked into for values. */
#define EVENT_NAME_LONGEST 1000
void event_name_read(const char *name, struct event_name *read);

/* The same for all spellings of one name: its letters in lower case and its digits, without what stands between them. Returns
 * the length; 0 when there is none or the name is too long to be one. */
#define EVENT_NAME_FOLDED 128
size_t event_name_fold(const char *name, char out[EVENT_NAME_FOLDED]);

#endif
