#include "candidates.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/xalloc.h"
#include "fuzzy.h"

#define BY_MEANING 1 /* what is found only in what it means comes after all names */

void candidates_begin(struct candidates *candidates, size_t from, size_t to)
{
    for (size_t i = 0; i < candidates->count; i++) {
        free(candidates->items[i].text);
    }
    candidates->count = 0;
    candidates->chosen = SIZE_MAX;
    candidates->from = from;
    candidates->to = to;
}

/* Letter by letter too much would be found in a sentence. */
static bool means_it(const char *means, const char *typed)
{
    size_t n = strlen(typed);
    for (; n > 1 && means != NULL && *means != '\0'; means++) {
        if (strncasecmp(means, typed, n) == 0) {
            return true;
        }
    }
    return false;
}

struct candidate *candidates_offer(struct candidates *candidates, const char *text, const char *means, const char *typed)
{
    struct candidate candidate = {.means = means};
    candidate.score = fuzzy_score(text, typed, &candidate.marks);
    if (candidate.score < 0) {
        candidate.marks = 0;
        candidate.score = BY_MEANING;
    }
    if ((candidate.score == BY_MEANING && !means_it(means, typed)) || candidates->count == CANDIDATES_MAX) {
        return NULL;
    }
    size_t at = candidates->count++;
    for (; at > 0 && candidates->items[at - 1].score < candidate.score; at--) {
        candidates->items[at] = candidates->items[at - 1];
    }
    candidate.text = xstrdup(text);
    candidates->items[at] = candidate;
    return &candidates->items[at];
}
