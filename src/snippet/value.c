#include "parts.h"

#include <stdlib.h>
#include <string.h>

#include "model/members.h"

#define PIECES_CHUNK 4096
#define INLINE_MAX 56u /* bytes of what may stand on one row */

void write_row(struct writer *writer)
{
    str_putc(writer->out, '\n');
    for (unsigned i = 0; i < writer->indent; i++) {
        str_puts(writer->out, writer->literals->step);
    }
}

void write_number(struct str *out, struct json_span number)
{
    str_append(out, number.p, number.n);
}

void write_text(struct writer *writer, const char *text)
{
    quote_text(writer->out, writer->literals->quoting, text);
}

/* A value as a string of JSON, for the language's parser. */
static void write_parsed(struct writer *writer, struct json_span value)
{
    struct str text, token;
    str_init(&text, writer->out->max);
    str_init(&token, writer->out->max);
    snippet_compact(value, &text);
    jsontext_quote(&token, text.data, text.len);
    if (text.full || token.full) {
        writer->out->full = true;
    } else {
        str_puts(writer->out, writer->literals->parse[0]);
        quote_token(writer->out, writer->literals->quoting, (struct json_span){token.data, token.len});
        str_puts(writer->out, writer->literals->parse[1]);
    }
    str_done(&text);
    str_done(&token);
}

static bool is_deep(struct json_span value)
{
    struct json_facts facts;
    return !jsontext_check(value.p, value.n, &facts, NULL) || facts.depth > SNIPPET_DEPTH;
}

static int compare_places(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    return (x->place > y->place) - (x->place < y->place);
}

/* As the text has them; of a name that stands twice only the last, since Go takes no key twice. */
static struct member *members_of(struct arena *pieces, struct json_span object, size_t *count)
{
    struct json_walk walk;
    jsontext_enter(&walk, object);
    struct member *members = members_sorted(pieces, walk, NULL, count);
    if (*count > 0) {
        qsort(members, *count, sizeof *members, compare_places);
    }
    return members;
}

static void write_separator(struct writer *writer, bool first, bool rows, bool padded)
{
    str_puts(writer->out, first ? "" : rows ? "," : ", ");
    if (rows) {
        write_row(writer);
    } else if (first && padded) {
        str_putc(writer->out, ' ');
    }
}

static void write_elements(struct writer *writer, struct json_span list, bool rows)
{
    struct json_walk walk;
    struct json_span value;
    jsontext_enter(&walk, list);
    for (bool first = true; jsontext_next(&walk, NULL, &value) && !writer->out->full; first = false) {
        write_separator(writer, first, rows, false);
        write_value(writer, value);
    }
}

static void write_named(struct writer *writer, struct json_span object, bool rows)
{
    struct arena pieces;
    size_t count;
    arena_init(&pieces, PIECES_CHUNK);
    const struct member *members = members_of(&pieces, object, &count);
    for (size_t i = 0; i < count && !writer->out->full; i++) {
        write_separator(writer, i == 0, rows, writer->literals->spaced);
        writer->literals->key(writer->out, members[i].key);
        write_value(writer, members[i].value);
    }
    arena_done(&pieces);
}

/* Objects and lists; `rows`: one member a row. */
static void write_members(struct writer *writer, struct json_span value, bool rows)
{
    const struct literals *literals = writer->literals;
    bool object = jsontext_kind(value) == JSON_OBJECT;
    bool odd = object && literals->is_odd != NULL && literals->is_odd(value);
    const char *const *marks = odd ? literals->odd_object : object ? literals->object : literals->list;
    str_puts(writer->out, marks[0]);
    writer->indent++;
    (object ? write_named : write_elements)(writer, value, rows);
    writer->indent--;
    if (rows) {
        str_puts(writer->out, literals->always_comma ? "," : "");
        write_row(writer);
    } else if (object && literals->spaced) {
        str_putc(writer->out, ' ');
    }
    str_puts(writer->out, marks[1]);
}

static void write_empty(struct writer *writer, bool object)
{
    str_puts(writer->out, object ? writer->literals->empty_object : writer->literals->list[0]);
    str_puts(writer->out, object ? "" : writer->literals->list[1]);
}

/* On one row when it is short. */
static void write_filled(struct writer *writer, struct json_span value)
{
    struct str row;
    struct writer inside = {&row, writer->literals, writer->indent};
    bool fits = false;
    str_init(&row, INLINE_MAX);
    if (value.n <= INLINE_MAX) {
        write_members(&inside, value, false);
        fits = !row.full && memchr(row.data, '\n', row.len) == NULL;
    }
    if (fits) {
        str_append(writer->out, row.data, row.len);
    } else {
        write_members(writer, value, true);
    }
    str_done(&row);
}

static void write_container(struct writer *writer, struct json_span value)
{
    struct json_walk walk;
    struct json_span first;
    jsontext_enter(&walk, value);
    if (!jsontext_next(&walk, NULL, &first)) {
        write_empty(writer, jsontext_kind(value) == JSON_OBJECT);
    } else if (is_deep(value)) {
        write_parsed(writer, value);
    } else {
        write_filled(writer, value);
    }
}

void write_value(struct writer *writer, struct json_span value)
{
    const struct literals *literals = writer->literals;
    value = jsontext_trim(value);
    switch (jsontext_kind(value)) {
    case JSON_NULL:
        str_puts(writer->out, literals->null);
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        str_puts(writer->out, jsontext_kind(value) == JSON_TRUE ? literals->yes : literals->no);
        break;
    case JSON_STRING:
        quote_token(writer->out, literals->quoting, value);
        break;
    case JSON_NUMBER:
        value.n > SNIPPET_DIGITS ? write_parsed(writer, value) : literals->number(writer->out, value);
        break;
    case JSON_ARRAY:
    case JSON_OBJECT:
        write_container(writer, value);
        break;
    }
}
