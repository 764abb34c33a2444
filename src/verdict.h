/* The report on a session and whether it fails: what check prints, and serve --report in the end. */
#ifndef VERDICT_H
#define VERDICT_H

#include <stdio.h>

#include "args.h"
#include "base/err.h"
#include "project/world.h"
#include "report/report.h"
#include "wire/journal.h"

#define VERDICT_UNREADABLE 2 /* exit status for usage, and for input or output that failed */

struct verdict {
    const struct report_format *format;
    enum severity fail_on;
    const char *filter; /* --filter; NULL without */
};

/* From --format and --fail-on. False and `err` when there is no such format. */
bool verdict_read(struct verdict *verdict, const struct options *options, struct err *err);
/* Prints the report on a world, all of it settled, to `to`; `name` is what that is called if it cannot be written. Returns the
 * exit status: 0, 1 when findings are as grave as --fail-on or, unless that is error, a flow is broken, VERDICT_UNREADABLE. */
int verdict_print(const struct verdict *verdict, const struct world *world, struct journal *journal, FILE *to,
                  const char *name);

#endif
