#include "judge.h"

#include <stdlib.h>

#include "base/xalloc.h"

/* Calls whose label is a name that projects choose; of the others it is somebody's e-mail or the like. */
#define NAMED (RULE_TYPE(MESSAGE_TRACK) | RULE_TYPE(MESSAGE_PAGE) | RULE_TYPE(MESSAGE_SCREEN))

static uint64_t rows_of(const struct rule *const *rules)
{
    uint64_t rows = 0;
    for (; rules != NULL && *rules != NULL; rules++) {
        rows |= UINT64_C(1) << rules_find((*rules)->id);
    }
    return rows;
}

void judge_init(struct judge *judge, const struct rule_settings *settings)
{
    static const struct rule_settings as_they_are;
    *judge = (struct judge){.settings = settings != NULL ? settings : &as_they_are};
    uint64_t enabled = rule_settings_enabled(judge->settings);
    for (size_t row = 0; row < rules_count; row++) {
        const struct rule *rule = rules_table[row];
        uint64_t bit = enabled & UINT64_C(1) << row;
        judge->yields[row] = rows_of(rule->yields);
        judge->checks[row] = rule->check;
        judge->yielding |= rule->yields != NULL ? bit : 0;
        judge->facts |= bit != 0 ? rule->facts : 0;
        judge->of_facts |= rule->facts != 0 ? bit : 0;
        for (unsigned fact = 0; fact < FACTS; fact++) {
            judge->of_fact[fact] |= (rule->facts & FACT_BIT(fact)) != 0 ? bit : 0;
        }
        judge->of_plan |= rule->category == RULES_PLAN ? bit : 0;
        for (unsigned type = 0; type < MESSAGE_TYPES; type++) {
            judge->at[rule->time][type] |= (rule->types & RULE_TYPE(type)) != 0 ? bit : 0;
        }
    }
    if (judge->settings->ignore_count > 0) {
        judge->names = xcalloc(JUDGE_NAMES, sizeof *judge->names);
        judge->ignored_unnamed = rule_settings_ignored(judge->settings, "");
    }
}

void judge_done(struct judge *judge)
{
    free(judge->names);
}

static uint64_t ignored(struct judge *judge, const struct strpool *pool, const struct message *message)
{
    if ((NAMED & RULE_TYPE(message->type)) == 0 || message->label == STRPOOL_NONE) {
        return judge->ignored_unnamed;
    }
    /* Two names that share a place only make each other be asked anew. */
    struct judge_name *name = &judge->names[message->label % JUDGE_NAMES];
    if (name->label != message->label) {
        *name = (struct judge_name){message->label, rule_settings_ignored(judge->settings, strpool_text(pool, message->label))};
    }
    return name->ignored;
}

uint64_t judge_idle(const struct judge *judge, unsigned found)
{
    uint64_t idle = judge->of_facts;
    for (; found != 0; found &= found - 1) {
        idle &= ~judge->of_fact[__builtin_ctz(found)];
    }
    return idle;
}

uint64_t judge_rules(struct judge *judge, const struct strpool *pool, const struct message *message, enum rule_time time)
{
    uint64_t rules = judge->at[time][message->type];
    return judge->names == NULL || rules == 0 ? rules : rules & ~ignored(judge, pool, message);
}
