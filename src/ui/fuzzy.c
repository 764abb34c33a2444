#include "fuzzy.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define FOR_LETTER 10
#define FOR_START 20  /* it begins a word */
#define FOR_ROW 25    /* it stands behind the one before it */
#define FOR_PREFIX 10 /* the text begins with the pattern's first letter */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool begins_word(const char *text, size_t at)
{
    return at == 0 || strchr("- .:_", text[at - 1]) != NULL;
}

/* Where the letter stands next; with `starts`, rather where it stands at once or begins a word than in between. */
static size_t find(const char *text, size_t from, char letter, bool starts)
{
    size_t first = SIZE_MAX;
    for (size_t at = from; text[at] != '\0'; at++) {
        if (lower(text[at]) != letter) {
            continue;
        }
        if (!starts || at == from || begins_word(text, at)) {
            return at;
        }
        first = first == SIZE_MAX ? at : first;
    }
    return first;
}

/* From byte `at` on. */
static int score(const char *text, const char *pattern, size_t at, bool starts, uint64_t *marks)
{
    int total = 0;
    size_t begin = at;
    *marks = 0;
    for (; *pattern != '\0'; pattern++) {
        if (*pattern == ' ') {
            continue;
        }
        size_t here = find(text, at, lower(*pattern), starts);
        if (here == SIZE_MAX) {
            return -1;
        }
        bool row = here == at && at > begin;
        total += FOR_LETTER + (here == 0 ? FOR_PREFIX : 0) + (row ? FOR_ROW : begins_word(text, here) ? FOR_START : 0);
        *marks |= here < FUZZY_MARKS ? UINT64_C(1) << here : 0;
        at = here + 1;
    }
    return total;
}

/* From each place where it may begin; and leaping to the beginnings of words, which may leap over a letter that is needed, as
 * well as not. */
int fuzzy_score(const char *text, const char *pattern, uint64_t *marks)
{
    int best = -1;
    char first = lower(pattern[strspn(pattern, " ")]);
    *marks = 0;
    if (first == '\0') {
        return 0;
    }
    for (size_t at = 0; text[at] != '\0'; at++) {
        for (int starts = 0; starts < 2 && lower(text[at]) == first; starts++) {
            uint64_t these;
            int total = score(text, pattern, at, starts != 0, &these);
            *marks = total > best ? these : *marks;
            best = total > best ? total : best;
        }
    }
    return best;
}
