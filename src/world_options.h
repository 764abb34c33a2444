/* What the command line and callboard.conf say of how calls are judged and shown. */
#ifndef WORLD_OPTIONS_H
#define WORLD_OPTIONS_H

#include "args.h"
#include "project/world.h"

/* An empty world that judges and shows calls so; the options must outlive it. The caller frees it. */
struct world *world_options_new(const struct options *options);

#endif
