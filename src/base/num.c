#include "num.h"

#include <stdio.h>
#include <string.h>

int num_hex_digit(char c)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    const char *at = c != '\0' ? strchr(digits, c) : NULL;
    return at == NULL ? -1 : at - digits < 16 ? (int)(at - digits) : (int)(at - digits) - 6;
}

bool num_parse_u64(const char *text, size_t n, uint64_t *value)
{
    uint64_t number = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned digit = (unsigned)(text[i] - '0');
        if (digit > 9 || number > (UINT64_MAX - digit) / 10) {
            return false;
        }
        number = number * 10 + digit;
    }
    *value = number;
    return n > 0;
}

/* How far to shift for a suffix; -1 when it is none. */
static int suffix_shift(const char *suffix)
{
    static const struct {
        const char *name;
        int shift;
    } suffixes[] = {{"", 0},   {"b", 0},    {"k", 10},  {"kb", 10}, {"kib", 10}, {"m", 20},
                    {"mb", 20}, {"mib", 20}, {"g", 30}, {"gb", 30}, {"gib", 30}};
    char lower[4] = "";
    if (strlen(suffix) >= sizeof lower) {
        return -1;
    }
    for (size_t i = 0; suffix[i] != '\0'; i++) {
        lower[i] = (char)(suffix[i] >= 'A' && suffix[i] <= 'Z' ? suffix[i] + ('a' - 'A') : suffix[i]);
    }
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        if (strcmp(lower, suffixes[i].name) == 0) {
            return suffixes[i].shift;
        }
    }
    return -1;
}

bool num_parse_size(const char *text, uint64_t *bytes)
{
    uint64_t number;
    size_t digits = strspn(text, "0123456789");
    const char *suffix = text + digits;
    suffix += *suffix == ' ';
    int shift = suffix_shift(suffix);
    if (shift < 0 || !num_parse_u64(text, digits, &number) || number > UINT64_MAX >> shift) {
        return false;
    }
    *bytes = number << shift;
    return true;
}

char *num_format(uint64_t value, char out[NUM_TEXT_SIZE])
{
    char digits[NUM_TEXT_SIZE];
    int n = snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
    size_t used = 0;
    for (int i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0) {
            out[used++] = ',';
        }
        out[used++] = digits[i];
    }
    out[used] = '\0';
    return out;
}

char *num_format_size(uint64_t bytes, char out[NUM_TEXT_SIZE])
{
    static const char *const units[] = {"KiB", "MiB", "GiB", "TiB"};
    if (bytes < 1024) {
        snprintf(out, NUM_TEXT_SIZE, "%llu B", (unsigned long long)bytes);
        return out;
    }
    const double rolls_over = 1023.95; /* %.1f would make it 1024.0 */
    double amount = (double)bytes / 1024;
    size_t unit = 0;
    while (amount >= rolls_over && unit + 1 < sizeof units / sizeof *units) {
        amount /= 1024;
        unit++;
    }
    snprintf(out, NUM_TEXT_SIZE, "%.1f %s", amount, units[unit]);
    return out;
}
