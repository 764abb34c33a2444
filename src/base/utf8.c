#include "utf8.h"

#include "word.h"

/* What a first byte promises: length, its own bits, and the range the second byte may have (Unicode table 3-7, which rules
 * out overlong forms, surrogates and values past U+10FFFF). */
static const struct lead {
    unsigned char from, to, length, bits, second_from, second_to;
} leads[] = {
    {0xC2, 0xDF, 2, 0x1F, 0x80, 0xBF}, {0xE0, 0xE0, 3, 0x0F, 0xA0, 0xBF}, {0xE1, 0xEC, 3, 0x0F, 0x80, 0xBF},
    {0xED, 0xED, 3, 0x0F, 0x80, 0x9F}, {0xEE, 0xEF, 3, 0x0F, 0x80, 0xBF}, {0xF0, 0xF0, 4, 0x07, 0x90, 0xBF},
    {0xF1, 0xF3, 4, 0x07, 0x80, 0xBF}, {0xF4, 0xF4, 4, 0x07, 0x80, 0x8F},
};

static const struct lead *find_lead(unsigned char byte)
{
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        if (byte >= leads[i].from && byte <= leads[i].to) {
            return &leads[i];
        }
    }
    return NULL;
}

size_t utf8_decode(const char *bytes, size_t n, uint32_t *cp, bool *valid)
{
    const unsigned char *p = (const unsigned char *)bytes;
    *valid = true;
    if (p[0] < 0x80) {
        *cp = p[0];
        return 1;
    }
    const struct lead *lead = find_lead(p[0]);
    size_t i = 1;
    uint32_t value = lead == NULL ? 0 : p[0] & lead->bits;
    for (; lead != NULL && i < lead->length && i < n; i++) {
        unsigned char from = i == 1 ? lead->second_from : 0x80, to = i == 1 ? lead->second_to : 0xBF;
        if (p[i] < from || p[i] > to) {
            break;
        }
        value = value << 6 | (p[i] & 0x3Fu);
    }
    *valid = lead != NULL && i == lead->length;
    *cp = *valid ? value : UTF8_REPLACEMENT;
    return i;
}

size_t utf8_encode(uint32_t cp, char *out)
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    size_t length = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    static const unsigned char marks[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (cp & 0x3F));
        cp >>= 6;
    }
    out[0] = (char)(marks[length] | cp);
    return length;
}

bool utf8_valid(const char *bytes, size_t n)
{
    bool valid = true;
    uint32_t cp;
    for (size_t i = 0; i < n && valid;) {
        if (n - i >= WORD_SIZE && word_high(word_load(bytes + i)) == 0) {
            i += WORD_SIZE;
            continue;
        }
        i += (unsigned char)bytes[i] < 0x80 ? 1 : utf8_decode(bytes + i, n - i, &cp, &valid);
    }
    return valid;
}

size_t utf8_floor(const char *bytes, size_t n)
{
    /* At most three bytes at the end can belong to a code point that is cut. */
    for (size_t back = 1; back <= 3 && back <= n; back++) {
        unsigned char byte = (unsigned char)bytes[n - back];
        if (byte < 0x80) {
            return n;
        }
        if (byte >= 0xC0) {
            const struct lead *lead = find_lead(byte);
            return lead != NULL && lead->length > back ? n - back : n;
        }
    }
    return n;
}

bool utf8_is_invisible(uint32_t cp)
{
    static const struct {
        uint32_t from, to;
    } ranges[] = {
        {0x80, 0x9F},     {0xAD, 0xAD},     {0x34F, 0x34F},   {0x61C, 0x61C},       {0x115F, 0x1160},     {0x17B4, 0x17B5},
        {0x180E, 0x180E}, {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},     {0x3164, 0x3164},     {0xFEFF, 0xFEFF},
        {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (cp >= ranges[i].from && cp <= ranges[i].to) {
            return true;
        }
    }
    return false;
}
