/* Findings: what the rules said, made once and never rewritten. Owner thread. */
#ifndef PROJECT_FINDINGS_H
#define PROJECT_FINDINGS_H

#include <stddef.h>
#include <stdint.h>

#include "base/strpool.h"
#include "model/idlist.h"
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

/* What one rule found. */
struct finding_group {
    uint64_t counts[SEVERITIES];
    int64_t first, last;    /* received times of the calls */
    struct idlist findings; /* numbers, oldest first */
};

struct findings {
    struct finding *items; /* number n stands at items[n - base] */
    uint64_t base;
    uint64_t first, next;  /* numbers held: first <= n < next; they start at 0 */
    size_t cap;
    struct finding_group *groups; /* one per row of rules_table */
    uint64_t counts[SEVERITIES];
};

void findings_init(struct findings *findings);
void findings_done(struct findings *findings);
/* Adds one about a message of the store; returns its number. `next` is the message's newest finding so far. */
uint64_t findings_add(struct findings *findings, const struct finding *finding, int64_t received);
/* NULL when it has been forgotten. */
const struct finding *findings_get(const struct findings *findings, uint64_t number);
/* Messages below `first` have left the store: their findings leave the lists; the counts stay. */
void findings_forget(struct findings *findings, uint64_t first);
/* Forgets all of them and the counts. */
void findings_clear(struct findings *findings);

#endif
