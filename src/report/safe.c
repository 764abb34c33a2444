#include "safe.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/utf8.h"

/* Nothing a client sent may act on the terminal: controls and invisible characters are shown as <U+XXXX>. */
static bool is_unsafe(uint32_t cp, bool valid)
{
    return !valid || cp < 0x20 || cp == 0x7F || (cp >= 0x80 && utf8_is_invisible(cp));
}

/* How much of the text is printable ASCII: nearly all of it, most often. */
static size_t plain_prefix(const char *text, size_t n)
{
    size_t plain = 0;
    while (plain < n && text[plain] >= ' ' && text[plain] < 0x7F) {
        plain++;
    }
    return plain;
}

void safe_puts(struct str *out, const char *text, size_t n)
{
    for (;;) {
        size_t plain = plain_prefix(text, n);
        str_append(out, text, plain);
        text += plain;
        n -= plain;
        if (n == 0) {
            return;
        }
        uint32_t cp;
        bool valid;
        size_t taken = utf8_decode(text, n, &cp, &valid);
        if (is_unsafe(cp, valid)) {
            str_printf(out, "<U+%04X>", (unsigned)cp);
        } else {
            str_append(out, text, taken);
        }
        text += taken;
        n -= taken;
    }
}
