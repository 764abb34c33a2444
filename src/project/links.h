/* Users, visitors, and which accounts they belong to, with how we know.
 *
 * A user is a userId; a visitor is an anonymousId. Identify with both ids, and alias, tie a visitor to a user; from then on
 * its calls count for the user. A link is made by a group call (explicit) or by context.groupId alone (implied). Facts
 * stay for the session, at most LINKS_MAX users and as many links; what comes after is not learned. Answers "as of"
 * questions for rules. Owner thread. */
#ifndef PROJECT_LINKS_H
#define PROJECT_LINKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strpool.h"
#include "model/history.h"
#include "model/message.h"
#include "model/textmap.h"

#define LINKS_MAX 1000000u
#define LINKS_NONE UINT32_MAX

enum provenance { LINK_IMPLIED, LINK_EXPLICIT };
/* "implied", "explicit". */
const char *provenance_name(enum provenance provenance);

struct user {
    uint32_t id;         /* userId, or anonymousId of a visitor: strpool number */
    uint32_t label;      /* newest e-mail or name trait */
    uint32_t link_count; /* accounts it belongs to */
    uint32_t link;       /* its newest link; LINKS_NONE at the end */
    uint32_t tie;        /* a visitor's newest tie */
    bool visitor;
    uint64_t calls;
    int64_t first, last; /* received */
};

struct link {
    uint32_t user;       /* number */
    uint32_t account;    /* groupId: strpool number */
    uint32_t next;       /* the same user's next link */
    uint8_t provenance;  /* enum provenance: the strongest so far */
    uint64_t calls;      /* group calls and events of the pair */
    uint64_t message;    /* the newest of them */
    int64_t first, last; /* received */
    struct moment since; /* earliest call that spoke of it */
};

/* A visitor was found to be a user. */
struct tie {
    uint32_t user;      /* number */
    uint32_t next;      /* the same visitor's older tie */
    struct moment when;
};

struct links {
    struct user *users;
    size_t user_count, user_cap;
    struct link *items;
    size_t count, cap;
    struct tie *ties;
    size_t tie_count, tie_cap;
    struct textmap by_user;    /* userId -> user */
    struct textmap by_visitor; /* anonymousId -> visitor */
    struct strpool *pairs;     /* (user, account) -> link */
    size_t visitor_count;      /* of the users */
    uint32_t shared_users;     /* users in two or more accounts */
};

void links_init(struct links *links);
void links_done(struct links *links);
/* Takes a call in. Returns true when it made a link that was not there. */
bool links_add(struct links *links, uint64_t message_id, const struct message *message);
/* A history over these links. Valid as long as `links`. */
struct history links_history(const struct links *links);
/* All counts of calls become 0; who belongs where stays known. */
void links_clear_counts(struct links *links);

#endif
