/* The columns of a call's row: which there are, and how wide each is. */
#ifndef VIEWS_CALLCOLS_H
#define VIEWS_CALLCOLS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

enum callcol {
    CALLCOL_TIME, CALLCOL_TYPE, CALLCOL_EVENT, CALLCOL_USER, CALLCOL_ACCOUNT, CALLCOL_SOURCE, CALLCOL_FINDINGS,
    CALLCOLS
};
#define CALLCOLS_ALL ((1u << CALLCOLS) - 1)

/* A set of columns: a bit for each. */
typedef unsigned callcols_set;

struct callcols {
    int w[CALLCOLS];    /* 0: left out */
    bool marks_only;    /* findings are their marks, before the event */
    bool word;          /* the type is its word, not its letter */
};

#define CALLCOLS_GAP 2
#define CALLCOLS_MARK 2 /* a finding's mark and the blank behind it */

/* Reads names separated by blanks or commas, or "all". False with why. */
bool callcols_read(const char *text, callcols_set *set, struct err *err);
/* The names, as they are read. */
void callcols_names(callcols_set set, struct str *out);
/* The sets that a key goes through: the one after this, what is said of one, and its names as they are read; NULL past the last. */
callcols_set callcols_next(callcols_set set);
const char *callcols_say(callcols_set set);
const char *callcols_offered(size_t number, const char **help);
/* What of the set fits a row of this width. */
struct callcols callcols_fit(callcols_set set, int width);

#endif
