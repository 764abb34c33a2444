/* Finding a name by a few of its letters, in their order: "vr" finds "view requests". */
#ifndef UI_FUZZY_H
#define UI_FUZZY_H

#include <stdint.h>

#define FUZZY_MARKS 64 /* characters of a text that can be marked */

/* How well `pattern` is found in `text`, ASCII case and the blanks of the pattern ignored: -1 when not all of its letters
 * are there, else the more the better. Letters in a row and at the beginnings of words count most. Of the first
 * FUZZY_MARKS bytes of `text`, those that were found are bits of *marks. */
int fuzzy_score(const char *text, const char *pattern, uint64_t *marks);

#endif
