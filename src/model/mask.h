/* What nobody should read over a shoulder: secrets and card numbers (facts.h) are masked wherever a call is shown.
 *
 * A masked text is as long as it was, and JSON as before, so that places in it stay places: bytes become `*`, but for the
 * first and last two of a secret of 12 bytes or more, and the last four digits of a card number. A number becomes a string
 * (123 is shown as "*"). The session keeps what was sent. */
#ifndef MODEL_MASK_H
#define MODEL_MASK_H

#include "facts.h"

/* The text as it may be shown: itself when there is nothing to mask, else a copy in `copy` (which is added to); empty when
 * that has no room for it. Bytes that are no JSON are masked as well as can be. */
struct json_span mask_json(struct json_span text, struct str *copy);
/* Masks, in a sentence about a call, what its facts found in it. The sentence is no JSON and may quote parts. */
void mask_sentence(const struct call_facts *facts, char *sentence);
/* Values of members of this name are secrets, as a rule. */
bool mask_is_secret_name(const char *name);
/* A card number stands in it. */
bool mask_holds_card(const char *text);
/* What is shown of one value. */
void mask_value(enum fact fact, struct json_span value, char *out);

#endif
