#include "safe.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/utf8.h"

/* Nothing a client sent may act on the terminal: controls and invisible characters are shown as <U+XXXX>. */
static bool is_unsafe(uint32_t cp, bool valid)
{
    return !valid || cp < 0x20 || cp == 0x7F || (cp >= 0x80 && utf8_is_invisible(cp));
}

void safe_puts(struct str *out, const char *text, size_t n)
{
    while (n > 0) {
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
