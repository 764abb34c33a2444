/* The call as JSON, indented or in one line. */
#include "parts.h"

static void put_row(struct str *out, unsigned depth)
{
    str_putc(out, '\n');
    for (unsigned i = 0; i < depth; i++) {
        str_puts(out, "  ");
    }
}

void snippet_indent(struct json_span text, struct str *out)
{
    struct json_lexer lexer;
    unsigned depth = 0;
    jsontext_lex(&lexer, text);
    struct json_token token = jsontext_token(&lexer);
    while (token.kind != JSON_TOKEN_END && !out->full) {
        struct json_token next = jsontext_token(&lexer);
        bool opens = token.kind == JSON_TOKEN_OPEN;
        str_append(out, token.text.p, token.text.n);
        str_puts(out, token.kind == JSON_TOKEN_COLON ? " " : "");
        depth += opens;
        depth -= next.kind == JSON_TOKEN_CLOSE;
        if (token.kind == JSON_TOKEN_COMMA || opens != (next.kind == JSON_TOKEN_CLOSE)) {
            put_row(out, depth);
        }
        token = next;
    }
}

void snippet_compact(struct json_span text, struct str *out)
{
    struct json_lexer lexer;
    jsontext_lex(&lexer, text);
    for (struct json_token t = jsontext_token(&lexer); t.kind != JSON_TOKEN_END && !out->full; t = jsontext_token(&lexer)) {
        str_append(out, t.text.p, t.text.n);
    }
}

static bool write_indented(const struct snippet_call *call, struct str *out)
{
    snippet_indent(call->text, out);
    str_putc(out, '\n');
    return true;
}

static bool write_line(const struct snippet_call *call, struct str *out)
{
    snippet_compact(call->text, out);
    return true;
}

const struct snippet snippet_json = {"json", "the call as JSON, indented", write_indented};
const struct snippet snippet_line = {"line", "the call as JSON, in one line", write_line};
