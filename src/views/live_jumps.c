/* From call to call: with findings, of the same user or event, marked; and to where a call belongs. */
#include "live.h"

/* ---- which call is next ---- */

/* What is looked for, and the call it begins at. */
struct wanted {
    const struct live *live;
    const struct view_env *env;
    const struct message *from;
    bool forward;
};

static bool has_finding(const struct wanted *wanted, const struct message *message)
{
    const struct finding *worst = message->finding == 0 ? NULL : world_worst(wanted->env->world, message);
    return worst != NULL && worst->severity >= SEVERITY_WARNING;
}

static bool is_same_user(const struct wanted *wanted, const struct message *message)
{
    const struct message *from = wanted->from;
    return from->user != STRPOOL_NONE ? message->user == from->user
                                      : message->user == STRPOOL_NONE && message->anonymous == from->anonymous;
}

static bool is_same_event(const struct wanted *wanted, const struct message *message)
{
    bool named = wanted->from->type == MESSAGE_TRACK || wanted->from->type == MESSAGE_PAGE ||
                 wanted->from->type == MESSAGE_SCREEN;
    return message->type == wanted->from->type && (!named || message->label == wanted->from->label);
}

/* Beyond the row of the selected call, which may stand for several. SIZE_MAX: there is none. */
static size_t scan(const struct wanted *wanted, bool (*fits)(const struct wanted *, const struct message *))
{
    const struct live *live = wanted->live;
    const struct store *store = &wanted->env->world->store;
    struct run run = live_run(live, wanted->env->world, live->rows.selected);
    size_t at = wanted->forward ? run.last + 1 : run.first;
    size_t left = wanted->forward ? live->stream.count - at : at;
    for (; left > 0; left--, at += wanted->forward) {
        at -= !wanted->forward;
        const struct message *message = store_get(store, live_stream_id(live, at));
        if (message != NULL && fits(wanted, message)) {
            return at;
        }
    }
    return SIZE_MAX;
}

/* ---- jumps ---- */

struct jump {
    enum command command;
    bool forward;
    bool (*fits)(const struct wanted *wanted, const struct message *message);
    const char *none; /* said when there is none */
};

static const struct jump jumps[] = {
    {COMMAND_NEXT_FINDING, true, has_finding, "no call below has a warning or error"},
    {COMMAND_PREVIOUS_FINDING, false, has_finding, "no call above has a warning or error"},
    {COMMAND_NEXT_OF_USER, true, is_same_user, "no call below is of this user"},
    {COMMAND_PREVIOUS_OF_USER, false, is_same_user, "no call above is of this user"},
    {COMMAND_NEXT_OF_EVENT, true, is_same_event, "no call below is of this event"},
    {COMMAND_PREVIOUS_OF_EVENT, false, is_same_event, "no call above is of this event"},
};

static struct reaction say(const char *text)
{
    return (struct reaction){.kind = REACTION_DONE, .say = text};
}

static bool is_by_user(const struct jump *jump)
{
    return jump->fits == is_same_user;
}

static struct reaction jump_to(struct live *live, const struct view_env *env, const struct jump *jump)
{
    const struct wanted wanted = {live, env, store_get(&env->world->store, live->selected), jump->forward};
    const struct message *from = wanted.from;
    if (is_by_user(jump) && from->user == STRPOOL_NONE && from->anonymous == STRPOOL_NONE) {
        return say("this call has no user");
    }
    size_t found = scan(&wanted, jump->fits);
    if (found == SIZE_MAX) {
        return say(jump->none);
    }
    live->focus = LIVE_STREAM;
    live_select(live, env, live_stream_id(live, found));
    return (struct reaction){.kind = REACTION_DONE};
}

/* ---- marks ---- */

bool live_has_between(const struct idlist *list, uint64_t first, uint64_t last)
{
    size_t at = idlist_find(list, first);
    return at < idlist_count(list) && idlist_at(list, at) <= last;
}

bool live_marked_other(const struct live *live)
{
    size_t count = idlist_count(&live->marks);
    return count > 1 || (count == 1 && idlist_at(&live->marks, 0) != live->selected);
}

static struct reaction mark(struct live *live)
{
    if (idlist_remove(&live->marks, live->selected)) {
        return say("no longer marked");
    }
    live->marked = live->selected;
    if (idlist_count(&live->marks) == LIVE_MARKS_MAX) {
        idlist_forget(&live->marks, idlist_at(&live->marks, 0) + 1);
    }
    idlist_insert(&live->marks, live->selected);
    return say("marked: ' and M go from mark to mark, D compares with it");
}

/* What has left memory is no longer marked. */
static void forget_marks(struct live *live, const struct world *world)
{
    idlist_forget(&live->marks, world->store.first > world->cleared ? world->store.first : world->cleared);
}

/* The next one round the end. */
static struct reaction go_to_mark(struct live *live, const struct view_env *env, bool forward)
{
    struct idlist *marks = &live->marks;
    forget_marks(live, env->world);
    size_t count = idlist_count(marks), at = idlist_find(marks, live->selected + forward);
    if (count == 0) {
        return say("no call is marked: m marks one");
    }
    at = forward ? at % count : (at + count - 1) % count;
    uint64_t id = idlist_at(marks, at);
    if (id == live->selected) {
        return say("this is the only marked call");
    }
    if (!live_stream_has(live, id)) {
        return (struct reaction){.kind = REACTION_JUMP, .id = id};
    }
    live->focus = LIVE_STREAM;
    live_select(live, env, id);
    return (struct reaction){.kind = REACTION_DONE};
}

/* The marked call before `id`, round the end, but not the selected one; 0: there is none. */
static uint64_t mark_before(const struct live *live, uint64_t id)
{
    size_t count = idlist_count(&live->marks), at = idlist_find(&live->marks, id);
    for (size_t i = 0; i < count; i++) {
        at = (at + count - 1) % count;
        if (idlist_at(&live->marks, at) != live->selected) {
            return idlist_at(&live->marks, at);
        }
    }
    return 0;
}

/* With the call marked last, with the others in turn, with none. Where none is marked, this one is for others to be compared
 * with. */
static struct reaction compare_with_mark(struct live *live, const struct view_env *env)
{
    if (store_get(&env->world->store, live->selected)->type == MESSAGE_REFUSED) {
        return say("a refused request is not compared");
    }
    forget_marks(live, env->world);
    bool compared = live->call.against == CALLPANE_OTHER, last = idlist_has(&live->marks, live->marked);
    if (idlist_count(&live->marks) == 0 && !compared) {
        mark(live);
        callpane_compare(&live->call, live->selected);
        return say("marked: others are compared with this call");
    }
    uint64_t first = last && live->marked != live->selected ? live->marked : mark_before(live, live->selected);
    uint64_t next = compared ? mark_before(live, live->call.other) : first;
    if (next == 0 || (compared && next == first)) {
        callpane_compare(&live->call, 0);
        return say(compared ? "no longer compared" : "this is the only marked call: D at another one compares the two");
    }
    callpane_compare(&live->call, next);
    bool more = mark_before(live, next) != first;
    return say(more ? "compared with a marked call: D goes on to the next one, d ends it"
                    : "compared with a marked call: D ends it");
}

/* ---- where it belongs ---- */

static struct reaction go_to_flow(const struct live *live, const struct view_env *env)
{
    const struct message *message = store_get(&env->world->store, live->selected);
    size_t flows[FLOWS_OF_CALL_MAX];
    if (flows_of_call(env->world->flows, live->selected, message, flows) == 0) {
        return say("this call is a step of no flow");
    }
    return (struct reaction){.kind = REACTION_TO, .id = live->selected, .to = VIEW_OF_FLOWS};
}

static struct reaction go_to_account(struct live *live, const struct view_env *env)
{
    const struct message *message = store_get(&env->world->store, live->selected);
    size_t account = accounts_find(&env->world->accounts, message->account);
    live->by_source = false;
    live_show_account(live, env, live->account == account ? LIVE_ALL : account);
    return (struct reaction){.kind = REACTION_DONE};
}

/* ---- how rows are shown ---- */

static struct reaction next_time(struct live *live)
{
    live->form.time = (enum calltime)((live->form.time + 1) % CALLTIMES);
    return say(calltime_name(live->form.time));
}

static struct reaction toggle_folding(struct live *live)
{
    live->unfolded = !live->unfolded;
    idlist_clear(&live->opened);
    return say(live->unfolded ? "each call stands in a row of its own" : "calls with one finding, one after the other, share a row");
}

static struct reaction next_columns(struct live *live)
{
    live->form.columns = callcols_next(live->form.columns);
    return say(callcols_say(live->form.columns));
}

static struct reaction act(struct live *live, const struct view_env *env, enum command command)
{
    switch (command) {
    case COMMAND_MARK:
        return mark(live);
    case COMMAND_NEXT_MARK:
    case COMMAND_PREVIOUS_MARK:
        return go_to_mark(live, env, command == COMMAND_NEXT_MARK);
    case COMMAND_DIFF_WITH:
        return compare_with_mark(live, env);
    case COMMAND_FLOW:
        return go_to_flow(live, env);
    case COMMAND_ACCOUNT:
        return go_to_account(live, env);
    case COMMAND_TIMES:
        return next_time(live);
    case COMMAND_FOLD:
        return toggle_folding(live);
    case COMMAND_COLUMNS:
        return next_columns(live);
    default:
        return (struct reaction){.kind = REACTION_IGNORED};
    }
}

static const struct jump *find_jump(enum command command)
{
    for (size_t i = 0; i < sizeof jumps / sizeof *jumps; i++) {
        if (jumps[i].command == command) {
            return &jumps[i];
        }
    }
    return NULL;
}

bool live_jump_command(struct live *live, const struct view_env *env, enum command command, struct reaction *reaction)
{
    const struct jump *jump = find_jump(command);
    bool of_row = command >= COMMAND_FLOW && command <= COMMAND_COLUMNS && command != COMMAND_WRONG;
    bool mine = jump != NULL || of_row || command == COMMAND_DIFF_WITH;
    if (!mine) {
        return false;
    }
    live_sync_stream(live, env);
    live_sync_rows(live, env);
    bool about_call = command < COMMAND_WRONG;
    if (about_call && store_get(&env->world->store, live->selected) == NULL) {
        *reaction = say("no call is selected");
        return true;
    }
    *reaction = jump != NULL ? jump_to(live, env, jump) : act(live, env, command);
    return true;
}
