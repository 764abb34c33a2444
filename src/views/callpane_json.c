#include "callpane_rows.h"

#include <stdio.h>
#include <string.h>

#define INDENT 2
#define INDENT_MAX 40
#define NOTED_MAX 16

/* A finding and where in the text it belongs. */
struct noted {
    const struct finding *finding;
    const char *at;
};

struct layout {
    struct callpane *pane;
    const struct world *world;
    struct noted noted[NOTED_MAX];
    size_t noted_count;
    size_t depth;
    const char *row_starts[2]; /* value tokens of the row being made: the text's own places */
};

static int indent_of(const struct layout *layout)
{
    /* Deeper levels stay at one column, so that something can be read. */
    int most = layout->pane->width / 2 < INDENT_MAX ? layout->pane->width / 2 : INDENT_MAX;
    size_t columns = layout->depth * INDENT;
    return columns < (size_t)most ? (int)columns : most;
}

/* The value a pointer names, or the nearest around it that is there. */
static struct json_span nearest(struct json_span text, const char *pointer)
{
    char path[256];
    struct json_span found = jsontext_trim(text);
    snprintf(path, sizeof path, "%s", pointer);
    for (char *slash = path + strlen(path); !jsontext_pointer(text, path, &found) && slash != NULL;) {
        slash = strrchr(path, '/');
        if (slash != NULL) {
            *slash = '\0';
        }
    }
    return found;
}

static void note_findings(struct layout *layout, const struct message *message, struct json_span text)
{
    const struct finding *finding = message == NULL ? NULL : world_finding(layout->world, message->finding);
    for (; finding != NULL && layout->noted_count < NOTED_MAX; finding = world_finding(layout->world, finding->next)) {
        const char *pointer = strpool_text(layout->world->pool, finding->path);
        layout->noted[layout->noted_count++] = (struct noted){finding, nearest(text, pointer).p};
    }
}

/* The row is complete: puts what belongs to the values on it. */
static void end_row(struct layout *layout)
{
    for (size_t i = layout->noted_count; i > 0; i--) {
        const struct noted *noted = &layout->noted[i - 1];
        if (noted->at == layout->row_starts[0] || noted->at == layout->row_starts[1]) {
            callpane_finding(layout->pane, layout->world, noted->finding, indent_of(layout) + INDENT);
        }
    }
    layout->row_starts[0] = layout->row_starts[1] = NULL;
}

static void new_row(struct layout *layout)
{
    end_row(layout);
    callpane_row(layout->pane, indent_of(layout));
}

static void mark_value(struct layout *layout, const char *at)
{
    layout->row_starts[layout->row_starts[0] != NULL] = at;
}

static enum role value_role(struct json_span value)
{
    switch (jsontext_kind(value)) {
    case JSON_STRING:
        return ROLE_JSON_STRING;
    case JSON_NUMBER:
        return ROLE_JSON_NUMBER;
    default:
        return ROLE_JSON_LITERAL;
    }
}

/* A value that is wider than the pane goes on below itself. */
static void add_value(struct layout *layout, struct json_span value)
{
    const struct canvas measure = {.ascii = false};
    int room = layout->pane->width - callpane_row_width(layout->pane);
    size_t fits = canvas_fit(&measure, value.p, value.n, room > 8 ? room : 8);
    callpane_add(layout->pane, value_role(value), value.p, fits > 0 ? fits : value.n);
    while (fits > 0 && fits < value.n && layout->pane->row_count < CALLPANE_MAX_ROWS) {
        value.p += fits;
        value.n -= fits;
        callpane_row(layout->pane, indent_of(layout) + 2 * INDENT);
        room = layout->pane->width - indent_of(layout) - 2 * INDENT;
        fits = canvas_fit(&measure, value.p, value.n, room > 8 ? room : 8);
        callpane_add(layout->pane, value_role(value), value.p, fits > 0 ? fits : value.n);
    }
}

static void add_token(struct layout *layout, struct json_token token, struct json_token next)
{
    struct callpane *pane = layout->pane;
    switch (token.kind) {
    case JSON_TOKEN_OPEN:
        mark_value(layout, token.text.p);
        callpane_add(pane, ROLE_JSON_PUNCT, token.text.p, 1);
        layout->depth++;
        if (next.kind != JSON_TOKEN_CLOSE) {
            new_row(layout);
        }
        break;
    case JSON_TOKEN_CLOSE:
        callpane_add(pane, ROLE_JSON_PUNCT, token.text.p, 1);
        break;
    case JSON_TOKEN_COLON:
        callpane_add(pane, ROLE_JSON_PUNCT, ": ", 2);
        break;
    case JSON_TOKEN_COMMA:
        callpane_add(pane, ROLE_JSON_PUNCT, ",", 1);
        new_row(layout);
        break;
    case JSON_TOKEN_KEY:
        callpane_add(pane, ROLE_JSON_KEY, token.text.p, token.text.n);
        break;
    default:
        mark_value(layout, token.text.p);
        add_value(layout, token.text);
        break;
    }
    /* A bracket that closes stands on a row of its own, unless nothing is inside. */
    if (next.kind == JSON_TOKEN_CLOSE) {
        layout->depth--;
        if (token.kind != JSON_TOKEN_OPEN) {
            new_row(layout);
        }
    }
}

/* Not wrapped: it stands past the last row that may be. */
void callpane_rest(struct callpane *pane, size_t bytes)
{
    char rest[96];
    snprintf(rest, sizeof rest, "... and %zu more bytes; they are in the session", bytes);
    callpane_row(pane, 0);
    callpane_add(pane, ROLE_DIM, rest, strlen(rest));
}

void callpane_json(struct callpane *pane, const struct world *world, const struct message *message,
                   struct json_span text)
{
    struct layout layout = {.pane = pane, .world = world};
    struct json_lexer lexer;
    note_findings(&layout, message, text);
    callpane_row(pane, 0);
    jsontext_lex(&lexer, text);
    struct json_token token = jsontext_token(&lexer);
    while (token.kind != JSON_TOKEN_END && pane->row_count < CALLPANE_MAX_ROWS) {
        struct json_token next = jsontext_token(&lexer);
        add_token(&layout, token, next);
        token = next;
    }
    end_row(&layout);
    if (token.kind != JSON_TOKEN_END) {
        callpane_rest(pane, (size_t)(lexer.end - token.text.p));
    }
}
