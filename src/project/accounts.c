#include "accounts.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

void accounts_init(struct accounts *accounts)
{
    *accounts = (struct accounts){0};
    accounts->items = xgrow(NULL, &accounts->cap, 1, sizeof *accounts->items);
    accounts->items[accounts->count++] = (struct account){0};
}

void accounts_done(struct accounts *accounts)
{
    for (size_t i = 0; i < accounts->count; i++) {
        idlist_done(&accounts->items[i].messages);
    }
    free(accounts->items);
    textmap_done(&accounts->by_text);
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
    accounts->items[accounts->count] = (struct account){.id = id};
    textmap_set(&accounts->by_text, id, (uint32_t)accounts->count);
    return accounts->count++;
}

static void activity_add(struct activity *activity, int64_t now)
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

size_t accounts_add(struct accounts *accounts, uint64_t message_id, const struct message *message)
{
    size_t number = accounts_number(accounts, message->account);
    struct account *account = &accounts->items[number];
    if (message_counts(message)) {
        account->calls++;
        activity_add(&account->activity, message->received);
    }
    if (message->type == MESSAGE_GROUP && message->label != STRPOOL_NONE && number > 0) {
        account->name = message->label;
    }
    if (account->first == 0) {
        account->first = message->received;
    }
    account->last = message->received;
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
