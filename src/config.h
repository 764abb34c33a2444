/* callboard.conf: what a project, or a person, sets once instead of on every command line.
 *
 *     plan = tracking-plan.json              # beside this file
 *     fail-on = error
 *     rule missing-group-id = warning
 *     ignore missing-group-id = Heartbeat*
 *
 *     flow = trial                           # and its steps: project/flow_def.h
 *
 * Lines as base/kv reads them: definitions of flows, and the options that may stand here (args.c), without their dashes. The file is the first
 * callboard.conf in the working directory and the folders it stands in, up to /; without one, $XDG_CONFIG_HOME/callboard/
 * callboard.conf. Only that one file is read. */
#ifndef CONFIG_H
#define CONFIG_H

#include "args.h"

/* Reads the file that `options->config` names, or looks for one; `options->no_config` forbids it. What it says goes into
 * `options`, its path into config_path. True when there is none; false when it cannot be read or holds a line that is wrong:
 * `err` names file and line. */
bool config_read(struct options *options, struct err *err);

#endif
