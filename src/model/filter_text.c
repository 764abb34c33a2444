/* Terms that need the call as sent: words and paths. No tree is built. */
#include <string.h>

#include "base/num.h"
#include "filter_parts.h"

/* ---- words ---- */

/* Looks at every string of the value with its escapes resolved. */
static bool in_unescaped(struct filter *filter, const struct filter_word *word, struct json_span value)
{
    struct json_lexer lexer;
    if (memchr(value.p, '\\', value.n) == NULL) {
        return false;
    }
    jsontext_lex(&lexer, value);
    for (struct json_token token = jsontext_token(&lexer); token.kind != JSON_TOKEN_END; token = jsontext_token(&lexer)) {
        if (token.text.p[0] != '"' || memchr(token.text.p, '\\', token.text.n) == NULL) {
            continue;
        }
        str_clear(&filter->scratch);
        jsontext_unescape(token.text, &filter->scratch);
        if (filter_word_in(word, filter->scratch.data, filter->scratch.len)) {
            return true;
        }
    }
    return false;
}

static bool in_span(struct filter *filter, const struct filter_word *word, struct json_span value, bool json)
{
    return value.n > 0 && (filter_word_in(word, value.p, value.n) || (json && in_unescaped(filter, word, value)));
}

static bool in_context(struct filter *filter, struct filter_term *term, const struct filter_text *text)
{
    if (text->context.n == 0) {
        return false;
    }
    if (term->context_record != text->record) {
        term->context_record = text->record;
        term->context_has = in_span(filter, &term->word, text->context, true);
    }
    return term->context_has;
}

enum filter_answer filter_columns_word(struct filter *filter, struct filter_term *term, const struct message *message)
{
    (void)filter;
    return (term->mask >> message->type & 1) != 0 ? FILTER_YES : FILTER_ASKS_TEXT;
}

bool filter_text_word(struct filter *filter, struct filter_term *term, const struct filter_text *text)
{
    return (text->words >> term->bit & 1) != 0 || in_span(filter, &term->word, text->call, text->json) ||
           in_context(filter, term, text);
}

uint64_t filter_words(const struct filter *filter, const char *text)
{
    uint64_t words = 0;
    size_t n = strlen(text);
    for (size_t i = 0; i < filter->count; i++) {
        const struct filter_term *term = &filter->terms[i];
        if (term->kind == &filter_kind_word && filter_word_in(&term->word, text, n)) {
            words |= UINT64_C(1) << term->bit;
        }
    }
    return words;
}

/* ---- paths ---- */

static bool element(struct json_span array, uint64_t index, struct json_span *value)
{
    struct json_walk walk;
    jsontext_enter(&walk, array);
    while (jsontext_next(&walk, NULL, value)) {
        if (index-- == 0) {
            return true;
        }
    }
    return false;
}

static bool step_in(struct json_span *value, const char *token)
{
    uint64_t index;
    size_t n = strlen(token);
    if (value->n == 0 || value->p[0] != '[') {
        return jsontext_member(*value, token, value);
    }
    return (n == 1 || token[0] != '0') && num_parse_u64(token, n, &index) && element(*value, index, value);
}

static bool find(struct json_span value, const struct filter_path *path, size_t from, struct json_span *found)
{
    *found = jsontext_trim(value);
    for (size_t i = from; i < path->count; i++) {
        if (!step_in(found, path->tokens[i])) {
            return false;
        }
    }
    return true;
}

/* What an envelope's context says counts under each call's own, member by member. */
static bool find_in_call(const struct filter_path *path, const struct filter_text *text, struct json_span *found)
{
    struct json_span own, member;
    if (!text->json || text->call.n == 0) {
        return false;
    }
    bool inherits = text->context.n > 0 && strcmp(path->tokens[0], "context") == 0;
    if (!inherits) {
        return find(text->call, path, 0, found);
    }
    bool has = jsontext_member(text->call, "context", &own);
    bool is_own = has && (path->count < 2 || jsontext_kind(own) != JSON_OBJECT || jsontext_member(own, path->tokens[1], &member));
    return is_own ? find(own, path, 1, found) : find(text->context, path, 1, found);
}

/* What can be told apart as greater and less: numbers, dates, else texts by their bytes. */
static bool is_in_order(const struct filter_term *term, const char *text, size_t n)
{
    int64_t us;
    if (term->number) {
        return filter_is_number(text, n) &&
               filter_holds(term->operator, filter_compare_numbers(text, n, term->value, term->value_length));
    }
    if (term->moment) {
        return filter_is_moment(text, n, &us) && filter_holds(term->operator, (us > term->us) - (us < term->us));
    }
    int order = memcmp(text, term->value, n < term->value_length ? n : term->value_length);
    return filter_holds(term->operator, order != 0 ? order : (n > term->value_length) - (n < term->value_length));
}

static bool scalar_matches(struct filter *filter, const struct filter_term *term, struct json_span value)
{
    enum json_kind kind = jsontext_kind(value);
    const char *text = value.p;
    size_t n = value.n;
    if (kind == JSON_STRING) {
        text++;
        n -= 2;
        if (memchr(text, '\\', n) != NULL) {
            str_clear(&filter->scratch);
            jsontext_unescape(value, &filter->scratch);
            text = filter->scratch.data;
            n = filter->scratch.len;
        }
    }
    if (term->operator != FILTER_IS && term->operator != FILTER_EQUALS) {
        return (kind == JSON_STRING || kind == JSON_NUMBER) && is_in_order(term, text, n);
    }
    if (kind == JSON_NUMBER && term->number) {
        return filter_compare_numbers(text, n, term->value, term->value_length) == 0;
    }
    return filter_pattern_matches(&term->pattern, text, n);
}

/* Of an array one element has to match. */
static bool value_matches(struct filter *filter, const struct filter_term *term, struct json_span value)
{
    struct json_walk walk;
    struct json_span element_value;
    enum json_kind kind = jsontext_kind(value);
    if (kind == JSON_OBJECT) {
        return false;
    }
    if (kind != JSON_ARRAY) {
        return scalar_matches(filter, term, value);
    }
    jsontext_enter(&walk, value);
    while (jsontext_next(&walk, NULL, &element_value)) {
        enum json_kind inner = jsontext_kind(element_value);
        if (inner != JSON_OBJECT && inner != JSON_ARRAY && scalar_matches(filter, term, element_value)) {
            return true;
        }
    }
    return false;
}

enum filter_answer filter_columns_path(struct filter *filter, struct filter_term *term, const struct message *message)
{
    (void)filter, (void)term, (void)message;
    return FILTER_ASKS_TEXT;
}

bool filter_text_path(struct filter *filter, struct filter_term *term, const struct filter_text *text)
{
    struct json_span found;
    return find_in_call(&term->path, text, &found) && value_matches(filter, term, found);
}

bool filter_text_has(struct filter *filter, struct filter_term *term, const struct filter_text *text)
{
    struct json_span found;
    (void)filter;
    return find_in_call(&term->path, text, &found);
}
