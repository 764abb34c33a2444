/* Sections of the report for people: one file each. */
#ifndef REPORT_TEXT_PARTS_H
#define REPORT_TEXT_PARTS_H

#include "report.h"

/* Coverage of the tracking plan; nothing without one. */
void text_plan(struct report *report);

#endif
