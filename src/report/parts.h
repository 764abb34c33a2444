/* Pieces that the JSON reports are made of. */
#ifndef REPORT_PARTS_H
#define REPORT_PARTS_H

#include "base/jsontext.h"
#include "base/strpool.h"

/* ,"key":"text", or null. */
void parts_text(struct str *out, const char *key, const struct strpool *pool, uint32_t text);
/* ,"messageId":"...", or null. */
void parts_message_id(struct str *out, struct json_span call);

#endif
