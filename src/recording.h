/* What `open` and others look at: sessions or NDJSON files. */
#ifndef RECORDING_H
#define RECORDING_H

#include <stddef.h>

#include "base/err.h"
#include "wire/journal.h"

/* Opens these files as one recording; without any, the last session. NULL and `err` when that fails. */
struct journal *recording_open(const char *const *files, size_t count, struct err *err);

#endif
