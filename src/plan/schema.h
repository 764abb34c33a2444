/* JSON Schema draft-07 over a parsed call: compiled once, checked often.
 *
 * Every keyword of the validation vocabulary is understood but `contentEncoding` and `contentMediaType`, which the draft leaves to
 * the implementation and which say nothing here. `format` is checked for dates and times (RFC 3339), e-mail addresses, URIs, UUIDs
 * and IP addresses; other formats say nothing. References stay inside the document ($id in it are
 * honoured); a reference to another document is refused when compiling. `pattern` is an ECMA 262 expression, as near to it
 * as PCRE2 comes. (JSON Schema: A Media Type for Describing JSON Documents, and its Validation, draft-handrews-01.)
 *
 * A schema can be written to take for ever; a check is bounded in steps and depth and says so when it gives up. Owner thread
 * only, since json_parse is. */
#ifndef PLAN_SCHEMA_H
#define PLAN_SCHEMA_H

#include "base/err.h"
#include "base/jsontext.h"
#include "model/json.h"
#include "model/planned.h"
#include "pattern.h"

struct schema;

/* Compiles a schema: an object or a boolean, text that passed jsontext_check. It is copied. NULL and `err`, naming the place
 * in the schema as a JSON Pointer, when it is none. schema_free takes NULL. */
struct schema *schema_new(struct json_span text, struct err *err);
void schema_free(struct schema *schema);

/* As it was read. */
const struct json *schema_json(const struct schema *schema);

/* True when the value is as the schema says. Otherwise tells every violation to `report`, at most SCHEMA_VIOLATIONS_MAX, in
 * the order of the schema's keywords; NULL: none is told, and the first one ends the check. */
#define SCHEMA_VIOLATIONS_MAX 50
/* `room` is where patterns are matched; NULL: one is made when it is needed, and not kept. */
bool schema_check(const struct schema *schema, const struct json *value, struct pattern_room *room, planned_report *report,
                  void *to);

#endif
