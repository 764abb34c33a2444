#include "prompt.h"

#include <string.h>

#include "base/utf8.h"
#include "keymap.h"

#define CTRL(letter) ((letter) & 0x1F)
#define LAST_CODE_POINT 0x10FFFF

void prompt_init(struct prompt *prompt)
{
    str_init(&prompt->text, PROMPT_MAX);
    prompt->cursor = 0;
}

void prompt_done(struct prompt *prompt)
{
    str_done(&prompt->text);
}

void prompt_set(struct prompt *prompt, const char *text)
{
    str_clear(&prompt->text);
    str_append(&prompt->text, text, utf8_floor(text, strnlen(text, PROMPT_MAX)));
    prompt->cursor = prompt->text.len;
}

static size_t before(const struct prompt *prompt)
{
    size_t at = prompt->cursor;
    while (at > 0) {
        at--;
        if (((unsigned char)prompt->text.data[at] & 0xC0) != 0x80) {
            break;
        }
    }
    return at;
}

static size_t after(const struct prompt *prompt)
{
    size_t at = prompt->cursor;
    while (at < prompt->text.len) {
        at++;
        if (((unsigned char)prompt->text.data[at] & 0xC0) != 0x80) {
            break;
        }
    }
    return at;
}

static enum prompt_result move(struct prompt *prompt, size_t to)
{
    prompt->cursor = to;
    return PROMPT_MOVED;
}

static enum prompt_result cut(struct prompt *prompt, size_t from, size_t to)
{
    struct str *text = &prompt->text;
    if (from == to) {
        return PROMPT_MOVED;
    }
    memmove(text->data + from, text->data + to, text->len - to);
    str_truncate(text, text->len - (to - from));
    prompt->cursor = from;
    return PROMPT_CHANGED;
}

static size_t word_start(const struct prompt *prompt)
{
    const char *text = prompt->text.data;
    size_t at = prompt->cursor;
    while (at > 0 && text[at - 1] == ' ') {
        at--;
    }
    while (at > 0 && text[at - 1] != ' ') {
        at--;
    }
    return at;
}

static enum prompt_result insert(struct prompt *prompt, uint32_t cp)
{
    char bytes[4];
    struct str *text = &prompt->text;
    bool surrogate = cp >= 0xD800 && cp <= 0xDFFF;
    if (cp < 0x20 || cp == 0x7F || cp > LAST_CODE_POINT || surrogate) {
        return PROMPT_IGNORED;
    }
    size_t n = utf8_encode(cp, bytes), old = text->len;
    if (!str_append(text, bytes, n)) {
        return PROMPT_IGNORED;
    }
    memmove(text->data + prompt->cursor + n, text->data + prompt->cursor, old - prompt->cursor);
    memcpy(text->data + prompt->cursor, bytes, n);
    prompt->cursor += n;
    return PROMPT_CHANGED;
}

enum prompt_result prompt_key(struct prompt *prompt, uint32_t key)
{
    switch (key) {
    case '\r':
    case '\n':
        return PROMPT_KEEP;
    case 0x1B:
        return PROMPT_CANCEL;
    case KEY_CODE_BACKSPACE:
        return cut(prompt, before(prompt), prompt->cursor);
    case KEY_CODE_DELETE:
        return cut(prompt, prompt->cursor, after(prompt));
    case CTRL('U'):
        return cut(prompt, 0, prompt->cursor);
    case CTRL('W'):
        return cut(prompt, word_start(prompt), prompt->cursor);
    case KEY_CODE_LEFT:
        return move(prompt, before(prompt));
    case KEY_CODE_RIGHT:
        return move(prompt, after(prompt));
    case KEY_CODE_HOME:
        return move(prompt, 0);
    case KEY_CODE_END:
        return move(prompt, prompt->text.len);
    default:
        return insert(prompt, key);
    }
}
