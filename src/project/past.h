/* The questions of model/history.h, answered from links and accounts. Owner thread. */
#ifndef PROJECT_PAST_H
#define PROJECT_PAST_H

#include "accounts.h"
#include "links.h"
#include "model/history.h"
#include "sources.h"
#include "spellings.h"

struct past {
    const struct links *links;
    const struct accounts *accounts;
    const struct spellings *spellings;
    const struct sources *sources;
    const struct strpool *pool;
};

/* Valid as long as `past`. */
struct history past_history(const struct past *past);

#endif
