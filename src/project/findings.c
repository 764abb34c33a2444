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
    free(findings->sayings);
    textmap_done(&findings->by_kind);
}

/* ---- sayings ---- */

#define NONE UINT32_MAX

static uint32_t find_saying(const struct findings *findings, uint32_t kind, const struct finding *finding)
{
    uint32_t at = textmap_get(&findings->by_kind, kind);
    while (at != NONE) {
        const struct finding_saying *saying = &findings->sayings[at];
        if (saying->rule == finding->rule && saying->severity == finding->severity) {
            return at;
        }
        at = saying->same;
    }
    return NONE;
}

/* By itself when it has a place of its own, else among the others of its rule. */
static uint32_t saying_of(const struct findings *findings, const struct finding *finding)
{
    uint32_t at = find_saying(findings, finding->kind, finding);
    return at == NONE ? find_saying(findings, STRPOOL_NONE, finding) : at;
}

static void link_saying(struct findings *findings, uint32_t at)
{
    struct finding_saying *saying = &findings->sayings[at];
    saying->same = textmap_get(&findings->by_kind, saying->kind);
    textmap_set(&findings->by_kind, saying->kind, at);
}

static uint32_t new_saying(struct findings *findings, const struct finding *finding, uint32_t kind)
{
    uint32_t at = (uint32_t)findings->saying_count++;
    findings->sayings = xgrow(findings->sayings, &findings->saying_cap, findings->saying_count, sizeof *findings->sayings);
    findings->sayings[at] = (struct finding_saying){
        .kind = kind, .text = finding->text, .rule = finding->rule, .severity = finding->severity,
    };
    link_saying(findings, at);
    findings->groups[finding->rule].sayings += kind != STRPOOL_NONE;
    return at;
}

static void add_saying(struct findings *findings, const struct finding *finding, uint64_t number, int64_t received)
{
    uint32_t at = find_saying(findings, finding->kind, finding);
    bool full = findings->groups[finding->rule].sayings >= FINDINGS_MAX_SAYINGS;
    uint32_t kind = full ? STRPOOL_NONE : finding->kind;
    at = at == NONE && full ? find_saying(findings, STRPOOL_NONE, finding) : at;
    at = at == NONE ? new_saying(findings, finding, kind) : at;
    struct finding_saying *saying = &findings->sayings[at];
    if (saying->count++ == 0) {
        saying->first = received;
        saying->first_number = number;
    }
    saying->last = received;
    saying->last_number = number;
    saying->text = saying->text == finding->text ? saying->text : STRPOOL_NONE;
}

static void unlink_sayings(struct findings *findings)
{
    for (size_t i = 0; i < findings->saying_count; i++) {
        textmap_set(&findings->by_kind, findings->sayings[i].kind, TEXTMAP_NONE);
    }
}

/* Drops those of which no finding is held. */
static void forget_sayings(struct findings *findings)
{
    size_t kept = 0;
    unlink_sayings(findings);
    for (size_t i = 0; i < findings->saying_count; i++) {
        const struct finding_saying *saying = &findings->sayings[i];
        if (saying->last_number >= findings->first) {
            findings->sayings[kept++] = *saying;
        } else {
            findings->groups[saying->rule].sayings -= saying->kind != STRPOOL_NONE;
        }
    }
    findings->saying_count = kept;
    for (size_t i = 0; i < kept; i++) {
        link_saying(findings, (uint32_t)i);
    }
}

enum sdk findings_sdk(const struct findings *findings, size_t rule, unsigned but)
{
    const uint64_t *calls = findings->groups[rule].sdks;
    enum sdk most = SDK_UNKNOWN;
    for (unsigned sdk = SDK_UNKNOWN + 1; sdk < SDKS; sdk++) {
        bool more = calls[sdk] > (most == SDK_UNKNOWN ? 0 : calls[most]);
        if (more && (but & 1u << sdk) == 0 && rule_cure_in(rules_table[rule], (enum sdk)sdk) != NULL) {
            most = (enum sdk)sdk;
        }
    }
    return most;
}

static int by_weight(const void *left, const void *right)
{
    const struct finding_saying *a = left, *b = right;
    if (a->severity != b->severity) {
        return a->severity > b->severity ? -1 : 1;
    }
    if (a->count != b->count) {
        return a->count > b->count ? -1 : 1;
    }
    return a->first_number < b->first_number ? -1 : a->first_number > b->first_number;
}

struct finding_saying *findings_sayings(const struct findings *findings, size_t rule, size_t *count)
{
    struct finding_saying *sayings = NULL;
    size_t cap = 0;
    *count = 0;
    for (size_t i = 0; i < findings->saying_count; i++) {
        if (findings->sayings[i].rule == rule) {
            sayings = xgrow(sayings, &cap, *count + 1, sizeof *sayings);
            sayings[(*count)++] = findings->sayings[i];
        }
    }
    if (*count > 0) {
        qsort(sayings, *count, sizeof *sayings, by_weight);
    }
    return sayings;
}

bool findings_says(const struct findings *findings, const struct finding *finding, const struct finding_saying *saying)
{
    if (finding->rule != saying->rule || finding->severity != saying->severity) {
        return false;
    }
    uint32_t at = saying_of(findings, finding);
    return at != NONE && findings->sayings[at].kind == saying->kind;
}

/* ---- findings ---- */

uint64_t findings_add(struct findings *findings, const struct finding *finding, int64_t received, enum sdk sdk)
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
    group->sdks[sdk]++;
    add_saying(findings, finding, number, received);
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
    forget_sayings(findings);
    compact(findings);
}

void findings_clear(struct findings *findings)
{
    findings->first = findings->next;
    unlink_sayings(findings);
    findings->saying_count = 0;
    memset(findings->counts, 0, sizeof findings->counts);
    for (size_t i = 0; i < rules_count; i++) {
        idlist_done(&findings->groups[i].findings);
        findings->groups[i] = (struct finding_group){0};
    }
    compact(findings);
}
