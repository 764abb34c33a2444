/* What the files of the links share. */
#ifndef PROJECT_LINKS_PARTS_H
#define PROJECT_LINKS_PARTS_H

#include "links.h"

/* What a call says of a person and an account. */
struct link_fact {
    uint32_t account;
    enum provenance provenance;
    bool removal;         /* the person is there no more */
    uint32_t role;        /* STRPOOL_NONE: it says none */
    uint64_t message;     /* the call */
    struct moment when;   /* from when on it holds */
    int64_t first, last;  /* own times of the calls it stands for */
    uint64_t calls;       /* it counts for */
};

/* Two calls of the same millisecond know each other. */
bool links_known_at(struct moment since, struct moment when);
/* Learns one of a user or visitor, and of the users a visitor is tied to. */
void links_learn(struct links *links, uint32_t user, const struct link_fact *fact);
/* A visitor was just tied to a user, or earlier than was known: what links the one links the other. */
void links_inherit(struct links *links, const struct tie *tie, bool is_new);

#endif
