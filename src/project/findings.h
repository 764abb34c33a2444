/* Findings: what the rules said, made once and never rewritten. Owner thread. */
#ifndef PROJECT_FINDINGS_H
#define PROJECT_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strpool.h"
#include "model/idlist.h"
#include "model/sdk.h"
#include "model/textmap.h"
#include "rules/rule.h"

struct finding {
    uint64_t message;
    uint32_t path;    /* JSON Pointer, strpool number */
    uint32_t text;    /* strpool number */
    uint32_t kind;    /* findings of one rule and kind are told together: strpool number; often the text itself */
    uint32_t next;    /* older finding about the same message: number + 1, cut to 32 bits as in struct message */
    uint8_t rule;     /* row in rules_table */
    uint8_t severity;
};

/* What findings of one rule, one kind and one severity say together: a thousand repetitions are one of these. */
struct finding_saying {
    uint32_t kind;       /* strpool number; STRPOOL_NONE: all kinds beyond FINDINGS_MAX_SAYINGS of the rule */
    uint32_t text;       /* what each of them says; STRPOOL_NONE: they say different things */
    uint8_t rule;
    uint8_t severity;
    uint64_t count;
    uint64_t first_number, last_number; /* of the earliest and the newest finding */
    int64_t first, last; /* received times of their calls */
    uint32_t same;       /* another saying of the same kind, in `sayings`; UINT32_MAX: none */
};

#define FINDINGS_MAX_SAYINGS 1000u /* of one rule that are told apart; what it says then is told as one for each severity */

/* What one rule found. */
struct finding_group {
    uint64_t counts[SEVERITIES];
    uint64_t sdks[SDKS];    /* of the calls */
    int64_t first, last;    /* received times of the calls */
    size_t sayings;
    struct idlist findings; /* numbers, oldest first */
};

struct findings {
    struct finding *items; /* number n stands at items[n - base] */
    uint64_t base;
    uint64_t first, next;  /* numbers held: first <= n < next; they start at 0 */
    size_t cap;
    struct finding_group *groups; /* one per row of rules_table */
    struct finding_saying *sayings;
    size_t saying_count, saying_cap;
    struct textmap by_kind; /* the first saying of a kind */
    uint64_t counts[SEVERITIES];
};

void findings_init(struct findings *findings);
void findings_done(struct findings *findings);
/* Adds one about a message of the store, received then and sent by this SDK; returns its number. `next` is the message's newest
 * finding so far. */
uint64_t findings_add(struct findings *findings, const struct finding *finding, int64_t received, enum sdk sdk);
/* NULL when it has been forgotten. */
const struct finding *findings_get(const struct findings *findings, uint64_t number);
/* Messages below `first` have left the store: their findings leave the lists, and so do sayings of which none is held;
 * the counts stay. */
void findings_forget(struct findings *findings, uint64_t first);
/* Forgets all of them and the counts. */
void findings_clear(struct findings *findings);
/* The SDK, of those the rule knows a cure for and whose bit in `but` is not set, from which most of the calls came; SDK_UNKNOWN:
 * none. */
enum sdk findings_sdk(const struct findings *findings, size_t rule, unsigned but);
/* What a rule says, the gravest first, then the most frequent, then the earliest; the caller frees it. NULL when nothing. */
struct finding_saying *findings_sayings(const struct findings *findings, size_t rule, size_t *count);
/* True when this finding is one of those the saying is about. */
bool findings_says(const struct findings *findings, const struct finding *finding, const struct finding_saying *saying);

#endif
