/* Which requests the filter lets through: those that brought a call it lets through, and those that match themselves, by
 * words in a column and by status, source and time. */
#include "requests.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "report/request.h"

#define ASKED_AT_ONCE 50000u /* a few milliseconds */

void requests_filter_init(struct requests_filter *filter)
{
    *filter = (struct requests_filter){0};
}

void requests_filter_done(struct requests_filter *filter)
{
    idlist_done(&filter->numbers);
    free(filter->texts);
}

/* The same few texts stand in many rows: each is looked at once. */
static uint64_t words_of(struct requests_filter *filter, const struct view_env *env, uint32_t text)
{
    size_t had = filter->text_cap;
    if (text >= had) {
        filter->texts = xgrow(filter->texts, &filter->text_cap, (size_t)text + 1, sizeof *filter->texts);
        memset(filter->texts + had, 0, (filter->text_cap - had) * sizeof *filter->texts);
    }
    struct requests_words *words = &filter->texts[text];
    if (!words->known) {
        words->known = true;
        words->words = filter_words(env->search->filter, requests_text(&env->world->requests, text));
    }
    return words->words;
}

static uint64_t words_in(struct requests_filter *filter, const struct view_env *env, const struct request_row *row)
{
    const uint32_t texts[] = {row->method, row->path, row->kind, row->encoding, row->agent, row->fault, row->code, row->reason};
    char status[8];
    uint64_t words = filter_words(env->search->filter, request_status(row, status));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        words |= texts[i] == STRPOOL_NONE ? 0 : words_of(filter, env, texts[i]);
    }
    return words | (row->source == 0 ? 0 : filter_words(env->search->filter, request_client(env->world, row)));
}

/* The request as if it were a call: of one that brought calls, with the columns of the first. */
static bool columns_match(struct requests_filter *filter, const struct view_env *env, const struct request_row *row)
{
    struct filter *calls = env->search->filter;
    const struct message *first = row->message == 0 ? NULL : store_get(&env->world->store, row->message);
    struct filter_text text = {.words = words_in(filter, env, row), .record = UINT64_MAX};
    struct message message = {.type = MESSAGE_TYPES, .flags = MESSAGE_SETTLED, .received = row->received,
                              .source = row->source, .status = row->status};
    if (row->message != 0 && text.words == 0) {
        return false; /* its calls have been asked */
    }
    message = first != NULL ? *first : message;
    enum filter_answer answer = filter_columns(calls, &message, env->world->now);
    return answer == FILTER_ASKS_TEXT ? filter_matches_text(calls, &message, &text) : answer == FILTER_YES;
}

/* The messages a request brought have ids in a row. */
static uint64_t end_of(const struct request_row *row)
{
    return row->message + (row->calls > 0 ? row->calls : 1);
}

static bool calls_match(const struct search *search, const struct request_row *row)
{
    size_t at = row->message == 0 ? SIZE_MAX : idlist_find(&search->matches, row->message);
    return at < idlist_count(&search->matches) && idlist_at(&search->matches, at) < end_of(row);
}

static bool lets_through(struct requests_filter *filter, const struct view_env *env, uint64_t number)
{
    const struct request_row *row = requests_get(&env->world->requests, number);
    return calls_match(env->search, row) || columns_match(filter, env, row);
}

/* Begins anew for another filter, and where answers were revised. */
static void begin(struct requests_filter *filter, const struct view_env *env)
{
    bool same = filter->serial == env->search->serial && filter->revisions == env->search->revisions;
    if (!same) {
        idlist_done(&filter->numbers);
        filter->low = filter->next = env->world->requests.next;
        filter->firm = UINT64_MAX;
        filter->serial = env->search->serial;
        filter->revisions = env->search->revisions;
        if (filter->texts != NULL) {
            memset(filter->texts, 0, filter->text_cap * sizeof *filter->texts);
        }
    }
    if (filter->next > filter->firm) {
        idlist_cut(&filter->numbers, filter->firm);
        filter->next = filter->firm;
        filter->low = filter->low > filter->firm ? filter->firm : filter->low;
    }
}

/* The search has come to its calls. */
static bool is_looked(const struct view_env *env, const struct request_row *row)
{
    const struct search *search = env->search;
    bool all = search_complete(search);
    return row->message == 0 || all || (row->message >= search->low && end_of(row) <= search->next);
}

static void take(struct requests_filter *filter, const struct view_env *env, uint64_t number, struct idlist *to)
{
    const struct request_row *row = requests_get(&env->world->requests, number);
    if (row->message != 0 && end_of(row) > search_firm(env->search) && number < filter->firm) {
        filter->firm = number;
    }
    if (lets_through(filter, env, number)) {
        idlist_push(to, number);
    }
}

static void go_on(struct requests_filter *filter, const struct view_env *env)
{
    const struct requests *requests = &env->world->requests;
    filter->firm = UINT64_MAX;
    for (unsigned asked = 0; filter->next < requests->next; filter->next++) {
        const struct request_row *row = requests_get(requests, filter->next);
        filter->unfinished = asked++ == ASKED_AT_ONCE;
        if (filter->unfinished || !is_looked(env, row)) {
            return;
        }
        take(filter, env, filter->next, &filter->numbers);
    }
}

static void go_back(struct requests_filter *filter, const struct view_env *env)
{
    const struct requests *requests = &env->world->requests;
    uint64_t first = requests->first > requests->cleared ? requests->first : requests->cleared, low = filter->low;
    struct idlist older = {0};
    while (low > first && filter->low - low < ASKED_AT_ONCE && is_looked(env, requests_get(requests, low - 1))) {
        low--;
    }
    filter->unfinished = filter->unfinished || filter->low - low == ASKED_AT_ONCE;
    for (uint64_t number = low; number < filter->low; number++) {
        take(filter, env, number, &older);
    }
    idlist_prepend(&filter->numbers, &older);
    idlist_done(&older);
    filter->low = low;
}

void requests_filter_sync(struct requests_filter *filter, const struct view_env *env)
{
    const struct requests *requests = &env->world->requests;
    begin(filter, env);
    filter->unfinished = false;
    if (!search_active(env->search)) {
        return;
    }
    filter->next = filter->next > requests->first ? filter->next : requests->first;
    filter->low = filter->low > requests->first ? filter->low : requests->first;
    idlist_forget(&filter->numbers, requests->first);
    go_on(filter, env);
    go_back(filter, env);
}
