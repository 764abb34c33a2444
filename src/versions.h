/* What --version prints: callboard and the libraries it runs with, so that bug reports get shorter. */
#ifndef VERSIONS_H
#define VERSIONS_H

#include "base/str.h"

void versions_print(struct str *out);

#endif
