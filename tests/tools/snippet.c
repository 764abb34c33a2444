/* What is made of a call: `snippet NAME [ACCOUNT] <call.json` prints the snippet of this name; without a name, the names. */
#include <stdio.h>

#include "snippet/snippet.h"

#define CALL_MAX ((size_t)64 << 20)

static bool read_call(struct str *text)
{
    char piece[4096];
    size_t n;
    while ((n = fread(piece, 1, sizeof piece, stdin)) > 0) {
        if (!str_append(text, piece, n)) {
            return false;
        }
    }
    return jsontext_check(text->data, text->len, NULL, NULL);
}

static int print(const struct snippet *snippet, struct snippet_call *call, struct str *text)
{
    struct json_span type;
    struct str out, name;
    str_init(&out, CALL_MAX);
    str_init(&name, 64);
    call->text = jsontext_trim((struct json_span){text->data, text->len});
    if (jsontext_member(call->text, "type", &type) && jsontext_kind(type) == JSON_STRING) {
        jsontext_unescape(type, &name);
        call->type = message_type_find(name.data);
    }
    bool written = snippet->write(call, &out);
    fwrite(out.data, 1, out.len, stdout);
    str_done(&out);
    str_done(&name);
    return written ? 0 : 3;
}

int main(int argc, char **argv)
{
    struct str text;
    struct snippet_call call = {.type = MESSAGE_UNKNOWN, .url = "http://127.0.0.1:4545", .path = "/v1/t", .write_key = "abcd...yz",
                                .account = argc > 2 ? argv[2] : NULL, .remark = argc > 3 ? argv[3] : ""};
    for (size_t i = 0; argc < 2 && i < snippets_count; i++) {
        puts(snippets_table[i]->name);
    }
    if (argc < 2) {
        return 0;
    }
    const struct snippet *snippet = snippet_find(argv[1]);
    str_init(&text, CALL_MAX);
    int status = snippet != NULL && read_call(&text) ? print(snippet, &call, &text) : 2;
    str_done(&text);
    return status;
}
