/* What `open` and others look at: sessions or NDJSON files. */
#ifndef RECORDING_H
#define RECORDING_H

#include <stddef.h>

#include "base/err.h"
#include "project/world.h"
#include "wire/journal.h"

/* Opens these files as one recording; without any, the last session. NULL and `err` when that fails. */
struct journal *recording_open(const char *const *files, size_t count, struct err *err);
/* Feeds all of it to a world and finishes that. The first lines that cannot be read are told on standard error. */
void recording_take_in(struct journal *journal, struct world *world);

#endif
