/* Users who were added to an account and whom no invite names, and the invites of the account that nobody followed: what is
 * needed to suspect that one was accepted under another e-mail. Counted once for all flows of an account. */
#include <string.h>

#include "base/xalloc.h"
#include "flow_parts.h"

static bool is_invite(const struct flow_def *def, const struct fact *fact)
{
    return fact->invitee != STRPOOL_NONE && flow_makes(&def->steps[0], fact);
}

static bool has_followed(const struct flow_facts *facts, const struct flow_def *def, uint32_t person, uint32_t account)
{
    struct fact_walk walk = flow_facts_of(facts, person);
    for (const struct fact *fact = fact_walk_next(&walk); fact != NULL; fact = fact_walk_next(&walk)) {
        for (size_t i = 1; i < def->step_count && fact->account == account; i++) {
            if (!def->steps[i].any_account && flow_makes(&def->steps[i], fact)) {
                return true;
            }
        }
    }
    return false;
}

/* Several people may have invited the same one: the first in the list speaks for all. */
static bool is_counted(const struct flow_facts *facts, const struct flow_def *def, const struct fact *invite)
{
    uint32_t i = flow_facts_invitee(facts, invite->invitee)->facts;
    for (; i != FLOW_NONE; i = facts->items[i].next_of_invitee) {
        if (is_invite(def, &facts->items[i]) && facts->items[i].account == invite->account) {
            return &facts->items[i] != invite;
        }
    }
    return true;
}

static bool is_open(const struct flow_facts *facts, const struct flow_def *def, const struct fact *invite)
{
    uint32_t user = textmap_get(&facts->by_user, invite->invitee);
    if (user != TEXTMAP_NONE && has_followed(facts, def, user, invite->account)) {
        return false;
    }
    uint32_t i = flow_facts_invitee(facts, invite->invitee)->names;
    for (; i != FLOW_NONE; i = facts->names[i].next_of_name) {
        if (has_followed(facts, def, facts->names[i].person, invite->account)) {
            return false;
        }
    }
    return true;
}

/* What the person did in the account, or anywhere, that tells where he or she comes from. */
struct past {
    bool inviter; /* invited others to it */
    bool marked;  /* some call of theirs bears a mark */
};

static struct past past_of(const struct flow_facts *facts, const struct flow_def *def, const struct fact *added)
{
    struct past past = {0};
    struct fact_walk walk = flow_facts_of(facts, added->person);
    for (const struct fact *fact = fact_walk_next(&walk); fact != NULL; fact = fact_walk_next(&walk)) {
        past.inviter = past.inviter || (is_invite(def, fact) && fact->account == added->account);
        past.marked = past.marked || fact->marked > 0;
    }
    return past;
}

static void count_added(const struct flow_case *of, const struct fact *added, struct flow_strangers *strangers)
{
    const struct flow_facts *facts = of->facts;
    struct past past = past_of(facts, of->flow->def, added);
    if (facts->persons[added->person].visitor || past.inviter || flow_is_named(facts, added->person, added->account) ||
        flow_is_own_account(of, added->person, added->account)) {
        return;
    }
    strangers->count++;
    strangers->marked += past.marked;
    if (strangers->newest == NULL || moment_before(strangers->newest->last, added->last)) {
        strangers->newest = added;
    }
}

static void count_all(const struct flow_case *of, const struct flow_topic *topic, const struct flow_step *added,
                      struct flow_strangers *strangers)
{
    const struct flow_facts *facts = of->facts;
    const struct flow_def *def = of->flow->def;
    for (uint32_t i = topic->facts; i != FLOW_NONE; i = facts->items[i].next_of_account) {
        const struct fact *fact = &facts->items[i];
        if (fact->signal == added->signals[0]) {
            count_added(of, fact, strangers);
        } else if (is_invite(def, fact) && !is_counted(facts, def, fact)) {
            strangers->open += is_open(facts, def, fact);
        }
    }
}

const struct flow_strangers *flow_strangers_of(struct flow_case *of, uint32_t account, size_t added)
{
    static const struct flow_strangers none;
    struct flows *flows = of->flows;
    const struct flow_topic *topic = flow_facts_account(of->facts, account);
    if (topic == NULL) {
        return &none;
    }
    size_t number = (size_t)(topic - of->facts->topics), before = flows->strangers_cap;
    flows->strangers = xgrow(flows->strangers, &flows->strangers_cap, number + 1, sizeof *flows->strangers);
    memset(flows->strangers + before, 0, (flows->strangers_cap - before) * sizeof *flows->strangers);
    struct flow_strangers *strangers = &flows->strangers[number];
    if (strangers->version != of->facts->version || strangers->step != &of->flow->def->steps[added]) {
        *strangers = (struct flow_strangers){.version = of->facts->version, .step = &of->flow->def->steps[added]};
        count_all(of, topic, strangers->step, strangers);
    }
    return strangers;
}
