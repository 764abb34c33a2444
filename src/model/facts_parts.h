/* Shared by the files of facts. */
#ifndef MODEL_FACTS_PARTS_H
#define MODEL_FACTS_PARTS_H

#include "facts.h"

#define FACTS_LETTER(c) (UINT32_C(1) << ((c) & 31))
/* The letters that names of secrets end in, by the letter they begin with (its low five bits). */
extern const uint32_t facts_last_letters[32];

/* False for most names that are none of a secret, in a few steps. */
static inline bool facts_may_be_secret(struct json_span key)
{
    return key.n > 2 && (facts_last_letters[key.p[0] & 31] & FACTS_LETTER(key.p[key.n - 1])) != 0;
}

#define FACTS_CARD_LEAST 15 /* digits */

static inline bool facts_is_of_card(char c)
{
    return (c >= '0' && c <= '9') || c == ' ' || c == '-';
}

/* A card number is that many digits or more, perhaps with spaces or hyphens between: two in a row of every seventh byte are such.
 * From the seventh on, the dates that every call has are not taken for one. Of two in a row one is a fourteenth. */
static inline bool facts_may_hold_card(struct json_span value)
{
    const size_t step = FACTS_CARD_LEAST / 2;
    for (size_t i = 2 * step - 1; i < value.n; i += 2 * step) {
        if (facts_is_of_card(value.p[i]) &&
            (facts_is_of_card(value.p[i - step]) || (i + step < value.n && facts_is_of_card(value.p[i + step])))) {
            return true;
        }
    }
    return false;
}

/* The value of a member of this name (without quotes) is a secret, if it is at least *least bytes long. */
bool facts_is_secret_name(struct json_span key, size_t *least);
/* The value of a member of this name identifies something, and is no card number whatever its digits are. */
bool facts_is_id_name(struct json_span key);

/* The next card number in `text` from *at on; moves *at behind it. */
bool facts_next_card(struct json_span text, size_t *at, struct json_span *card);

/* The digits of an integer are not those that are left after it was read as a double; or it is past all doubles. */
bool facts_is_unsafe(struct json_span number);

#endif
