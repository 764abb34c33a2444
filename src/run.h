/* The front ends: each takes the read command line and returns the program's exit status (0, 1 for a failure, 2 for
 * wrong usage or unreadable input). */
#ifndef RUN_H
#define RUN_H

#include "args.h"

int run_tui(const struct options *options);
int run_demo(const struct options *options);
int run_serve(const struct options *options);
int run_open(const struct options *options);
int run_check(const struct options *options);
int run_export(const struct options *options);
int run_plan(const struct options *options);
int run_rules(const struct options *options);
int run_connect(const struct options *options);
int run_tls(const struct options *options);
/* Says `err` on standard error and returns `status`. */
int run_failed(const struct err *err, int status);

#endif
