/* Users, visitors, and which accounts they belong to, with how we know.
 *
 * A user is a userId; a visitor is an anonymousId on calls without one, or one that was identified. Identify with both ids, and
 * alias, tie a visitor to a user. A link is made by a group call (explicit), by a B2B event about an account (declared) or by
 * context.groupId alone (implied), and removed by Account Removed User. What links a visitor links the user it is tied to as
 * well, from the tie on. All that is learned is kept with the earliest moment it holds from, so that the order of arrival
 * does not matter. Facts stay for the session, at most LINKS_MAX users and as many links; what comes after is not learned.
 * Owner thread. */
#ifndef PROJECT_LINKS_H
#define PROJECT_LINKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strpool.h"
#include "model/history.h"
#include "model/idlist.h"
#include "model/json.h"
#include "model/message.h"
#include "model/textmap.h"
#include "said.h"

#define LINKS_MAX 1000000u
#define LINKS_NONE UINT32_MAX
/* Users a visitor is tied to; further ones are not learned. */
#define LINKS_TIES_MAX 16
/* Removals and returns of one link; further ones are not learned. */
#define LINKS_CHANGES_MAX 32

enum provenance { LINK_IMPLIED, LINK_DECLARED, LINK_EXPLICIT, LINK_PROVENANCES };
/* "implied", "declared", "explicit". */
const char *provenance_name(enum provenance provenance);

struct user {
    uint32_t id;         /* userId, or anonymousId of a visitor: strpool number */
    uint32_t label;      /* newest e-mail or name trait */
    uint32_t link_count; /* accounts it belongs to */
    uint32_t link;       /* its newest link; LINKS_NONE at the end */
    uint32_t tie;        /* its newest tie: of a visitor to users, of a user to visitors */
    bool visitor;
    uint64_t calls;      /* that carry its id; of a visitor: those without a userId */
    struct idlist messages; /* all of them in memory, calls sent again too */
    int64_t first, last; /* by the calls' own times */
    struct moment label_since;
    struct said groups;  /* accounts its group calls named */
    struct doings doings;
};

struct link {
    uint32_t user;        /* number */
    uint32_t account;     /* groupId: strpool number */
    uint32_t next;        /* the same user's next link */
    uint32_t changes;     /* newest removal or return: LINKS_NONE when it was never removed */
    uint32_t role;        /* newest role; STRPOOL_NONE when none was told */
    uint8_t provenance;   /* enum provenance: the strongest so far */
    bool removed;         /* as of now */
    uint64_t calls;       /* group calls and events of the pair */
    uint64_t message;     /* the newest of them */
    int64_t first, last;  /* by the calls' own times */
    int64_t named;        /* the latest event that named the account; INT64_MIN: none */
    struct moment since;  /* earliest call that spoke of it */
    struct moment made[LINK_PROVENANCES]; /* the call that established each, earliest; moment_never() */
    struct moment joined; /* the latest group call or declaring event */
    struct moment role_since;
};

/* A visitor was found to be a user. */
struct tie {
    uint32_t visitor, user;          /* numbers */
    uint32_t next, next_of_user;     /* the visitor's, and the user's, older tie */
    struct moment when;
};

/* A link was removed, or made again after it had been. */
struct change {
    struct moment when;
    bool removed;
    uint32_t next;
};

struct links {
    struct user *users;
    size_t user_count, user_cap;
    struct link *items;
    size_t count, cap;
    struct tie *ties;
    size_t tie_count, tie_cap;
    struct change *changes;
    size_t change_count, change_cap;
    struct textmap by_user;    /* userId -> user */
    struct textmap by_visitor; /* anonymousId -> visitor */
    struct textmap members;    /* groupId -> how many users belong to it, visitors that are nobody yet included */
    struct strpool *pairs;     /* (user, account) -> link */
    size_t visitor_count;      /* of the users */
    uint32_t shared_users;     /* users in two or more accounts */
};

void links_init(struct links *links);
void links_done(struct links *links);
/* Takes a call in; its tree tells the role, NULL: none. `pool` is that of its texts. */
void links_add(struct links *links, struct strpool *pool, uint64_t message_id, const struct message *message,
               const struct json *tree);
/* The link of a user or visitor, by number, and an account; NULL when there is none. */
const struct link *links_find(const struct links *links, uint32_t user, uint32_t account);
/* The first event that carried context.groupId of a link made otherwise, or made it; moment_never() when none did. */
struct moment link_relied_on(const struct link *link);
/* A visitor that turned out to be a user: its links are the user's as well, and are told as those. */
bool links_is_somebody(const struct user *user);
/* How many links there are, those left out. */
size_t links_shown(const struct links *links);
/* Users that belong to the account, visitors that are nobody yet included. */
uint32_t links_members(const struct links *links, uint32_t account);
/* The user a visitor is tied to, the newest; LINKS_NONE when it is nobody yet. `visitor` is a number. */
uint32_t links_user_of(const struct links *links, uint32_t visitor);
/* Messages below `first` have left the store. */
void links_forget(struct links *links, uint64_t first);
/* Lists and counts of calls become empty; who belongs where stays known. */
void links_clear(struct links *links);

/* As of a moment; all are numbers, LINKS_NONE = none. */
uint32_t links_tied_user(const struct links *links, uint32_t visitor, struct moment when);
/* The visitor who may have been this user and was never joined, as model/history.h has it. */
uint32_t links_lost_visitor(const struct links *links, uint32_t user, struct moment when);
enum standing links_standing(const struct links *links, const struct link *link, struct moment when);

#endif
