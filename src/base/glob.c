#include "glob.h"

#include <stddef.h>
#include <string.h>

#include "utf8.h"

static const char *next_character(const char *text)
{
    uint32_t cp;
    bool valid;
    return text + utf8_decode(text, strnlen(text, 4), &cp, &valid);
}

bool glob_matches(const char *pattern, const char *text)
{
    const char *star = NULL, *taken = NULL; /* the last '*', and where what it stands for ends */
    while (*text != '\0') {
        if (*pattern == '*') {
            star = pattern++;
            taken = text;
        } else if (*pattern == '?') {
            pattern++;
            text = next_character(text);
        } else if (*pattern == *text) {
            pattern++;
            text++;
        } else if (star != NULL) {
            pattern = star + 1;
            taken = next_character(taken);
            text = taken;
        } else {
            return false;
        }
    }
    return pattern[strspn(pattern, "*")] == '\0';
}
