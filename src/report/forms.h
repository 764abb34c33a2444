/* The rows of the table of reports. */
#ifndef REPORT_FORMS_H
#define REPORT_FORMS_H

#include "report.h"

void report_text(struct report *report); /* for people: grouped, with places and cures */
void report_json(struct report *report); /* for programs: one object */

#endif
