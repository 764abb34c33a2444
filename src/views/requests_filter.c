/* Which requests the text filter lets through: those with the text in a column, and those that brought a call with it. */
#include "requests.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "report/request.h"

#define NEEDLE_MAX 256

enum { UNKNOWN, MATCHES, DIFFERS };

void requests_filter_init(struct requests_filter *filter)
{
    *filter = (struct requests_filter){0};
    str_init(&filter->needle, NEEDLE_MAX);
}

void requests_filter_done(struct requests_filter *filter)
{
    str_done(&filter->needle);
    idlist_done(&filter->numbers);
    free(filter->known);
}

/* The same few texts stand in many rows: each is looked at once. */
static bool text_matches(struct requests_filter *filter, const struct view_env *env, uint32_t text)
{
    const struct requests *requests = &env->world->requests;
    size_t had = filter->known_cap;
    if (text >= had) {
        filter->known = xgrow(filter->known, &filter->known_cap, (size_t)text + 1, sizeof *filter->known);
        memset(filter->known + had, UNKNOWN, filter->known_cap - had);
    }
    if (filter->known[text] == UNKNOWN) {
        filter->known[text] = search_finds(env->search, requests_text(requests, text)) ? MATCHES : DIFFERS;
    }
    return filter->known[text] == MATCHES;
}

static bool columns_match(struct requests_filter *filter, const struct view_env *env, const struct request_row *row)
{
    const uint32_t texts[] = {row->method, row->path, row->kind, row->encoding, row->agent, row->fault, row->code, row->reason};
    char status[8];
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i] != STRPOOL_NONE && text_matches(filter, env, texts[i])) {
            return true;
        }
    }
    return (row->source != 0 && search_finds(env->search, request_client(env->world, row))) ||
           search_finds(env->search, request_status(row, status));
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

static void begin(struct requests_filter *filter, const struct view_env *env)
{
    str_clear(&filter->needle);
    str_append(&filter->needle, env->search->needle.data, env->search->needle.len);
    idlist_done(&filter->numbers);
    filter->next = env->world->requests.cleared;
    if (filter->known_cap > 0) {
        memset(filter->known, UNKNOWN, filter->known_cap);
    }
}

void requests_filter_sync(struct requests_filter *filter, const struct view_env *env)
{
    const struct requests *requests = &env->world->requests;
    if (strcmp(filter->needle.data, env->search->needle.data) != 0) {
        begin(filter, env);
    }
    if (!search_active(env->search)) {
        return;
    }
    filter->next = filter->next > requests->first ? filter->next : requests->first;
    idlist_forget(&filter->numbers, requests->first);
    for (; filter->next < requests->next; filter->next++) {
        const struct request_row *row = requests_get(requests, filter->next);
        if (row->message != 0 && end_of(row) > env->search->next) {
            return; /* the search has not come to its calls yet */
        }
        if (calls_match(env->search, row) || columns_match(filter, env, row)) {
            idlist_push(&filter->numbers, filter->next);
        }
    }
}
