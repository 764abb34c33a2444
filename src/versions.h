/* What --version prints: callboard and the libraries it runs with, so that bug reports get shorter. */
#ifndef VERSIONS_H
#define VERSIONS_H

#include "base/str.h"

/* callboard's own, "v0.1.0-3-gabcdef". */
const char *versions_own(void);
void versions_print(struct str *out);

#endif
