/* What the sections of the JSON report share: one file per group of sections. */
#ifndef REPORT_JSON_PARTS_H
#define REPORT_JSON_PARTS_H

#include "report.h"

/* Begins an element of a list on a line of its own; `index` 0: the first. */
void json_begin(struct report *report, size_t index);
/* A string, quoted. */
void json_pooled(struct report *report, uint32_t text);
/* "errors":0,"warnings":0,"notes":0 */
void json_counts(struct report *report, const uint64_t counts[SEVERITIES]);
/* ,"messageId":"..." of a call, or null when it has none or has left the journal. */
void json_message_id(struct report *report, uint64_t message);

/* "accounts":[...], "users":[...] and "links":[...], the first begins the object. */
void json_people(struct report *report);

/* ,"flows":[...], each with its steps. */
void json_flows(struct report *report);

/* ,"plan":{...} with every event and how the tracking plan is covered, or null without one. */
void json_plan(struct report *report);

/* Orders rows of something by when it was first seen, then by id, so that a report does not depend on the order of arrival. */
struct json_order {
    int64_t first;
    const char *id;
    size_t row;
};
/* Ends with the rows in order; the caller frees it. */
void json_sort(struct json_order *rows, size_t count);

#endif
