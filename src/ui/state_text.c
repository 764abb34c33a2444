#include "state_text.h"

#include <string.h>

static const struct {
    char meant, letter;
} escapes[] = {{'\\', '\\'}, {'#', 'h'}, {' ', 's'}, {'\t', 't'}, {'\n', 'n'}};

static char letter_for(char c)
{
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        if (escapes[i].meant == c) {
            return escapes[i].letter;
        }
    }
    return '\0';
}

void state_write_text(struct str *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        char letter = letter_for(*at);
        bool inside = *at == ' ' && at > text && at[1] != '\0';
        if (letter != '\0' && !inside) {
            str_putc(out, '\\');
            str_putc(out, letter);
        } else if ((unsigned char)*at >= 0x20) {
            str_putc(out, *at);
        }
    }
}

static char meant_by(char letter)
{
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        if (escapes[i].letter == letter) {
            return escapes[i].meant;
        }
    }
    return '\0';
}

void state_read_text(struct str *out, const char *written)
{
    for (const char *at = written; *at != '\0'; at++) {
        char meant = *at == '\\' ? meant_by(at[1]) : '\0';
        str_putc(out, meant != '\0' ? meant : *at);
        at += meant != '\0';
    }
}
