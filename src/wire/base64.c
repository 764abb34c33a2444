#include "base64.h"

#include <stdint.h>

bool base64_encode(const char *bytes, size_t n, struct str *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (!str_reserve(out, (n + 2) / 3 * 4)) {
        return false;
    }
    for (size_t i = 0; i < n; i += 3) {
        uint32_t three = 0;
        for (size_t k = 0; k < 3; k++) {
            three = three << 8 | (i + k < n ? (unsigned char)bytes[i + k] : 0u);
        }
        char four[4] = {digits[three >> 18], digits[three >> 12 & 63],
                        i + 1 < n ? digits[three >> 6 & 63] : '=', i + 2 < n ? digits[three & 63] : '='};
        str_append(out, four, sizeof four);
    }
    return true;
}

static int digit_value(char c)
{
    if (c >= 'A' && c <= 'Z') {
        return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
        return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
        return c - '0' + 52;
    }
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

bool base64_decode(const char *text, size_t n, struct str *out)
{
    uint32_t bits = 0;
    unsigned count = 0;
    while (n > 0 && text[n - 1] == '=') {
        n--;
    }
    if (!str_reserve(out, n / 4 * 3 + 3)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        int value = digit_value(text[i]);
        if (value < 0) {
            return false;
        }
        bits = bits << 6 | (uint32_t)value;
        count += 6;
        if (count >= 8) {
            count -= 8;
            str_putc(out, (char)(unsigned char)(bits >> count & 255));
        }
    }
    return n % 4 != 1;
}
