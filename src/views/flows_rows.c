#include "flows_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define ASKED_AT_ONCE 1000u /* a few milliseconds */
#define GROUPS_MAX (FLOW_DEFS_MAX > FLOW_STATES ? FLOW_DEFS_MAX : FLOW_STATES)

void flows_rows_done(struct flows_rows *rows)
{
    free(rows->items);
    free(rows->kept);
}

/* ---- the filter ---- */

static bool lets_through(const struct view_env *env, size_t number)
{
    struct flow flow;
    bool found = false;
    if (!flows_listed(env->world->flows, number)) {
        return false;
    }
    flows_get(env->world->flows, number, &flow);
    for (size_t i = 0; i < flow.def->step_count && !found; i++) {
        found = flow.points[i].message != 0 && idlist_has(&env->search->matches, flow.points[i].message);
    }
    return found;
}

static void ask(struct flows_rows *rows, const struct view_env *env, size_t number)
{
    bool kept = lets_through(env, number);
    rows->fresh = rows->fresh || kept != rows->kept[number];
    rows->kept[number] = kept;
}

static void make_room(struct flows_rows *rows, size_t count)
{
    rows->kept = xgrow(rows->kept, &rows->kept_cap, count + 1, sizeof *rows->kept);
    if (rows->known < count) {
        memset(rows->kept + rows->known, 0, (count - rows->known) * sizeof *rows->kept);
        rows->known = count;
    }
}

/* Another filter begins with nothing; what changes below the one there is leaves what was found until it is asked again. */
static void begin(struct flows_rows *rows, const struct view_env *env)
{
    if (!rows->filtered || rows->serial != env->search->serial) {
        rows->known = 0;
        rows->fresh = true;
    }
    rows->serial = env->search->serial;
    rows->generation = env->search->generation;
    rows->flow_changes = flows_changes(env->world->flows);
    rows->at = 0;
}

static bool is_under(const struct flows_rows *rows, const struct view_env *env)
{
    return rows->filtered && rows->serial == env->search->serial;
}

static bool has_changed(const struct flows_rows *rows, const struct view_env *env)
{
    return rows->generation != env->search->generation || rows->flow_changes != flows_changes(env->world->flows);
}

static void sync_filter(struct flows_rows *rows, const struct view_env *env)
{
    bool active = search_active(env->search);
    size_t count = flows_count(env->world->flows);
    if (active && (!is_under(rows, env) || (rows->at >= rows->known && has_changed(rows, env)))) {
        begin(rows, env);
    }
    rows->fresh = rows->fresh || rows->filtered != active;
    rows->filtered = active;
    if (active) {
        make_room(rows, count);
        for (unsigned i = 0; i < ASKED_AT_ONCE && rows->at < count; i++) {
            ask(rows, env, rows->at++);
        }
    }
}

bool flows_rows_complete(const struct flows_rows *rows, const struct view_env *env)
{
    return !search_active(env->search) || (is_under(rows, env) && rows->at >= flows_count(env->world->flows) && !has_changed(rows, env));
}

void flows_rows_ask(struct flows_rows *rows, const struct view_env *env, size_t number)
{
    sync_filter(rows, env);
    if (rows->filtered && number < rows->known) {
        ask(rows, env, number);
    }
}

/* ---- rows ---- */

static size_t group_of(const struct flows *flows, enum flows_order order, size_t number)
{
    static const size_t by_state[FLOW_STATES] = {1, 2, 0};
    return order == FLOWS_BY_STATE  ? by_state[flows_state(flows, number)]
           : order == FLOWS_BY_KIND ? flows_def(flows, number)->number
                                    : 0;
}

static bool is_shown(const struct flows_rows *rows, const struct flows *flows, size_t number)
{
    return flows_listed(flows, number) && (!rows->filtered || (number < rows->known && rows->kept[number]));
}

/* Group by group, each in the order they were begun. */
static void make(struct flows_rows *rows, const struct flows *flows)
{
    size_t starts[GROUPS_MAX + 1] = {0}, count = flows_count(flows);
    rows->items = xgrow(rows->items, &rows->cap, count + 1, sizeof *rows->items);
    memset(rows->counts, 0, sizeof rows->counts);
    for (size_t i = 0; i < count; i++) {
        if (is_shown(rows, flows, i)) {
            starts[group_of(flows, rows->order, i) + 1]++;
            rows->counts[flows_state(flows, i)]++;
        }
    }
    for (size_t group = 0; group < GROUPS_MAX; group++) {
        starts[group + 1] += starts[group];
    }
    rows->count = starts[GROUPS_MAX];
    for (size_t i = 0; i < count; i++) {
        if (is_shown(rows, flows, i)) {
            rows->items[starts[group_of(flows, rows->order, i)]++] = i;
        }
    }
}

bool flows_rows_sync(struct flows_rows *rows, const struct view_env *env)
{
    sync_filter(rows, env);
    uint64_t changes = flows_changes(env->world->flows);
    if (!rows->fresh && changes == rows->changes) {
        return false;
    }
    rows->changes = changes;
    rows->fresh = false;
    make(rows, env->world->flows);
    return true;
}

size_t flows_rows_find(const struct flows_rows *rows, size_t number)
{
    size_t row = 0;
    while (row < rows->count && rows->items[row] != number) {
        row++;
    }
    return row < rows->count ? row : SIZE_MAX;
}
