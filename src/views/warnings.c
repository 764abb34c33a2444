/* Warnings: what the rules found, by rule and by what is said; why it matters, how to fix it, and the calls. */
#include <stdlib.h>

#include "base/xalloc.h"
#include "table.h"
#include "warningsview.h"

static void *warnings_open(void)
{
    struct warnings_view *view = xcalloc(1, sizeof *view);
    view->rows = xcalloc(rules_count, sizeof *view->rows);
    view->rule = SIZE_MAX;
    view->split = (struct split){.name = "warnings.rules", .across = true};
    return view;
}

static void warnings_close(void *state)
{
    struct warnings_view *view = state;
    idlist_done(&view->numbers);
    free(view->told);
    free(view->rows);
    free(view);
}

uint64_t warnings_total(const struct finding_group *group)
{
    return group->counts[SEVERITY_NOTE] + group->counts[SEVERITY_WARNING] + group->counts[SEVERITY_ERROR];
}

enum severity warnings_worst(const struct finding_group *group)
{
    return group->counts[SEVERITY_ERROR] > 0     ? SEVERITY_ERROR
           : group->counts[SEVERITY_WARNING] > 0 ? SEVERITY_WARNING
                                                 : SEVERITY_NOTE;
}

const struct finding_saying *warnings_saying(const struct warnings_view *view)
{
    return view->sayings.selected < view->told_count ? &view->told[view->sayings.selected] : NULL;
}

const struct finding *warnings_finding(const struct warnings_view *view)
{
    const struct finding_saying *saying = warnings_saying(view);
    if (saying == NULL || (view->opened && view->calls.count == 0)) {
        return NULL;
    }
    return findings_get(view->findings, view->opened ? view->finding : saying->last_number);
}

enum sdk warnings_sdk(const struct warnings_view *view, const struct world *world)
{
    const struct finding *finding = warnings_finding(view);
    const struct message *message = finding == NULL ? NULL : store_get(&world->store, finding->message);
    enum sdk sdk = message == NULL ? SDK_UNKNOWN : world->sources.items[message->source].sdk;
    bool known = rule_cure_in(rules_table[view->rule], sdk) != NULL;
    return known ? sdk : findings_sdk(view->findings, view->rule, 0);
}

/* ---- rows ---- */

static bool comes_before(const struct finding_group *a, const struct finding_group *b)
{
    return warnings_worst(a) != warnings_worst(b) ? warnings_worst(a) > warnings_worst(b)
                                                  : warnings_total(a) > warnings_total(b);
}

static void close_saying(struct warnings_view *view)
{
    view->opened = false;
    idlist_done(&view->numbers);
    view->looked_at = 0;
    view->calls = (struct list){.height = view->calls.height, .follow = true}; /* the newest first */
}

static void select_rule(struct warnings_view *view)
{
    size_t rule = view->row_count == 0 ? SIZE_MAX : view->rows[view->rules.selected];
    if (rule != view->rule) {
        view->rule = rule;
        list_select(&view->sayings, 0);
        view->kind = UINT32_MAX;
        close_saying(view);
    }
}

/* All findings, or those about the calls a filter lets through, whose numbers are others. */
static void choose_findings(struct warnings_view *view, const struct view_env *env)
{
    const struct findings *findings = search_active(env->search) ? matched_findings(env->matched) : &env->world->findings;
    bool anew = view->findings != findings || view->serial != env->search->serial || view->looked_at > findings->next;
    view->findings = findings;
    view->serial = env->search->serial;
    if (anew) {
        idlist_done(&view->numbers);
        view->looked_at = 0;
        view->calls.follow = true;
    }
}

static void sync_rules(struct warnings_view *view)
{
    const struct findings *findings = view->findings;
    view->row_count = 0;
    for (size_t i = 0; i < rules_count; i++) {
        if (warnings_total(&findings->groups[i]) == 0) {
            continue;
        }
        size_t at = view->row_count++;
        for (; at > 0 && comes_before(&findings->groups[i], &findings->groups[view->rows[at - 1]]); at--) {
            view->rows[at] = view->rows[at - 1];
        }
        view->rows[at] = i;
    }
    list_set_count(&view->rules, view->row_count);
    for (size_t row = 0; row < view->row_count; row++) {
        if (view->rows[row] == view->rule) {
            list_select(&view->rules, row); /* stay with the rule, not with the row */
        }
    }
    select_rule(view);
}

/* What is selected is known by what it is; nothing yet is the first. */
static void remember_saying(struct warnings_view *view)
{
    const struct finding_saying *saying = warnings_saying(view);
    if (saying == NULL || saying->kind != view->kind || saying->severity != view->severity) {
        close_saying(view);
    }
    view->kind = saying == NULL ? UINT32_MAX : saying->kind;
    view->severity = saying == NULL ? SEVERITY_NOTE : (enum severity)saying->severity;
}

static void sync_sayings(struct warnings_view *view)
{
    free(view->told);
    view->told = NULL;
    view->told_count = 0;
    if (view->rule != SIZE_MAX) {
        view->told = findings_sayings(view->findings, view->rule, &view->told_count);
    }
    list_set_count(&view->sayings, view->told_count);
    for (size_t row = 0; row < view->told_count && view->kind != UINT32_MAX; row++) {
        if (view->told[row].kind == view->kind && view->told[row].severity == view->severity) {
            list_select(&view->sayings, row);
        }
    }
    remember_saying(view);
}

static void sync_calls(struct warnings_view *view)
{
    const struct findings *findings = view->findings;
    const struct finding_saying *saying = warnings_saying(view);
    if (!view->opened || saying == NULL) {
        return;
    }
    const struct idlist *all = &findings->groups[view->rule].findings;
    idlist_forget(&view->numbers, findings->first);
    for (size_t i = idlist_find(all, view->looked_at); i < idlist_count(all); i++) {
        uint64_t number = idlist_at(all, i);
        if (findings_says(findings, findings_get(findings, number), saying)) {
            idlist_push(&view->numbers, number);
        }
    }
    view->looked_at = findings->next;
    list_set_count(&view->calls, idlist_count(&view->numbers));
    if (!view->calls.follow) {
        list_select(&view->calls, idlist_find(&view->numbers, view->finding));
    }
    view->finding = view->calls.count == 0 ? 0 : idlist_at(&view->numbers, view->calls.selected);
}

static void sync_below(struct warnings_view *view)
{
    sync_sayings(view);
    sync_calls(view);
}

static void warnings_sync(void *state, const struct view_env *env, int w, int h)
{
    struct warnings_view *view = state;
    choose_findings(view, env);
    sync_rules(view);
    sync_below(view);
    view->layout = warnings_layout(view, env->world, w, h);
    size_t rules = view->layout.rules.h > 0 ? (size_t)view->layout.rules.h : 1;
    size_t below = view->layout.list.h > 0 ? (size_t)view->layout.list.h : 1;
    list_fit(&view->rules, rules);
    list_fit(&view->sayings, below);
    list_fit(&view->calls, below);
}

/* ---- commands ---- */

/* The list that is moved in. */
static struct list *list_of(struct warnings_view *view)
{
    return view->focus == WARNINGS_RULES ? &view->rules : view->opened ? &view->calls : &view->sayings;
}

/* After a list was moved in: the next key may come before the next frame. */
static void moved(struct warnings_view *view)
{
    if (view->focus == WARNINGS_RULES) {
        select_rule(view);
        sync_below(view);
    } else if (!view->opened) {
        remember_saying(view);
    } else if (view->calls.count > 0) {
        view->finding = idlist_at(&view->numbers, view->calls.selected);
    }
}

static struct reaction open_selected(struct warnings_view *view)
{
    const struct finding *finding = warnings_finding(view);
    if (view->focus == WARNINGS_RULES) {
        view->focus = WARNINGS_BELOW;
    } else if (!view->opened) {
        view->opened = true;
        view->calls.follow = true;
        sync_calls(view);
    } else if (finding != NULL) {
        return (struct reaction){.kind = REACTION_JUMP, .id = finding->message};
    }
    return (struct reaction){.kind = REACTION_DONE};
}

/* From a call to what is said of it, and from there to the rules. */
static bool go_back(struct warnings_view *view)
{
    if (view->focus == WARNINGS_RULES) {
        return false;
    }
    if (view->opened) {
        close_saying(view);
    } else {
        view->focus = WARNINGS_RULES;
    }
    return true;
}

static bool change_focus(struct warnings_view *view, enum warnings_part focus)
{
    bool changed = view->focus != focus;
    view->focus = focus;
    return changed;
}

static struct reaction warnings_command(void *state, const struct view_env *env, enum command command)
{
    struct warnings_view *view = state;
    bool done;
    (void)env;
    if (view->row_count == 0) {
        return (struct reaction){.kind = REACTION_IGNORED};
    }
    switch (command) {
    case COMMAND_OPEN:
        return open_selected(view);
    case COMMAND_NEXT_PANE:
    case COMMAND_PREVIOUS_PANE:
        done = change_focus(view, view->focus == WARNINGS_RULES ? WARNINGS_BELOW : WARNINGS_RULES);
        break;
    case COMMAND_RIGHT:
        done = change_focus(view, WARNINGS_BELOW);
        break;
    case COMMAND_LEFT:
    case COMMAND_BACK:
        done = go_back(view);
        break;
    default:
        done = list_command(list_of(view), command, list_of(view) == &view->calls);
        if (done) {
            moved(view);
        }
    }
    return (struct reaction){.kind = done ? REACTION_DONE : REACTION_IGNORED};
}

static const char *warnings_can(const void *state, const struct view_env *env, enum command command)
{
    const struct warnings_view *view = state;
    (void)env;
    switch (command) {
    case COMMAND_OPEN:
        return view->row_count == 0              ? NULL
               : view->focus == WARNINGS_RULES   ? ""
               : !view->opened                   ? "its calls"
               : view->calls.count > 0           ? "show the call"
                                                 : NULL;
    case COMMAND_NEXT_PANE:
        return view->row_count == 0 ? NULL : "";
    case COMMAND_SWITCH:
        return NULL;
    default:
        return "";
    }
}

static struct reaction warnings_mouse(void *state, const struct view_env *env, const struct mouse *mouse)
{
    struct warnings_view *view = state;
    (void)env;
    bool click = mouse->kind == MOUSE_CLICK, in_rules = mouse_in(mouse, view->layout.rules);
    struct list *list = in_rules ? &view->rules : view->opened ? &view->calls : &view->sayings;
    if (list_mouse(list, in_rules ? view->layout.rules : view->layout.list, mouse) && click) {
        view->focus = in_rules ? WARNINGS_RULES : WARNINGS_BELOW;
        moved(view);
    }
    return (struct reaction){.kind = REACTION_DONE};
}

static uint64_t warnings_badge(const struct view_env *env)
{
    return env->world->findings.counts[SEVERITY_ERROR] + env->world->findings.counts[SEVERITY_WARNING];
}

static size_t warnings_splits(void *state, struct split *out[VIEW_SPLITS_MAX])
{
    struct warnings_view *view = state;
    out[0] = &view->split;
    return 1;
}

const struct view_ops view_warnings = {
    .name = "warnings",
    .title = "Warnings",
    .about = "Warnings: rule by rule",
    .open = warnings_open,
    .close = warnings_close,
    .sync = warnings_sync,
    .draw = warnings_draw,
    .command = warnings_command,
    .splits = warnings_splits,
    .badge = warnings_badge,
    .matched = true,
    .can = warnings_can,
    .mouse = warnings_mouse,
};
