/* Pieces that the JSON reports are made of. */
#ifndef REPORT_PARTS_H
#define REPORT_PARTS_H

#include "base/jsontext.h"
#include "base/strpool.h"

/* ,"key":"text", or null. */
void parts_text(struct str *out, const char *key, const struct strpool *pool, uint32_t text);
/* ,"key":"2026-11-23T14:02:11.204Z", or null where nothing ever happened, INT64_MAX, or nobody said when, before CLOCK_EARLIEST. */
void parts_time(struct str *out, const char *key, int64_t us);
/* JSON text on one line of UTF-8: what would break either (line breaks between tokens, bad bytes) becomes a space or U+FFFD. */
void parts_json(struct str *out, struct json_span text);
/* ,"messageId":"...", or null. */
void parts_message_id(struct str *out, struct json_span call);

#endif
