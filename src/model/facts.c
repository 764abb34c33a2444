/* One pass over the bytes. What a call has nearly always, short keys and plain strings, takes a few steps for each word of
 * eight bytes; everything else is looked at where it shows. */
#include "facts_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/scan.h"
#include "base/utf8.h"
#include "base/xalloc.h"

#define TAGS_FIRST 128u   /* places for keys of usual calls; a power of two */
#define DOUBTS_MAX 16     /* keys that may stand twice are compared in full, which takes a walk: at most so many */
#define SAFE_LENGTH 15    /* of a number: shorter ones lose nothing unless they have an exponent */
#define MULTIPLIER UINT64_C(0x9E3779B97F4A7C15)

struct level {
    const char *open;     /* its bracket */
    struct json_span key; /* the name it goes by, without quotes */
};

struct scan {
    const char *start, *end;
    unsigned wanted;
    fact_fn *found;
    void *to;
    struct json_span key;   /* the newest, without quotes: of the value that follows */
    bool escaped;           /* the newest string has an escape */
    bool number;            /* the newest value is one */
    unsigned doubts;
    uint32_t *tags, first_tags[TAGS_FIRST]; /* of the keys so far, each with its object; 0: free */
    size_t tag_cap, tags_left;
    size_t depth;
    struct level levels[JSON_MAX_DEPTH + 1];
};

static bool wants(const struct scan *s, enum fact fact)
{
    return (s->wanted & FACT_BIT(fact)) != 0;
}

static void tell(struct scan *s, enum fact fact, const char *p, size_t n)
{
    if (wants(s, fact)) {
        s->found(s->to, fact, (struct json_span){p, n}, s->number);
    }
}

/* ---- strings ---- */

/* At a byte that is not plain, and not the closing quote. Behind it afterwards. */
static const char *special_byte(struct scan *s, const char *p)
{
    uint32_t cp;
    bool valid;
    if (*p == '\\') {
        s->escaped = true;
        if (s->end - p >= 6 && memcmp(p, "\\u0000", 6) == 0) {
            tell(s, FACT_NUL, p, 6);
        }
        return s->end - p > 2 ? p + 2 : s->end;
    }
    size_t n = utf8_decode(p, (size_t)(s->end - p), &cp, &valid);
    if (!valid) {
        tell(s, FACT_BAD_UTF8, p, n);
    }
    return p + n;
}

/* The closing quote, from something else that is not plain. */
static const char *far_end(struct scan *s, const char *p)
{
    do {
        p = scan_special(special_byte(s, p), s->end);
    } while (p < s->end && *p != '"');
    return p;
}

/* From behind the opening quote to the closing one. */
static inline const char *string_end(struct scan *s, const char *p, const char *end)
{
    p = scan_special(p, end);
    s->escaped = false;
    return p == end || *p == '"' ? p : far_end(s, p);
}

/* ---- keys ---- */

static uint64_t hash_long(const char *p, size_t n)
{
    uint64_t hash = n;
    for (; n > WORD_SIZE; p += WORD_SIZE, n -= WORD_SIZE) {
        hash = (hash ^ word_load(p)) * MULTIPLIER;
        hash ^= hash >> 32;
    }
    return hash ^ word_load(p + n - WORD_SIZE); /* some bytes twice */
}

/* The bytes from `p` to `end` can be read, of which `n` count. */
static inline uint64_t hash_bytes(const char *p, size_t n, const char *end)
{
    uint64_t word = 0;
    if (n > WORD_SIZE) {
        return hash_long(p, n);
    }
    if (end - p >= WORD_SIZE) {
        word = word_load(p);
    } else {
        for (size_t i = 0; i < n; i++) {
            word |= (uint64_t)(unsigned char)p[i] << i * 8;
        }
    }
    return n == 0 ? 0 : word << (WORD_SIZE - n) * 8 ^ n;
}

static uint64_t hash_escaped(const struct scan *s)
{
    struct str plain;
    str_init(&plain, 3 * s->key.n);
    jsontext_unescape((struct json_span){s->key.p - 1, s->key.n + 2}, &plain);
    uint64_t hash = hash_bytes(plain.data, plain.len, plain.data + plain.len);
    str_done(&plain);
    return hash;
}

static bool same_key(struct json_span a, struct json_span b)
{
    struct str plain;
    if (memchr(a.p, '\\', a.n) == NULL && memchr(b.p, '\\', b.n) == NULL) {
        return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
    }
    str_init(&plain, 3 * b.n);
    jsontext_unescape(b, &plain);
    bool same = strlen(plain.data) == plain.len && jsontext_equals(a, plain.data);
    str_done(&plain);
    return same;
}

/* A key of this tag stood before: in this object? */
static bool stands_before(struct scan *s, const struct level *level)
{
    struct json_span key = {s->key.p - 1, s->key.n + 2}, before, value;
    struct json_walk walk;
    if (s->doubts++ == DOUBTS_MAX) {
        return false;
    }
    jsontext_enter(&walk, (struct json_span){level->open, (size_t)(s->end - level->open)});
    while (jsontext_next(&walk, &before, &value) && before.p < key.p) {
        if (same_key(before, key)) {
            return true;
        }
    }
    return false;
}

static void put_tag(uint32_t *tags, size_t cap, uint32_t tag)
{
    size_t at = tag >> 1 & (cap - 1);
    while (tags[at] != 0) {
        at = (at + 1) & (cap - 1);
    }
    tags[at] = tag;
}

static void more_tags(struct scan *s)
{
    size_t cap = s->tag_cap * 4;
    uint32_t *tags = xcalloc(cap, sizeof *tags);
    for (size_t i = 0; i < s->tag_cap; i++) {
        if (s->tags[i] != 0) {
            put_tag(tags, cap, s->tags[i]);
        }
    }
    if (s->tags != s->first_tags) {
        free(s->tags);
    }
    s->tags = tags;
    s->tags_left = cap / 4 * 3 - s->tag_cap / 4 * 3;
    s->tag_cap = cap;
}

/* Its tag is there already: the same key, or another of this tag. */
static void take_doubt(struct scan *s, const struct level *level)
{
    if (stands_before(s, level)) {
        tell(s, FACT_DUPLICATE_KEY, s->key.p - 1, s->key.n + 2);
    }
}

static inline void take_key(struct scan *s)
{
    const struct level *level = &s->levels[s->depth];
    uint64_t hash = s->escaped ? hash_escaped(s) : hash_bytes(s->key.p, s->key.n, s->end);
    uint32_t tag = (uint32_t)((hash ^ (uint64_t)(level->open - s->start) << 20) * MULTIPLIER >> 32) | 1;
    size_t last = s->tag_cap - 1, at = tag >> 1 & last;
    for (; s->tags[at] != 0; at = (at + 1) & last) {
        if (s->tags[at] == tag) {
            take_doubt(s, level);
            return;
        }
    }
    s->tags[at] = tag;
    if (--s->tags_left == 0) {
        more_tags(s);
    }
}

/* ---- values ---- */

/* What stands there instead of a secret: nothing, or "[FILTERED]", "********", "xxxx". */
static bool is_masked(struct json_span value)
{
    bool bracketed = value.n > 1 && (value.p[0] == '[' || value.p[0] == '<') && strchr("]>", value.p[value.n - 1]) != NULL;
    size_t same = 1;
    while (same < value.n && value.p[same] == value.p[0]) {
        same++;
    }
    return bracketed || (same == value.n && same > 2 && strchr("*xX.-#", value.p[0]) != NULL) || memmem(value.p, value.n, "***", 3) != NULL;
}

/* context.device.token: where pushed messages go, and meant to be sent. */
static bool is_device_token(const struct scan *s)
{
    static const char device[] = "device", token[] = "token";
    struct json_span of = s->levels[s->depth].key;
    return of.n == strlen(device) && memcmp(of.p, device, of.n) == 0 && s->key.n == strlen(token) &&
           memcmp(s->key.p, token, s->key.n) == 0;
}

static bool is_secret(const struct scan *s, struct json_span value)
{
    size_t least;
    return facts_is_secret_name(s->key, &least) && value.n >= least && !is_masked(value) && !is_device_token(s);
}

static void look_for_cards(struct scan *s, struct json_span value)
{
    struct json_span card;
    size_t at = 0;
    while (!facts_is_id_name(s->key) && facts_next_card(value, &at, &card)) {
        tell(s, FACT_CARD, card.p, card.n);
    }
}

static inline void take_value(struct scan *s, struct json_span value)
{
    if (facts_may_be_secret(s->key) && value.n > 0 && wants(s, FACT_SECRET) && is_secret(s, value)) {
        tell(s, FACT_SECRET, value.p, value.n);
    } else if (value.n >= FACTS_CARD_LEAST && facts_may_hold_card(value) && wants(s, FACT_CARD)) {
        look_for_cards(s, value);
    }
}

static const char *pass_space(const char *p, const char *end)
{
    while (p < end && (unsigned char)*p <= ' ') {
        p++;
    }
    return p;
}

/* At its first byte; a key when a colon stands behind it. These return what stands behind. */
static inline const char *take_string(struct scan *s, const char *p, const char *end)
{
    const char *close = string_end(s, ++p, end), *next = close + (close < end);
    struct json_span text = {p, (size_t)(close - p)};
    if (next < end && (unsigned char)*next <= ' ') {
        next = pass_space(next, end);
    }
    if (next == end || *next != ':') {
        take_value(s, text);
        return next;
    }
    s->key = text;
    if (wants(s, FACT_DUPLICATE_KEY) && s->depth > 0) {
        take_key(s);
    }
    return next + 1;
}

static bool is_of_number(char c)
{
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || (c | 0x20) == 'e';
}

static const char *take_number(struct scan *s, const char *p)
{
    struct json_span number = {p, 0};
    bool exponent = false;
    for (; p < s->end && is_of_number(*p); p++) {
        exponent |= (*p | 0x20) == 'e';
    }
    number.n = (size_t)(p - number.p);
    s->number = true;
    if ((exponent || number.n > SAFE_LENGTH) && wants(s, FACT_UNSAFE_INTEGER) && facts_is_unsafe(number)) {
        tell(s, FACT_UNSAFE_INTEGER, number.p, number.n);
    }
    take_value(s, number);
    s->number = false;
    return p;
}

/* What stands behind it in an array goes by the array's name. */
static void close_level(struct scan *s)
{
    s->key = s->levels[s->depth].key;
    s->depth -= s->depth > 0;
}

static void scan(struct scan *s)
{
    const char *p = s->start, *end = s->end;
    while (p < end) {
        char c = *p;
        if (c == ',') {
            p++;
        } else if (c == '"') {
            p = take_string(s, p, end);
        } else if ((c >= '0' && c <= '9') || c == '-') {
            p = take_number(s, p);
        } else if ((c | 0x20) == '{') {
            if (s->depth == JSON_MAX_DEPTH) {
                return; /* no JSON that was taken is so deep */
            }
            s->levels[++s->depth] = (struct level){p++, s->key};
        } else {
            if ((c | 0x20) == '}') {
                close_level(s);
            }
            p++;
        }
    }
}

void facts_find(struct json_span call, unsigned wanted, fact_fn *found, void *to)
{
    struct scan s;
    s.start = call.p;
    s.end = call.p + call.n;
    s.wanted = wanted;
    s.found = found;
    s.to = to;
    s.key = (struct json_span){call.p, 0};
    s.doubts = 0;
    s.number = false;
    s.depth = 0;
    s.tags = s.first_tags;
    s.tag_cap = TAGS_FIRST;
    s.tags_left = TAGS_FIRST / 4 * 3;
    memset(s.first_tags, 0, sizeof s.first_tags);
    s.levels[0] = (struct level){call.p, s.key};
    scan(&s);
    if (s.tags != s.first_tags) {
        free(s.tags);
    }
}

static void keep(void *to, enum fact fact, struct json_span where, bool number)
{
    (void)number;
    struct call_facts *facts = to;
    struct fact_places *places = &facts->of[fact];
    if ((facts->found & FACT_BIT(fact)) == 0) {
        facts->found |= FACT_BIT(fact);
        places->count = 0;
    }
    if (places->count < FACTS_KEPT) {
        places->first[places->count] = where;
    }
    places->count++;
}

void facts_of(struct json_span call, unsigned wanted, struct call_facts *facts)
{
    facts->found = 0;
    facts_find(call, wanted, keep, facts);
}

/* ---- where ---- */

static void put_name(struct str *pointer, struct json_span key)
{
    struct str plain;
    str_init(&plain, 3 * key.n);
    jsontext_unescape(key, &plain);
    str_putc(pointer, '/');
    for (size_t i = 0; i < plain.len; i++) {
        char c = plain.data[i];
        if (c == '~' || c == '/') {
            str_puts(pointer, c == '~' ? "~0" : "~1");
        } else {
            str_putc(pointer, c);
        }
    }
    str_done(&plain);
}

void facts_pointer(struct json_span call, const char *place, struct str *pointer)
{
    struct json_walk walk;
    struct json_span key, value = call;
    size_t index = 0;
    jsontext_enter(&walk, value);
    while (jsontext_next(&walk, &key, &value)) {
        if (place >= value.p + value.n) {
            index++;
            continue;
        }
        bool before = walk.object ? place < key.p : place < value.p;
        if (before) {
            return;
        }
        if (walk.object) {
            put_name(pointer, key);
        } else {
            str_printf(pointer, "/%zu", index);
        }
        index = 0;
        jsontext_enter(&walk, place < value.p ? (struct json_span){value.p, 0} : value);
    }
}
