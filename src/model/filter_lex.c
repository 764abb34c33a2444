/* From text to tokens: words, "quoted words", field:value, @saved, and what binds them. */
#include "filter_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "base/xalloc.h"

static const struct {
    const char *text;
    enum filter_operator operator;
} operators[] = {
    /* The longer first. */
    {"!=", FILTER_DIFFERS}, {"<=", FILTER_AT_MOST}, {">=", FILTER_AT_LEAST}, {"<", FILTER_LESS},
    {">", FILTER_MORE},     {"=", FILTER_EQUALS},   {":", FILTER_IS},
};
#define OPERATORS (sizeof operators / sizeof *operators)

const char *filter_operator_text(enum filter_operator operator)
{
    size_t i = 0;
    while (operators[i].operator != operator) {
        i++;
    }
    return operators[i].text;
}

static unsigned column_of(const char *text, size_t at)
{
    unsigned column = 1;
    for (size_t i = 0; i < at;) {
        uint32_t cp;
        bool valid;
        i += utf8_decode(text + i, at - i, &cp, &valid);
        column++;
    }
    return column;
}

bool filter_fail(struct filter_parsing *parsing, size_t at, const char *format, ...)
{
    struct filter_error *error = parsing->error;
    va_list args;
    va_start(args, format);
    vsnprintf(error->text, sizeof error->text, format, args);
    va_end(args);
    error->text[utf8_floor(error->text, strlen(error->text))] = '\0';
    error->at = at;
    error->column = column_of(parsing->lexer.text, at);
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool ends_word(char c)
{
    return c == '\0' || is_blank(c) || c == '(' || c == ')';
}

/* Which operator stands here; OPERATORS for none. */
static size_t operator_at(const char *at)
{
    size_t i = 0;
    while (i < OPERATORS && strncmp(at, operators[i].text, strlen(operators[i].text)) != 0) {
        i++;
    }
    return i;
}

/* The end of the quoted text that opens at `at`: its closing quote, or the end of the text. */
static size_t quote_end(const char *text, size_t at)
{
    for (at++; text[at] != '\0' && text[at] != '"'; at++) {
        at += text[at] == '\\' && text[at + 1] != '\0';
    }
    return at;
}

/* How far a field's name reaches: to its operator, else 0. Parts of a path may stand in quotes. */
static size_t name_length(const char *at)
{
    bool begins = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || *at == '/' || *at == '_' || *at == '$';
    size_t n = 0;
    if (!begins) {
        return 0;
    }
    while (!ends_word(at[n]) && operator_at(at + n) == OPERATORS) {
        bool quoted = at[n] == '"' && n > 0 && (at[n - 1] == '.' || at[n - 1] == '/');
        n = quoted ? quote_end(at, n) : n;
        n += at[n] != '\0';
    }
    return operator_at(at + n) == OPERATORS ? 0 : n;
}

static bool put_value(struct filter_parsing *parsing, struct filter_value *value, char c)
{
    if (value->n == FILTER_MAX_VALUE) {
        return filter_fail(parsing, parsing->token.at, "what is looked for has more than %u bytes", FILTER_MAX_VALUE);
    }
    value->text[value->n++] = c;
    value->text[value->n] = '\0';
    return true;
}

/* Only the escaped quote is resolved here: before '*', '?' and '\' it means something to patterns. */
static bool lex_quoted(struct filter_parsing *parsing, struct filter_value *value)
{
    struct filter_lexer *lexer = &parsing->lexer;
    size_t from = lexer->at, end = quote_end(lexer->text, from);
    if (lexer->text[end] == '\0') {
        return filter_fail(parsing, from, "this quote is not closed");
    }
    value->quoted = true;
    for (size_t i = from + 1; i < end; i++) {
        bool escape = lexer->text[i] == '\\' && i + 1 < end;
        bool of_quote = escape && lexer->text[i + 1] == '"';
        if (escape && !of_quote && !put_value(parsing, value, '\\')) {
            return false;
        }
        i += escape;
        if (!put_value(parsing, value, lexer->text[i])) {
            return false;
        }
    }
    lexer->at = end + 1;
    if (!ends_word(lexer->text[lexer->at])) {
        return filter_fail(parsing, lexer->at, "expected a blank behind the quoted text");
    }
    return true;
}

static bool lex_bare(struct filter_parsing *parsing, struct filter_value *value)
{
    struct filter_lexer *lexer = &parsing->lexer;
    while (!ends_word(lexer->text[lexer->at])) {
        if (!put_value(parsing, value, lexer->text[lexer->at++])) {
            return false;
        }
    }
    return true;
}

static bool lex_value(struct filter_parsing *parsing)
{
    struct filter_lexer *lexer = &parsing->lexer;
    struct filter_token *token = &parsing->token;
    token->value_at = lexer->at;
    if (lexer->text[lexer->at] == '"') {
        return lex_quoted(parsing, &token->value);
    }
    if (!lex_bare(parsing, &token->value)) {
        return false;
    }
    if (lexer->text[lexer->at] == '(') {
        return filter_fail(parsing, lexer->at, "a value with parentheses is written in quotes");
    }
    return token->value.n > 0 ||
           filter_fail(parsing, lexer->at, "expected a value behind %.60s%s", token->name, filter_operator_text(token->operator));
}

static bool copy_name(struct filter_parsing *parsing, size_t n)
{
    struct filter_token *token = &parsing->token;
    if (n > FILTER_MAX_VALUE) {
        return filter_fail(parsing, token->at, "this name has more than %u bytes", FILTER_MAX_VALUE);
    }
    memcpy(token->name, parsing->lexer.text + parsing->lexer.at, n);
    token->name[n] = '\0';
    parsing->lexer.at += n;
    return true;
}

static bool lex_field(struct filter_parsing *parsing, size_t n)
{
    struct filter_token *token = &parsing->token;
    token->kind = FILTER_TOKEN_FIELD;
    if (!copy_name(parsing, n)) {
        return false;
    }
    size_t row = operator_at(parsing->lexer.text + parsing->lexer.at);
    token->operator_at = parsing->lexer.at;
    if (operators[row].operator == FILTER_IS && operator_at(parsing->lexer.text + parsing->lexer.at + 1) != OPERATORS) {
        parsing->lexer.at++; /* a:>b is a>b */
        row = operator_at(parsing->lexer.text + parsing->lexer.at);
    }
    token->operator = operators[row].operator;
    parsing->lexer.at += strlen(operators[row].text);
    return lex_value(parsing);
}

static bool lex_saved(struct filter_parsing *parsing)
{
    size_t n = 0;
    parsing->token.kind = FILTER_TOKEN_SAVED;
    parsing->lexer.at++;
    while (!ends_word(parsing->lexer.text[parsing->lexer.at + n])) {
        n++;
    }
    return n > 0 ? copy_name(parsing, n) : filter_fail(parsing, parsing->lexer.at, "expected the name of a saved filter behind @");
}

static bool lex_word(struct filter_parsing *parsing)
{
    static const struct {
        const char *word;
        enum filter_token_kind kind;
    } binding[] = {{"and", FILTER_TOKEN_AND}, {"or", FILTER_TOKEN_OR}, {"not", FILTER_TOKEN_NOT}};
    struct filter_token *token = &parsing->token;
    token->kind = FILTER_TOKEN_WORD;
    if (!lex_bare(parsing, &token->value)) {
        return false;
    }
    for (size_t i = 0; i < sizeof binding / sizeof *binding; i++) {
        if (strcasecmp(token->value.text, binding[i].word) == 0) {
            token->kind = binding[i].kind;
        }
    }
    return true;
}

static bool lex_at(struct filter_parsing *parsing)
{
    struct filter_token *token = &parsing->token;
    const char *at = parsing->lexer.text + parsing->lexer.at;
    size_t n = name_length(at);
    switch (*at) {
    case '\0':
        token->kind = FILTER_TOKEN_END;
        return true;
    case '(':
    case ')':
        token->kind = *at == '(' ? FILTER_TOKEN_OPEN : FILTER_TOKEN_CLOSE;
        parsing->lexer.at++;
        return true;
    case '@':
        return lex_saved(parsing);
    case '"':
        token->kind = FILTER_TOKEN_WORD;
        return lex_quoted(parsing, &token->value);
    case '-':
        if (at[1] != '\0' && !is_blank(at[1])) {
            token->kind = FILTER_TOKEN_NOT;
            parsing->lexer.at++;
            return true;
        }
        return lex_word(parsing);
    default:
        return n > 0 ? lex_field(parsing, n) : lex_word(parsing);
    }
}

bool filter_lex(struct filter_parsing *parsing)
{
    while (is_blank(parsing->lexer.text[parsing->lexer.at])) {
        parsing->lexer.at++;
    }
    parsing->token = (struct filter_token){.at = parsing->lexer.at};
    bool read = lex_at(parsing);
    parsing->token.end = parsing->lexer.at;
    return read;
}

/* One part of a path: its quotes and escapes go. */
static char *part(const char *text, size_t n, bool pointer)
{
    char *out = xmalloc(n + 1);
    size_t len = 0, from = 0;
    bool quoted = n >= 2 && text[0] == '"' && text[n - 1] == '"';
    from += quoted;
    n -= quoted;
    for (size_t i = from; i < n; i++) {
        bool escape = (quoted && text[i] == '\\' && i + 1 < n) ||
                      (pointer && !quoted && text[i] == '~' && i + 1 < n && (text[i + 1] == '0' || text[i + 1] == '1'));
        char c = text[i + escape];
        out[len++] = escape && !quoted ? (c == '1' ? '/' : '~') : c;
        i += escape;
    }
    out[len] = '\0';
    return out;
}

bool filter_path_read(struct filter_path *path, const char *text, size_t n)
{
    bool pointer = n > 0 && text[0] == '/';
    char between = pointer ? '/' : '.';
    *path = (struct filter_path){0};
    for (size_t at = pointer; at <= n; at++) {
        size_t end = at;
        if (path->count == FILTER_MAX_TOKENS) {
            filter_path_done(path);
            return false;
        }
        while (end < n && text[end] != between) {
            end = text[end] == '"' && end == at ? quote_end(text, end) : end;
            end += end < n;
        }
        path->tokens[path->count++] = part(text + at, end - at, pointer);
        at = end;
    }
    return true;
}
