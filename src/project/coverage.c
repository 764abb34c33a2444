#include "coverage.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define POINTER_MAX 512

void coverage_init(struct coverage *coverage, struct strpool *pool)
{
    *coverage = (struct coverage){.pool = pool};
}

static void free_breaches(struct coverage_event *event)
{
    free(event->breaches);
    event->breaches = NULL;
    event->breach_count = event->breach_cap = 0;
}

void coverage_done(struct coverage *coverage)
{
    for (size_t i = 0; i < coverage->count; i++) {
        free_breaches(&coverage->items[i]);
    }
    for (size_t i = 0; i < MESSAGE_TYPES; i++) {
        textmap_done(&coverage->rows[i]);
    }
    free(coverage->items);
}

/* Events that are neither planned nor seen go, and the others move up. */
static void drop_idle(struct coverage *coverage)
{
    size_t kept = 0;
    for (size_t i = 0; i < coverage->count; i++) {
        struct coverage_event *event = &coverage->items[i];
        bool stays = event->planned.entry != NULL || event->calls > 0;
        textmap_set(&coverage->rows[event->type], event->name, stays ? (uint32_t)kept : TEXTMAP_NONE);
        if (stays) {
            coverage->items[kept++] = *event;
        } else {
            free_breaches(event);
        }
    }
    coverage->count = kept;
    coverage->generation++;
}

static void count_strangers(struct coverage *coverage)
{
    coverage->strangers = 0;
    for (size_t i = 0; i < coverage->count; i++) {
        coverage->strangers += coverage->items[i].planned.entry == NULL;
    }
}

static uint32_t add_event(struct coverage *coverage, enum message_type type, uint32_t name, struct planned_event planned)
{
    uint32_t row = (uint32_t)coverage->count;
    coverage->items = xgrow(coverage->items, &coverage->cap, coverage->count + 1, sizeof *coverage->items);
    coverage->items[coverage->count++] = (struct coverage_event){.type = type, .name = name, .planned = planned};
    coverage->strangers += planned.entry == NULL;
    textmap_set(&coverage->rows[type], name, row);
    coverage->generation++;
    return row;
}

static struct planned_event ask(const struct coverage *coverage, enum message_type type, uint32_t name)
{
    return coverage->plan == NULL ? (struct planned_event){.known = true}
                                  : plan_event(coverage->plan, type, strpool_text(coverage->pool, name));
}

/* One row for all versions of an event. */
static void add_planned(struct coverage *coverage, const struct plan_entry *entry)
{
    uint32_t name = strpool_intern(coverage->pool, entry->name, strlen(entry->name));
    if (!entry->is_common && textmap_get(&coverage->rows[entry->type], name) == TEXTMAP_NONE) {
        add_event(coverage, entry->type, name, ask(coverage, entry->type, name));
    }
}

/* The entry for every call of a type has calls when those with names of their own have. */
static void note_by_type(struct coverage *coverage, const struct coverage_event *event)
{
    const struct plan_entry *entry = event->planned.entry;
    if (event->calls > 0 && event->name != STRPOOL_NONE && entry != NULL && entry->name[0] == '\0') {
        coverage->by_type[event->type] = true;
    }
}

void coverage_set_plan(struct coverage *coverage, const struct plan *plan)
{
    coverage->plan = plan;
    memset(coverage->by_type, 0, sizeof coverage->by_type);
    for (size_t i = 0; i < coverage->count; i++) {
        struct coverage_event *event = &coverage->items[i];
        event->planned = ask(coverage, event->type, event->name);
        note_by_type(coverage, event);
    }
    drop_idle(coverage);
    count_strangers(coverage);
    for (size_t i = 0; plan != NULL && i < plan_count(plan); i++) {
        add_planned(coverage, plan_entry(plan, i));
    }
}

static void count(struct coverage *coverage, struct coverage_event *event, uint64_t id, const struct message *message)
{
    if (event->calls++ == 0) {
        event->first = message->received;
        coverage->generation++;
    }
    event->last = message->received;
    event->message = id;
    event->with_account += message->type != MESSAGE_GROUP && message->account != STRPOOL_NONE;
    note_by_type(coverage, event);
}

struct coverage_call coverage_add(struct coverage *coverage, uint64_t id, const struct message *message, uint32_t name)
{
    struct coverage_call call = {.coverage = coverage, .id = id, .row = COVERAGE_NONE};
    enum message_type type = (enum message_type)message->type;
    if (!message_counts(message)) {
        return call;
    }
    uint32_t row = textmap_get(&coverage->rows[type], name);
    if (row == TEXTMAP_NONE) {
        call.planned = ask(coverage, type, name);
        if (call.planned.entry == NULL && coverage->strangers >= COVERAGE_MAX) {
            coverage->further++;
            return call;
        }
        row = add_event(coverage, type, name, call.planned);
    }
    count(coverage, &coverage->items[row], id, message);
    call.row = row;
    call.planned = coverage->items[row].planned;
    return call;
}

/* ---- what is not as planned ---- */

/* Which element of a list it is differs from call to call. */
static uint32_t intern_pointer(struct strpool *pool, const char *pointer)
{
    char text[POINTER_MAX];
    size_t n = 0;
    while (*pointer != '\0' && n + 2 < sizeof text) {
        size_t length = 1 + strcspn(pointer + 1, "/"), digits = strspn(pointer + 1, "0123456789");
        bool is_index = length > 1 && digits + 1 == length;
        size_t kept = is_index ? 1 : length < sizeof text - n - 1 ? length : sizeof text - n - 1;
        memcpy(text + n, pointer, kept);
        n += kept;
        if (is_index) {
            text[n++] = '*';
        }
        pointer += length;
    }
    return strpool_intern(pool, text, n);
}

static uint32_t intern(struct strpool *pool, const char *text)
{
    return strpool_intern(pool, text, strlen(text));
}

static struct coverage_breach *find_breach(struct coverage_event *event, const struct coverage_breach *like)
{
    for (size_t i = 0; i < event->breach_count; i++) {
        struct coverage_breach *breach = &event->breaches[i];
        if (breach->pointer == like->pointer && breach->keyword == like->keyword && breach->expected == like->expected) {
            return breach;
        }
    }
    if (event->breach_count == COVERAGE_BREACHES_MAX) {
        return NULL;
    }
    event->breaches = xgrow(event->breaches, &event->breach_cap, event->breach_count + 1, sizeof *event->breaches);
    event->breaches[event->breach_count] = *like;
    return &event->breaches[event->breach_count++];
}

static void count_breach(const struct coverage_call *call, const struct planned_violation *violation)
{
    struct coverage_event *event = &call->coverage->items[call->row];
    struct strpool *pool = call->coverage->pool;
    const struct coverage_breach like = {
        .pointer = intern_pointer(pool, violation->pointer),
        .keyword = intern(pool, violation->keyword),
        .expected = intern(pool, violation->expected),
    };
    if (event->violating != call->id) {
        event->violating = call->id;
        event->violations++;
    }
    struct coverage_breach *breach = find_breach(event, &like);
    if (breach != NULL && breach->message != call->id) {
        breach->message = call->id;
        breach->calls++;
        breach->found = intern(pool, violation->found);
    }
}

/* Tells the rule, and counts. */
struct listening {
    const struct coverage_call *call;
    planned_report *report;
    void *to;
};

static void hear(void *to, const struct planned_violation *violation)
{
    struct listening *listening = to;
    listening->report(listening->to, violation);
    if (listening->call->row != COVERAGE_NONE) {
        count_breach(listening->call, violation);
    }
}

static void check(const void *self, const struct planned_call *planned, planned_report *report, void *to)
{
    struct listening listening = {self, report, to};
    plan_check(listening.call->coverage->plan, planned, hear, &listening);
}

struct planned coverage_planned(struct coverage_call *call)
{
    return (struct planned){.self = call, .check = check};
}

/* ---- looking ---- */

void coverage_clear(struct coverage *coverage)
{
    for (size_t i = 0; i < coverage->count; i++) {
        struct coverage_event *event = &coverage->items[i];
        free_breaches(event);
        *event = (struct coverage_event){.type = event->type, .name = event->name, .planned = event->planned};
    }
    memset(coverage->by_type, 0, sizeof coverage->by_type);
    coverage->further = 0;
    drop_idle(coverage);
    count_strangers(coverage);
}

enum coverage_group coverage_group_of(const struct coverage *coverage, const struct coverage_event *event)
{
    bool planned = event->planned.entry != NULL;
    if (event->calls == 0) {
        bool covered = event->name == STRPOOL_NONE && coverage->by_type[event->type];
        const struct plan_entry *entry = event->planned.entry;
        bool own = planned && (entry->name[0] != '\0' || event->name == STRPOOL_NONE);
        return own && !covered ? COVERAGE_NEVER : COVERAGE_HIDDEN;
    }
    return planned ? COVERAGE_SEEN : event->planned.known ? COVERAGE_OTHER : COVERAGE_UNPLANNED;
}

void coverage_counts(const struct coverage *coverage, size_t counts[COVERAGE_GROUPS])
{
    memset(counts, 0, COVERAGE_GROUPS * sizeof *counts);
    for (size_t i = 0; i < coverage->count; i++) {
        counts[coverage_group_of(coverage, &coverage->items[i])]++;
    }
}

/* A row with all it is sorted by. */
struct place {
    uint32_t row;
    unsigned group, type;
    const char *name;
};

static int by_place(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    int order = (x->group > y->group) - (x->group < y->group);
    order = order != 0 ? order : (x->type > y->type) - (x->type < y->type);
    return order != 0 ? order : strcmp(x->name, y->name);
}

/* Track calls are what plans are about. */
static unsigned rank_of(enum message_type type)
{
    return type == MESSAGE_TRACK ? 0 : 1 + type;
}

uint32_t *coverage_list(const struct coverage *coverage, size_t *count_out)
{
    struct place *places = xcalloc(coverage->count + 1, sizeof *places);
    uint32_t *rows = xcalloc(coverage->count + 1, sizeof *rows);
    size_t n = 0;
    for (size_t i = 0; i < coverage->count; i++) {
        const struct coverage_event *event = &coverage->items[i];
        enum coverage_group group = coverage_group_of(coverage, event);
        if (group != COVERAGE_HIDDEN) {
            places[n++] = (struct place){(uint32_t)i, group, rank_of(event->type), strpool_text(coverage->pool, event->name)};
        }
    }
    if (n > 1) {
        qsort(places, n, sizeof *places, by_place);
    }
    for (size_t i = 0; i < n; i++) {
        rows[i] = places[i].row;
    }
    free(places);
    *count_out = n;
    return rows;
}
