#include "accounts.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "model/b2b.h"

void accounts_init(struct accounts *accounts)
{
    *accounts = (struct accounts){0};
    accounts->items = xgrow(NULL, &accounts->cap, 1, sizeof *accounts->items);
    accounts->items[accounts->count++] = (struct account){.introduced = moment_never()};
}

void accounts_done(struct accounts *accounts)
{
    for (size_t i = 0; i < accounts->count; i++) {
        idlist_done(&accounts->items[i].messages);
    }
    free(accounts->items);
    textmap_done(&accounts->by_text);
    textmap_done(&accounts->by_name);
    free(accounts->names);
}

size_t accounts_find(const struct accounts *accounts, uint32_t id)
{
    uint32_t number = textmap_get(&accounts->by_text, id);
    return number == TEXTMAP_NONE ? 0 : number;
}

size_t accounts_number(struct accounts *accounts, uint32_t id)
{
    size_t number = accounts_find(accounts, id);
    if (id == STRPOOL_NONE || number > 0 || accounts->count == ACCOUNTS_MAX) {
        return number;
    }
    accounts->items = xgrow(accounts->items, &accounts->cap, accounts->count + 1, sizeof *accounts->items);
    accounts->items[accounts->count] = (struct account){.id = id, .introduced = moment_never()};
    textmap_set(&accounts->by_text, id, (uint32_t)accounts->count);
    return accounts->count++;
}

void activity_add(struct activity *activity, int64_t now)
{
    int64_t passed = now / ACTIVITY_BUCKET - activity->at / ACTIVITY_BUCKET;
    if (passed >= ACTIVITY_BUCKETS) {
        memset(activity->counts, 0, sizeof activity->counts);
    } else if (passed > 0) {
        size_t kept = ACTIVITY_BUCKETS - (size_t)passed;
        memmove(activity->counts + passed, activity->counts, kept * sizeof *activity->counts);
        memset(activity->counts, 0, (size_t)passed * sizeof *activity->counts);
    }
    activity->at = now;
    activity->counts[0]++;
}

uint32_t activity_count(const struct activity *activity, int64_t now, size_t back)
{
    int64_t index = (int64_t)back - (now / ACTIVITY_BUCKET - activity->at / ACTIVITY_BUCKET);
    return index >= 0 && index < ACTIVITY_BUCKETS ? activity->counts[index] : 0;
}

/* ---- names ---- */

#define NAME_MAX_BYTES 256

/* A name without what people do not see: case and spacing. STRPOOL_NONE for one that is too long to be meant as a name. */
static size_t fold(const char *name, char out[NAME_MAX_BYTES])
{
    size_t n = 0;
    bool gap = false;
    for (; *name != '\0' && n + 2 < NAME_MAX_BYTES; name++) {
        if (*name == ' ') {
            gap = n > 0;
            continue;
        }
        if (gap) {
            out[n++] = ' ';
            gap = false;
        }
        out[n++] = *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a') : *name;
    }
    return *name == '\0' ? n : 0;
}

/* The first of what has this name or id: number + 1 of its row; 0 = none. */
static uint32_t first_named(const struct accounts *accounts, uint32_t key)
{
    uint32_t first = key == STRPOOL_NONE ? TEXTMAP_NONE : textmap_get(&accounts->by_name, key);
    return first == TEXTMAP_NONE ? 0 : first + 1;
}

static void learn_name(struct accounts *accounts, struct strpool *pool, const struct account_name *name, uint32_t text)
{
    char folded[NAME_MAX_BYTES];
    size_t n = fold(strpool_text(pool, text), folded), count = 0;
    uint32_t key = n == 0 ? STRPOOL_NONE : strpool_intern(pool, folded, n), first = first_named(accounts, key);
    if (key == STRPOOL_NONE) {
        return;
    }
    for (uint32_t i = first; i > 0; i = accounts->names[i - 1].next, count++) {
        struct account_name *known = &accounts->names[i - 1];
        if (known->account == name->account && known->is_id == name->is_id) {
            known->when = moment_before(name->when, known->when) ? name->when : known->when;
            return;
        }
    }
    if (count < ACCOUNTS_NAMESAKES_MAX) {
        accounts->names = xgrow(accounts->names, &accounts->name_cap, accounts->name_count + 1, sizeof *accounts->names);
        accounts->names[accounts->name_count] = *name;
        accounts->names[accounts->name_count].next = first;
        textmap_set(&accounts->by_name, key, (uint32_t)accounts->name_count++);
    }
}

/* The earliest account but this one that is called so, or has this id if `ids`. */
static uint32_t earliest_named(const struct accounts *accounts, const struct strpool *pool, uint32_t text,
                               const struct account_name *but, bool ids)
{
    char folded[NAME_MAX_BYTES];
    size_t n = fold(strpool_text(pool, text), folded);
    const struct account_name *best = NULL;
    for (uint32_t i = first_named(accounts, n == 0 ? STRPOOL_NONE : strpool_find(pool, folded, n)); i > 0;
         i = accounts->names[i - 1].next) {
        const struct account_name *other = &accounts->names[i - 1];
        bool counts = other->account != but->account && other->when.time <= but->when.time && (ids || !other->is_id);
        if (counts && (best == NULL || moment_before(other->when, best->when))) {
            best = other;
        }
    }
    return best == NULL ? STRPOOL_NONE : accounts->items[best->account].id;
}

uint32_t accounts_namesake(const struct accounts *accounts, const struct strpool *pool, uint32_t name, uint32_t account,
                           struct moment when)
{
    const struct account_name but = {.account = (uint32_t)accounts_find(accounts, account), .when = when};
    return earliest_named(accounts, pool, name, &but, false);
}

uint32_t accounts_lookalike(const struct accounts *accounts, const struct strpool *pool, uint32_t id, struct moment when)
{
    const struct account_name but = {.account = (uint32_t)accounts_find(accounts, id), .when = when};
    return earliest_named(accounts, pool, id, &but, true);
}

/* ---- taking calls in ---- */

/* Events that are sent for an account there is; who signs up, signs in or invites may have it wrong. */
static bool is_of_account(enum b2b_event event)
{
    return event != B2B_NONE && event != B2B_SIGNED_UP && event != B2B_SIGNED_IN && event != B2B_SIGNED_OUT &&
           event != B2B_INVITE_SENT;
}

static void learn(struct accounts *accounts, struct strpool *pool, size_t number, uint64_t id, const struct message *message)
{
    struct account *account = &accounts->items[number];
    struct moment when = message_moment(message, id);
    bool introduces = message->type == MESSAGE_GROUP || is_of_account(b2b_event_of(message));
    if (introduces && moment_before(when, account->introduced)) {
        account->introduced = when;
        learn_name(accounts, pool, &(struct account_name){.account = (uint32_t)number, .is_id = true, .when = when}, account->id);
    }
    if (message->type == MESSAGE_GROUP && message->label != STRPOOL_NONE) {
        said_add(&account->names, message->label, message->source, when);
        account->name = said_now(&account->names);
        learn_name(accounts, pool, &(struct account_name){.account = (uint32_t)number, .when = when}, message->label);
    }
}

size_t accounts_add(struct accounts *accounts, struct strpool *pool, uint64_t message_id, const struct message *message)
{
    size_t number = accounts_number(accounts, message->account);
    struct account *account = &accounts->items[number];
    if (message_counts(message)) {
        account->calls++;
        activity_add(&account->activity, message->received);
    }
    if (number > 0) {
        learn(accounts, pool, number, message_id, message);
    }
    account->first = account->first == 0 || message->order < account->first ? message->order : account->first;
    account->last = message->order > account->last ? message->order : account->last;
    idlist_push(&account->messages, message_id);
    return number;
}

void accounts_forget(struct accounts *accounts, uint64_t first)
{
    for (size_t i = 0; i < accounts->count; i++) {
        idlist_forget(&accounts->items[i].messages, first);
    }
}

void accounts_clear(struct accounts *accounts)
{
    for (size_t i = 0; i < accounts->count; i++) {
        struct account *account = &accounts->items[i];
        idlist_done(&account->messages);
        memset(account->findings, 0, sizeof account->findings);
        account->activity = (struct activity){0};
        account->calls = 0;
    }
}

int account_worst(const struct account *account)
{
    int severity = SEVERITIES - 1;
    while (severity >= 0 && account->findings[severity] == 0) {
        severity--;
    }
    return severity;
}
