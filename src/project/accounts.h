/* Accounts: the calls of each, what it is called, what is wrong in it, how busy it is.
 *
 * Number 0 is "(no account)". Facts stay for the session (at most ACCOUNTS_MAX accounts; calls of further ones are
 * counted under number 0); message lists follow the store. Owner thread. */
#ifndef PROJECT_ACCOUNTS_H
#define PROJECT_ACCOUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strpool.h"
#include "model/idlist.h"
#include "model/message.h"
#include "model/textmap.h"
#include "rules/rule.h"
#include "said.h"

#define ACCOUNTS_MAX 100000u
/* Accounts that share a name; further ones are not remembered. */
#define ACCOUNTS_NAMESAKES_MAX 8
#define ACTIVITY_BUCKETS 8
#define ACTIVITY_BUCKET (5 * INT64_C(1000000)) /* microseconds */

/* Calls in the last ACTIVITY_BUCKETS stretches of time; the newest stretch is the one `at` lies in. */
struct activity {
    int64_t at;
    uint32_t counts[ACTIVITY_BUCKETS];
};

struct account {
    uint32_t id;   /* groupId; STRPOOL_NONE for number 0 */
    uint32_t name; /* newest `name` trait of a group call */
    struct said names;
    struct moment introduced; /* first group call, or event about the account itself; moment_never() */
    uint64_t calls;
    uint64_t findings[SEVERITIES];
    int64_t first, last; /* by the calls' own times; 0 before the first */
    struct idlist messages;
    struct activity activity;
};

/* An account is called so, or has this id. */
struct account_name {
    uint32_t account;   /* number */
    bool is_id;
    uint32_t next;      /* another account of this name: number + 1 of its row; 0 = none */
    struct moment when; /* earliest; of an id, when it was introduced */
};

struct accounts {
    struct account *items;
    size_t count, cap;
    struct textmap by_text;
    struct account_name *names;
    size_t name_count, name_cap;
    struct textmap by_name; /* lower case, single spaces -> names */
};

void accounts_init(struct accounts *accounts);
void accounts_done(struct accounts *accounts);
/* The number of this account, made if new; 0 for STRPOOL_NONE. */
size_t accounts_number(struct accounts *accounts, uint32_t id);
/* The same without making it; 0 when unknown. */
size_t accounts_find(const struct accounts *accounts, uint32_t id);
/* Counts a call; returns the account's number. `pool` is that of its texts. */
size_t accounts_add(struct accounts *accounts, struct strpool *pool, uint64_t message_id, const struct message *message);
/* Another account of this name by the time of `when`, the earliest; its groupId, or STRPOOL_NONE. */
uint32_t accounts_namesake(const struct accounts *accounts, const struct strpool *pool, uint32_t name, uint32_t account,
                           struct moment when);
/* Another account, introduced by the time of `when`, whose id or name is the text of this id, but for case and spacing. */
uint32_t accounts_lookalike(const struct accounts *accounts, const struct strpool *pool, uint32_t id, struct moment when);
/* Messages below `first` have left the store. */
void accounts_forget(struct accounts *accounts, uint64_t first);
/* Lists and counts become empty; which accounts there are stays known. */
void accounts_clear(struct accounts *accounts);
/* One more at `now`, which never goes back. */
void activity_add(struct activity *activity, int64_t now);
/* Calls of `activity` in the stretch `back` stretches before the one that holds `now`. */
uint32_t activity_count(const struct activity *activity, int64_t now, size_t back);
/* The gravest severity with findings, or -1. */
int account_worst(const struct account *account);

#endif
