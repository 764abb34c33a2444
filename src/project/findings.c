#include "findings.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

/* Dropped findings are moved out when they are at least this many, and half of what is held. */
#define COMPACT_FROM 4096

void findings_init(struct findings *findings)
{
    *findings = (struct findings){.groups = xcalloc(rules_count, sizeof *findings->groups)};
}

void findings_done(struct findings *findings)
{
    for (size_t i = 0; i < rules_count; i++) {
        idlist_done(&findings->groups[i].findings);
    }
    free(findings->groups);
    free(findings->items);
}

uint64_t findings_add(struct findings *findings, const struct finding *finding, int64_t received)
{
    uint64_t number = findings->next++;
    size_t count = (size_t)(findings->next - findings->base);
    findings->items = xgrow(findings->items, &findings->cap, count, sizeof *findings->items);
    findings->items[count - 1] = *finding;
    findings->counts[finding->severity]++;
    struct finding_group *group = &findings->groups[finding->rule];
    if (group->counts[SEVERITY_NOTE] + group->counts[SEVERITY_WARNING] + group->counts[SEVERITY_ERROR] == 0) {
        group->first = received;
    }
    group->last = received;
    group->counts[finding->severity]++;
    idlist_push(&group->findings, number);
    return number;
}

const struct finding *findings_get(const struct findings *findings, uint64_t number)
{
    return number >= findings->first && number < findings->next ? &findings->items[number - findings->base] : NULL;
}

static void compact(struct findings *findings)
{
    size_t dropped = (size_t)(findings->first - findings->base), held = (size_t)(findings->next - findings->first);
    if (dropped < COMPACT_FROM || dropped < held) {
        return;
    }
    memmove(findings->items, findings->items + dropped, held * sizeof *findings->items);
    findings->base = findings->first;
}

void findings_forget(struct findings *findings, uint64_t first)
{
    while (findings->first < findings->next && findings_get(findings, findings->first)->message < first) {
        findings->first++;
    }
    for (size_t i = 0; i < rules_count; i++) {
        idlist_forget(&findings->groups[i].findings, findings->first);
    }
    compact(findings);
}

void findings_clear(struct findings *findings)
{
    findings->first = findings->next;
    memset(findings->counts, 0, sizeof findings->counts);
    for (size_t i = 0; i < rules_count; i++) {
        idlist_done(&findings->groups[i].findings);
        findings->groups[i] = (struct finding_group){0};
    }
    compact(findings);
}
