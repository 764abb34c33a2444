/* Reports: everything callboard knows of a recording, printed once. One file per form and a row in table.c. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <stdio.h>

#include "base/str.h"
#include "project/world.h"
#include "wire/journal.h"

struct report {
    const struct world *world;     /* all of it settled */
    struct journal_reader *reader; /* for what stands in the calls only */
    enum severity fail_on;         /* the least severity that fails */
    bool failed;                   /* there is one */
    const char *filter;            /* only what concerns calls that match is told; NULL: all is */
    FILE *to;
    struct str out; /* what is not written yet */
};

struct report_format {
    const char *name; /* "text", "json" */
    void (*print)(struct report *report);
};
extern const struct report_format report_formats[];
extern const size_t report_format_count;

/* NULL when there is no such form. */
const struct report_format *report_format_find(const char *name);
/* Prints all of it. False when it could not be written. */
bool report_print(struct report *report, const struct report_format *format);
/* For the forms: writes out what has gathered, when it is much. */
void report_drain(struct report *report);

#endif
