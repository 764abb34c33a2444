/* One call as one row: the form it has in every list. */
#ifndef VIEWS_CALLROW_H
#define VIEWS_CALLROW_H

#include "callcols.h"
#include "calltime.h"
#include "pen.h"
#include "ui/view.h"

/* What a refused request's row says. It stands in the journal, before a body of any size: read once, not every frame. */
struct callrow_refused {
    uint64_t id;        /* 0: empty */
    uint64_t used;      /* for whoever keeps several */
    char fault[96];     /* what was simulated on it; "" */
    char request[160];  /* method and path */
    char reason[256];
};
void callrow_read(struct callrow_refused *refused, const struct view_env *env, uint64_t id);

/* How rows are shown. */
struct callrow_form {
    callcols_set columns;
    enum calltime time;
};

/* What a row is about besides the call. All may be left zero. */
struct callrow {
    uint64_t id;
    const struct finding *finding;         /* the one to tell; NULL: the gravest */
    const struct callrow_refused *refused; /* for a refused request */
    const struct callrow_form *form;       /* NULL: all columns, local times */
    int64_t above;                         /* received time of the call above; 0: there is none */
    size_t count;                          /* it stands for so many like it, itself among them */
    bool several_users, several_accounts;  /* which differ in these */
    bool marked;
};

/* I, T, P, S, G or A. */
char callrow_letter(enum message_type type);
enum role callrow_severity(enum severity severity);
enum glyph callrow_mark(enum severity severity);
/* The columns that fit. */
void callrow_draw(struct canvas *canvas, struct rect line, const struct world *world, const struct callrow *row);

#endif
