/* Sections of the report for people: one file each. */
#ifndef REPORT_TEXT_PARTS_H
#define REPORT_TEXT_PARTS_H

#include "report.h"

/* Wraps at spaces; every line begins with the indent. */
void text_wrapped(struct str *out, const char *indent, const char *text);

/* How many flows are in which state, and what is wrong with them; nothing when there are none. */
void text_flows(struct report *report);
/* Coverage of the tracking plan; nothing without one. */
void text_plan(struct report *report);

#endif
