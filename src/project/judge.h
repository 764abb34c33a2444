/* Which rules look at a call. Asked several times for every call, so the answer is a word with a bit per row of the rule
 * table, made of a few others. Owner thread. */
#ifndef PROJECT_JUDGE_H
#define PROJECT_JUDGE_H

#include <stdint.h>

#include "base/strpool.h"
#include "model/message.h"
#include "rules/rule.h"
#include "rules/settings.h"

#define JUDGE_NAMES 1024u /* of events, what is ignored about them remembered; a power of two */

struct judge {
    const struct rule_settings *settings;
    uint64_t at[RULE_TIMES][MESSAGE_TYPES]; /* rules that look at such calls */
    uint64_t of_plan;                       /* rules that ask the tracking plan */
    uint64_t yielding;                      /* rules that have nothing to add when some other has spoken: */
    uint64_t yields[RULES_MAX];             /*   which, of each */
    rule_check_fn *checks[RULES_MAX];       /* of each */
    unsigned facts;                         /* what the rules need of a call's text, bits */
    uint64_t of_facts;                      /* rules that are about facts only: */
    uint64_t of_fact[FACTS];                /*   about each */
    uint64_t ignored_unnamed;               /* rules that do not look at calls without a name */
    struct judge_name {
        uint32_t label; /* strpool number; STRPOOL_NONE: nothing is remembered here */
        uint64_t ignored;
    } *names; /* NULL when no names are ignored */
};

/* `settings` must outlive it; NULL: every rule as it is. */
void judge_init(struct judge *judge, const struct rule_settings *settings);
void judge_done(struct judge *judge);
/* Rules that have nothing to say about a call with these facts (bits). */
uint64_t judge_idle(const struct judge *judge, unsigned found);
/* The rules to be asked about this call now, from the lowest row on. */
uint64_t judge_rules(struct judge *judge, const struct strpool *pool, const struct message *message, enum rule_time time);

#endif
