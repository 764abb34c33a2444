/* JSON, re-indented, as rows. */
#include "callpane_layout.h"

#include <stdio.h>
#include <string.h>

static struct callpane_place place_of(const struct layout *layout, const char *at)
{
    return (struct callpane_place){layout->json->part, (size_t)(at - layout->json->text.p)};
}

/* The row is complete: puts what belongs to the values on it. */
static void end_row(struct layout *layout)
{
    layout_end_diff(layout);
    layout_plan(layout);
    layout_findings(layout);
    layout->value = (struct json_span){0};
    layout->covered = NULL;
}

static void new_row(struct layout *layout)
{
    end_row(layout);
    callpane_row(layout->pane, layout_indent(layout));
    layout_last(layout)->depth = (uint16_t)layout->depth;
    layout_last(layout)->sign = layout->appeared != NULL ? '+' : '\0';
}

/* The row shows this value. */
static void show_value(struct layout *layout, struct json_span value)
{
    struct callpane_row *row = layout_last(layout);
    row->place = place_of(layout, value.p);
    row->depth = (uint16_t)layout->depth;
    layout->value = value;
    layout_begin_diff(layout, value.p);
}

/* The end of the object or array that has just been opened, and how many members it has. */
static const char *skip(struct layout *layout, struct json_token next, size_t *members)
{
    size_t depth = 1;
    *members = next.kind != JSON_TOKEN_CLOSE;
    for (;; next = jsontext_token(&layout->lexer)) {
        depth += next.kind == JSON_TOKEN_OPEN;
        depth -= next.kind == JSON_TOKEN_CLOSE;
        *members += depth == 1 && next.kind == JSON_TOKEN_COMMA;
        if (depth == 0 || next.kind == JSON_TOKEN_END) {
            return next.text.p;
        }
    }
}

static void add_folded(struct layout *layout, struct json_span open, size_t members, const char *close)
{
    char text[48];
    struct callpane *pane = layout->pane;
    bool object = open.p[0] == '{';
    callpane_add_glyph(pane, ROLE_ACCENT, GLYPH_FOLDED);
    callpane_puts(pane, ROLE_JSON_PUNCT, object ? "{...}" : "[...]");
    const char *word = object ? members == 1 ? "member" : "members" : members == 1 ? "element" : "elements";
    callpane_add(pane, ROLE_DIM, text, (size_t)snprintf(text, sizeof text, " %zu %s", members, word));
    layout->covered = close;
    layout_last(layout)->folded = true;
    layout_sign_covered(layout, open.p, close);
}

/* What is inside looks like context that SDKs add by themselves: worth a look only when something is said about it. */
static bool folds_by_itself(const struct layout *layout, const char *open, const char *close)
{
    unsigned least = layout->json->part == CALLPANE_CONTEXT ? 1 : 2;
    bool context = layout->json->part == CALLPANE_CONTEXT || layout->in_context;
    return context && !layout->is_traits && layout->depth >= least && !layout_says(layout, open, close);
}

/* Opens an object or array, or shows that it is folded. Returns the token behind what was shown. */
static struct json_token open_container(struct layout *layout, struct json_token token, struct json_token next)
{
    struct json_lexer behind = layout->lexer;
    size_t members;
    show_value(layout, token.text);
    const char *close = next.kind == JSON_TOKEN_CLOSE ? next.text.p : skip(layout, next, &members);
    struct json_lexer after = layout->lexer;
    bool foldable = next.kind != JSON_TOKEN_CLOSE && layout->depth > 0;
    layout_last(layout)->foldable = foldable;
    if (foldable && callpane_is_folded(layout->pane, layout_last(layout)->place, folds_by_itself(layout, token.text.p, close))) {
        layout->lexer = after;
        add_folded(layout, token.text, members, close);
        return jsontext_token(&layout->lexer);
    }
    layout->lexer = behind;
    callpane_add(layout->pane, ROLE_JSON_PUNCT, token.text.p, 1);
    layout_enter_plan(layout);
    layout->depth++;
    if (next.kind != JSON_TOKEN_CLOSE) {
        new_row(layout);
    }
    return next;
}

/* The members that went stand last in what they stood in. */
static void close_container(struct layout *layout, struct json_token token, bool empty)
{
    bool vanished = layout_has_vanished(layout, token.text.p);
    if (!empty || vanished) {
        end_row(layout); /* as deep as its value */
    }
    layout_vanished(layout, token.text.p);
    layout->depth--;
    if (!empty || vanished) {
        new_row(layout);
        layout_last(layout)->closing = true;
        layout_last(layout)->place = place_of(layout, token.text.p);
    }
    callpane_add(layout->pane, ROLE_JSON_PUNCT, token.text.p, 1);
    layout_leave(layout, token.text.p);
}

static void add_key(struct layout *layout, struct json_span key)
{
    callpane_add(layout->pane, ROLE_JSON_KEY, key.p, key.n);
    layout_meet_key(layout, key);
}

static void add_value(struct layout *layout, struct json_span value)
{
    show_value(layout, value);
    layout_value(layout, value);
    layout_leave(layout, value.p + value.n - 1);
}

/* Shows a token, returns the one after what was shown. */
static struct json_token add_token(struct layout *layout, struct json_token token)
{
    struct json_token next = jsontext_token(&layout->lexer);
    switch (token.kind) {
    case JSON_TOKEN_OPEN:
        next = open_container(layout, token, next);
        layout->empty = next.kind == JSON_TOKEN_CLOSE && !layout_last(layout)->folded;
        return next;
    case JSON_TOKEN_CLOSE:
        close_container(layout, token, layout->empty);
        break;
    case JSON_TOKEN_COLON:
        callpane_puts(layout->pane, ROLE_JSON_PUNCT, ": ");
        break;
    case JSON_TOKEN_COMMA:
        callpane_puts(layout->pane, ROLE_JSON_PUNCT, ",");
        new_row(layout);
        break;
    case JSON_TOKEN_KEY:
        add_key(layout, token.text);
        break;
    default:
        add_value(layout, token.text);
        break;
    }
    layout->empty = false;
    return next;
}

/* Not wrapped: it stands past the last row that may be. */
void callpane_rest(struct callpane *pane, size_t bytes)
{
    char rest[96];
    snprintf(rest, sizeof rest, "... and %zu more bytes; they are in the session", bytes);
    callpane_row(pane, 0);
    callpane_add(pane, ROLE_DIM, rest, strlen(rest));
}

void callpane_json(struct callpane *pane, const struct callpane_json *json)
{
    struct layout layout = {.pane = pane, .json = json};
    layout_note_findings(&layout);
    layout.plan_parents[0] = json->plan != NULL && json->plan_of == NULL ? LAYOUT_PLAN_ROOT : LAYOUT_UNPLANNED;
    pane->body = pane->body == SIZE_MAX ? pane->row_count : pane->body;
    callpane_row(pane, layout_indent(&layout));
    jsontext_lex(&layout.lexer, json->text);
    struct json_token token = jsontext_token(&layout.lexer);
    while (token.kind != JSON_TOKEN_END && pane->row_count < CALLPANE_MAX_ROWS) {
        token = add_token(&layout, token);
    }
    end_row(&layout);
    if (token.kind != JSON_TOKEN_END) {
        callpane_rest(pane, (size_t)(layout.lexer.end - token.text.p));
    }
}
