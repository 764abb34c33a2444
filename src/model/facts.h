/* What only the text of a call shows, and its tree does not: found in one pass over the bytes, without memory of its own, so
 * that every call can be looked at. The same pass tells what has to be masked wherever a call is shown (mask.h).
 *
 * A secret is the value of a member whose name says so ("password", "apiKey", "access_token"); a card number is told by its
 * grouping, its issuer's digits, its length (15, 16 or 19) and its check digit, in the values of all members but ids.
 * Any bytes may be given; of what is no JSON it is found as well as can be. Any thread. */
#ifndef MODEL_FACTS_H
#define MODEL_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/jsontext.h"
#include "base/str.h"
#include "json.h"

enum fact {
    FACT_DUPLICATE_KEY,  /* where: the second key, with its quotes */
    FACT_UNSAFE_INTEGER, /* an integer that a double cannot hold, so that its digits change; or a number past all doubles */
    FACT_NUL,            /* \u0000 in a string or a key */
    FACT_BAD_UTF8,       /* bytes that are not UTF-8 */
    FACT_SECRET,         /* where: the string without its quotes, or the number */
    FACT_CARD,           /* where: from its first digit to its last */
    FACTS
};
#define FACT_BIT(fact) (1u << (fact))

/* The first few places of each are kept. */
#define FACTS_KEPT 8

struct call_facts {
    unsigned found; /* bits; of the others the rest is not set */
    struct fact_places {
        uint64_t count;
        struct json_span first[FACTS_KEPT];
    } of[FACTS];
};

/* Looks for those of `wanted` (bits). */
void facts_of(struct json_span call, unsigned wanted, struct call_facts *facts);

/* The keys of calls that were found to be of no interest, each as a hash of them all: most programs send the same few again and
 * again. All zero at first. */
#define FACTS_SHAPES 256u
struct facts_shapes {
    uint64_t known[FACTS_SHAPES];
};
/* The same of a call that passed jsontext_check: sooner where there is nothing to find, and `tree` is what its text was parsed
 * to. NULL of a text that is not as scan_is_plain has it: what its escapes and bytes are is not in a tree. Not from several
 * threads with the same shapes. */
void facts_of_call(struct json_span call, const struct json *tree, unsigned wanted, struct facts_shapes *shapes,
                   struct call_facts *facts);

/* The same, told one by one in the order in which they stand; `number`: it is one, or a part of one. */
typedef void fact_fn(void *to, enum fact fact, struct json_span where, bool number);
void facts_find(struct json_span call, unsigned wanted, fact_fn *found, void *to);

/* Appends the JSON Pointer (RFC 6901) to the innermost value, or the key's, that holds the place. */
void facts_pointer(struct json_span call, const char *place, struct str *pointer);

#endif
