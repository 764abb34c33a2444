#include "mask.h"

#include <string.h>

#include "facts_parts.h"

#define SHOWN_FROM 12 /* bytes of a secret; of shorter ones nothing is shown */
#define SHOWN 2       /* at either end */
#define CARD_SHOWN 4  /* digits */
#define TOLD_FROM 3   /* bytes; shorter ones are everywhere */
#define UNESCAPED_MAX ((size_t)1 << 20)
#define TOLD_START 8  /* so much of a secret is known again in a sentence, where it may be cut short */

static bool is_alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Both ends of it can be shown: they are letters and digits, and no half of an escape. */
static bool has_ends(struct json_span value)
{
    bool plain = value.n >= SHOWN_FROM && memchr(value.p, '\\', value.n) == NULL;
    for (size_t i = 0; i < SHOWN && plain; i++) {
        plain = is_alphanumeric(value.p[i]) && is_alphanumeric(value.p[value.n - 1 - i]);
    }
    return plain;
}

static void mask_secret(struct json_span value, char *out)
{
    size_t shown = has_ends(value) ? SHOWN : 0;
    memset(out + shown, '*', value.n - 2 * shown);
}

static void mask_card(struct json_span value, char *out)
{
    size_t digits = 0;
    for (size_t i = value.n; i > 0; i--) {
        bool digit = is_alphanumeric(value.p[i - 1]);
        digits += digit;
        out[i - 1] = digit && digits > CARD_SHOWN ? '*' : value.p[i - 1];
    }
}

void mask_value(enum fact fact, struct json_span value, char *out)
{
    memmove(out, value.p, value.n);
    (fact == FACT_CARD ? mask_card : mask_secret)(value, out);
}

bool mask_is_secret_name(const char *name)
{
    const struct json_span key = {name, strlen(name)};
    size_t least;
    return facts_may_be_secret(key) && facts_is_secret_name(key, &least);
}

bool mask_holds_card(const char *text)
{
    struct json_span card;
    size_t at = 0;
    return facts_next_card((struct json_span){text, strlen(text)}, &at, &card);
}

/* ---- JSON ---- */

struct masking {
    struct json_span text;
    struct str *copy;
    size_t start; /* of the copy */
    bool any;
};

/* What it becomes has to be JSON: a string, when there is room for its quotes. */
static void mask_number(enum fact fact, struct json_span value, char *out)
{
    size_t kept = fact == FACT_CARD ? CARD_SHOWN : 0;
    if (value.n < 2) {
        *out = '0';
        return;
    }
    memset(out, '*', value.n);
    memcpy(out + value.n - 1 - kept, value.p + value.n - kept, kept);
    out[0] = out[value.n - 1] = '"';
}

static void mask_found(void *to, enum fact fact, struct json_span where, bool number)
{
    struct masking *masking = to;
    if (!masking->any) {
        masking->any = true;
        str_append(masking->copy, masking->text.p, masking->text.n);
    }
    if (masking->copy->len > masking->start) {
        char *out = masking->copy->data + masking->start + (where.p - masking->text.p);
        (number ? mask_number : mask_value)(fact, where, out);
    }
}

struct json_span mask_json(struct json_span text, struct str *copy)
{
    struct masking masking = {.text = text, .copy = copy, .start = copy->len};
    facts_find(text, FACT_BIT(FACT_SECRET) | FACT_BIT(FACT_CARD), mask_found, &masking);
    return masking.any ? (struct json_span){copy->data + masking.start, copy->len - masking.start} : text;
}

/* ---- sentences ---- */

static void mask_told(enum fact fact, struct json_span value, char *sentence)
{
    size_t known = value.n < TOLD_START ? value.n : TOLD_START, n = strlen(sentence);
    const char *end = sentence + n;
    for (char *at = sentence; value.n >= TOLD_FROM && (at = memmem(at, (size_t)(end - at), value.p, known)) != NULL;) {
        size_t same = known;
        while (same < value.n && at + same < end && at[same] == value.p[same]) {
            same++;
        }
        if (same == value.n) {
            mask_value(fact, value, at);
        } else {
            memset(at, '*', same); /* it was cut short */
        }
        at += same;
    }
}

void mask_sentence(const struct call_facts *facts, char *sentence)
{
    static const enum fact masked[] = {FACT_SECRET, FACT_CARD};
    struct str plain;
    str_init(&plain, UNESCAPED_MAX);
    for (size_t i = 0; i < sizeof masked / sizeof *masked; i++) {
        const struct fact_places *places = &facts->of[masked[i]];
        size_t count = (facts->found & FACT_BIT(masked[i])) == 0 ? 0 : (size_t)places->count;
        for (size_t place = 0; place < count && place < FACTS_KEPT; place++) {
            struct json_span value = places->first[place];
            if (memchr(value.p, '\\', value.n) != NULL) {
                str_clear(&plain);
                jsontext_unescape((struct json_span){value.p - 1, value.n + 2}, &plain);
                value = (struct json_span){plain.data, plain.len};
            }
            mask_told(masked[i], value, sentence);
        }
    }
    str_done(&plain);
}
