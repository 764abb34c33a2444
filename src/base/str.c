#include "str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xalloc.h"

#define FIRST_SIZE 64

void str_init(struct str *s, size_t max)
{
    size_t cap = max < FIRST_SIZE ? max + 1 : FIRST_SIZE;
    *s = (struct str){.data = xmalloc(cap), .cap = cap, .max = max};
    s->data[0] = '\0';
}

void str_done(struct str *s)
{
    free(s->data);
    *s = (struct str){0};
}

void str_clear(struct str *s)
{
    s->len = 0;
    s->full = false;
    s->data[0] = '\0';
}

bool str_reserve(struct str *s, size_t extra)
{
    if (extra > s->max - s->len) {
        return false;
    }
    size_t need = s->len + extra + 1;
    if (need > s->cap) {
        size_t grown = s->cap * 2 > need ? s->cap * 2 : need;
        s->cap = grown > s->max + 1 ? s->max + 1 : grown;
        s->data = xrealloc(s->data, s->cap);
    }
    return true;
}

bool str_append(struct str *s, const void *bytes, size_t n)
{
    if (!str_reserve(s, n)) {
        s->full = true;
        return false;
    }
    if (n > 0) {
        memcpy(s->data + s->len, bytes, n);
    }
    s->len += n;
    s->data[s->len] = '\0';
    return true;
}

bool str_puts(struct str *s, const char *text)
{
    return str_append(s, text, strlen(text));
}

bool str_putc(struct str *s, char c)
{
    return str_append(s, &c, 1);
}

/* Mostly it fits where it goes, and is printed once. */
bool str_printf(struct str *s, const char *format, ...)
{
    va_list args;
    size_t room = s->cap - s->len;
    va_start(args, format);
    int n = vsnprintf(s->data + s->len, room, format, args);
    va_end(args);
    if (n < 0 || (size_t)n > s->max - s->len || ((size_t)n >= room && !str_reserve(s, (size_t)n))) {
        s->data[s->len] = '\0';
        s->full = true;
        return false;
    }
    if ((size_t)n >= room) {
        va_start(args, format);
        vsnprintf(s->data + s->len, (size_t)n + 1, format, args);
        va_end(args);
    }
    s->len += (size_t)n;
    return true;
}

void str_truncate(struct str *s, size_t len)
{
    if (len < s->len) {
        s->len = len;
        s->data[len] = '\0';
    }
}
