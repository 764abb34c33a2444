/* wcwidth is XSI, not plain POSIX. */
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif
#include "prompt.h"

#include <string.h>
#include <wchar.h>

#include "base/utf8.h"
#include "keymap.h"

#define CTRL(letter) ((letter) & 0x1F)
#define LAST_CODE_POINT 0x10FFFF

void prompt_init(struct prompt *prompt)
{
    *prompt = (struct prompt){0};
    str_init(&prompt->text, PROMPT_MAX);
    str_init(&prompt->draft, PROMPT_MAX);
}

void prompt_done(struct prompt *prompt)
{
    str_done(&prompt->text);
    str_done(&prompt->draft);
}

void prompt_set(struct prompt *prompt, const char *text)
{
    str_clear(&prompt->text);
    str_append(&prompt->text, text, utf8_floor(text, strnlen(text, PROMPT_MAX)));
    prompt->cursor = prompt->text.len;
}

/* Being typed, not recalled. */
static void rest(struct prompt *prompt)
{
    prompt->recalled = prompt->history == NULL ? 0 : prompt->history->count;
}

void prompt_begin(struct prompt *prompt, const char *text, const struct recall *history)
{
    prompt_set(prompt, text);
    prompt->history = history;
    rest(prompt);
}

/* A mark stands in one cell with the character before it, and is passed over with it. */
static bool is_mark(const struct prompt *prompt, size_t at)
{
    uint32_t cp;
    bool valid;
    utf8_decode(prompt->text.data + at, prompt->text.len - at, &cp, &valid);
    return valid && cp >= 0x80 && wcwidth((wchar_t)cp) == 0;
}

static bool is_start(const struct prompt *prompt, size_t at)
{
    bool inside = ((unsigned char)prompt->text.data[at] & 0xC0) == 0x80;
    return at == 0 || at >= prompt->text.len || (!inside && !is_mark(prompt, at));
}

static size_t before(const struct prompt *prompt)
{
    size_t at = prompt->cursor > 0 ? prompt->cursor - 1 : 0;
    while (!is_start(prompt, at)) {
        at--;
    }
    return at;
}

static size_t after(const struct prompt *prompt)
{
    size_t at = prompt->cursor < prompt->text.len ? prompt->cursor + 1 : prompt->text.len;
    while (!is_start(prompt, at)) {
        at++;
    }
    return at;
}

static enum prompt_result move(struct prompt *prompt, size_t to)
{
    prompt->cursor = to;
    return PROMPT_MOVED;
}

bool prompt_replace(struct prompt *prompt, size_t from, size_t to, const char *put, size_t n)
{
    struct str *text = &prompt->text;
    size_t behind = text->len - to, len = from + n + behind;
    if (len > text->len && !str_reserve(text, len - text->len)) {
        return false;
    }
    memmove(text->data + from + n, text->data + to, behind);
    memcpy(text->data + from, put, n);
    text->len = len;
    text->data[text->len] = '\0';
    prompt->cursor = from + n;
    return true;
}

static enum prompt_result cut(struct prompt *prompt, size_t from, size_t to)
{
    if (from == to) {
        return PROMPT_MOVED;
    }
    prompt_replace(prompt, from, to, "", 0);
    rest(prompt);
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

static size_t word_end(const struct prompt *prompt)
{
    const char *text = prompt->text.data;
    size_t at = prompt->cursor;
    while (text[at] == ' ') {
        at++;
    }
    while (text[at] != '\0' && text[at] != ' ') {
        at++;
    }
    return at;
}

static enum prompt_result show(struct prompt *prompt, size_t entry)
{
    const struct recall *history = prompt->history;
    prompt->recalled = entry;
    prompt_set(prompt, entry < history->count ? history->items[entry] : prompt->draft.data);
    return PROMPT_CHANGED;
}

/* What has been typed is kept, and is where Down ends. */
static enum prompt_result recall_entry(struct prompt *prompt, bool older)
{
    const struct recall *history = prompt->history;
    if (history == NULL || (!older && prompt->recalled >= history->count)) {
        return PROMPT_MOVED;
    }
    if (prompt->recalled >= history->count) {
        str_clear(&prompt->draft);
        str_append(&prompt->draft, prompt->text.data, prompt->text.len);
    }
    const struct str *draft = &prompt->draft;
    size_t entry = older ? recall_older(history, prompt->recalled, draft->data, draft->len)
                         : recall_newer(history, prompt->recalled, draft->data, draft->len);
    return entry == SIZE_MAX ? PROMPT_MOVED : show(prompt, entry);
}

static enum prompt_result insert(struct prompt *prompt, uint32_t cp)
{
    char bytes[4];
    bool surrogate = cp >= 0xD800 && cp <= 0xDFFF;
    if (cp < 0x20 || cp == 0x7F || cp > LAST_CODE_POINT || surrogate) {
        return PROMPT_IGNORED;
    }
    if (!prompt_replace(prompt, prompt->cursor, prompt->cursor, bytes, utf8_encode(cp, bytes))) {
        return PROMPT_IGNORED;
    }
    rest(prompt);
    return PROMPT_CHANGED;
}

static enum prompt_result move_key(struct prompt *prompt, uint32_t key)
{
    switch (key) {
    case KEY_CODE_LEFT:
    case CTRL('B'):
        return move(prompt, before(prompt));
    case KEY_CODE_RIGHT:
    case CTRL('F'):
        return move(prompt, after(prompt));
    case KEY_CODE_WORD_LEFT:
        return move(prompt, word_start(prompt));
    case KEY_CODE_WORD_RIGHT:
        return move(prompt, word_end(prompt));
    case KEY_CODE_HOME:
    case CTRL('A'):
        return move(prompt, 0);
    case KEY_CODE_END:
    case CTRL('E'):
        return move(prompt, prompt->text.len);
    case KEY_CODE_UP:
    case CTRL('P'):
        return recall_entry(prompt, true);
    case KEY_CODE_DOWN:
    case CTRL('N'):
        return recall_entry(prompt, false);
    default:
        return insert(prompt, key);
    }
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
    case CTRL('D'):
        return cut(prompt, prompt->cursor, after(prompt));
    case CTRL('U'):
        return cut(prompt, 0, prompt->cursor);
    case CTRL('K'):
        return cut(prompt, prompt->cursor, prompt->text.len);
    case CTRL('W'):
        return cut(prompt, word_start(prompt), prompt->cursor);
    case '\t':
        return PROMPT_NEXT;
    case KEY_CODE_BACK_TAB:
        return PROMPT_PREVIOUS;
    default:
        return move_key(prompt, key);
    }
}
