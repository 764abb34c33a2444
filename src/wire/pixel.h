/* Tracking pixels: a call in the query of a GET (Segment: Tracking Pixel API; RudderStack's and AMP's forms). Any thread. */
#ifndef WIRE_PIXEL_H
#define WIRE_PIXEL_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"

/* Appends the call's JSON to `out`. ?data= holds it in base64 (standard or URL-safe, padded or not) or as it is; otherwise
 * the parameters are its members, dots in their names making objects: a.b=1 is {"a":{"b":"1"}}, in the order of the names.
 * Of a parameter given twice the last counts. False when `data` holds neither: `err` says why, `out` what could be read. */
bool pixel_read(const char *query, struct str *out, struct err *err);

/* Appends a name or value of a query decoded: %XX, and '+' for a space. */
void pixel_unescape(const char *text, size_t n, struct str *out);
/* The next parameter of a query, name and value decoded, appended to `name` and `value`. Returns
 * what follows it; NULL at the end. */
const char *pixel_parameter(const char *query, struct str *name, struct str *value);

#endif
