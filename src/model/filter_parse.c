/* From tokens to a tree, and from the tree to jumps. */
#include "filter_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

/* ---- terms ---- */

static struct filter_node *new_node(struct filter_parsing *parsing, enum filter_connective connective)
{
    if (parsing->node_count == FILTER_MAX_NODES) {
        filter_fail(parsing, parsing->token.at, "this filter asks for too much; at most %u things can be asked for", FILTER_MAX_TERMS);
        return NULL;
    }
    struct filter_node *node = &parsing->nodes[parsing->node_count++];
    *node = (struct filter_node){.connective = connective};
    return node;
}

/* Takes the token as a term of this kind. */
static struct filter_node *term(struct filter_parsing *parsing, const struct filter_kind *kind)
{
    struct filter *filter = parsing->filter;
    struct filter_node *node = new_node(parsing, FILTER_TERM);
    if (node == NULL) {
        return NULL;
    }
    if (filter->count == FILTER_MAX_TERMS) {
        filter_fail(parsing, parsing->token.at, "at most %u things can be asked for", FILTER_MAX_TERMS);
        return NULL;
    }
    struct filter_term *made = &filter->terms[filter->count++];
    *made = (struct filter_term){.kind = kind, .operator = parsing->token.operator, .thing = kind->thing,
                                 .context_record = UINT64_MAX};
    node->term = (uint16_t)(filter->count - 1);
    if (!kind->read(parsing, made, &parsing->token.value)) {
        return NULL;
    }
    node->cost = made->column != NULL ? FILTER_COST_COLUMN : kind->cost;
    return filter_lex(parsing) ? node : NULL;
}

static struct filter_node *unknown_field(struct filter_parsing *parsing)
{
    const struct filter_token *token = &parsing->token;
    const char *near = filter_field_nearest(token->name);
    if (near != NULL) {
        filter_fail(parsing, token->at, "no such field; %s is meant? A text stands in quotes", near);
    } else {
        filter_fail(parsing, token->at, "no such field; a text with %s stands in quotes, a path is properties.%.60s",
                    filter_operator_text(token->operator), token->name);
    }
    return NULL;
}

static struct filter_node *field(struct filter_parsing *parsing)
{
    const struct filter_token *token = &parsing->token;
    const struct filter_kind *kind = filter_kind_find(token->name);
    char operators[FILTER_OPERATORS_SIZE];
    if (kind == NULL && strpbrk(token->name, "./") == NULL) {
        return unknown_field(parsing);
    }
    kind = kind == NULL ? &filter_kind_path : kind;
    if ((kind->operators & FILTER_OP(token->operator)) == 0) {
        struct filter_field_row row = {.kind = kind};
        filter_fail(parsing, token->operator_at, "%.60s goes with %s, not with %s", token->name, filter_operators(&row, operators),
                    filter_operator_text(token->operator));
        return NULL;
    }
    struct filter_node *node = term(parsing, kind);
    if (node != NULL && parsing->filter->terms[node->term].operator == FILTER_DIFFERS) {
        struct filter_node *not = new_node(parsing, FILTER_NOT); /* a!=b is -a:b */
        if (not != NULL) {
            parsing->filter->terms[node->term].operator = FILTER_IS;
            not->child = node;
            not->cost = node->cost;
        }
        return not;
    }
    return node;
}

/* ---- saved filters ---- */

static bool begin_saved(struct filter_parsing *parsing, const char *name, const char **text)
{
    const struct filter_world *world = &parsing->filter->world;
    size_t at = parsing->token.at;
    *text = world->saved == NULL ? NULL : world->saved(world->self, name);
    if (*text == NULL) {
        return filter_fail(parsing, at, "no filter is saved as @%.60s", name);
    }
    for (size_t i = 0; i < parsing->saved_count; i++) {
        if (strcmp(parsing->saved[i], name) == 0) {
            return filter_fail(parsing, at, "@%.60s leads back to itself", name);
        }
    }
    return (parsing->saved_count < FILTER_MAX_DEPTH && strlen(*text) <= FILTER_MAX_TEXT) ||
           filter_fail(parsing, at, "@%.60s is too long", name);
}

static struct filter_node *all_of_it(struct filter_parsing *parsing);

/* What is wrong in a saved filter is told at its name. */
static struct filter_node *saved(struct filter_parsing *parsing)
{
    struct filter_lexer outer = parsing->lexer;
    struct filter_token token = parsing->token;
    const char *text;
    if (!begin_saved(parsing, token.name, &text)) {
        return NULL;
    }
    parsing->saved[parsing->saved_count++] = token.name;
    parsing->lexer = (struct filter_lexer){text, 0};
    struct filter_node *node = filter_lex(parsing) ? all_of_it(parsing) : NULL;
    parsing->saved_count--;
    parsing->lexer = outer;
    if (node == NULL) {
        struct filter_error inner = *parsing->error;
        filter_fail(parsing, token.at, "@%.60s, column %u: %s", token.name, inner.column, inner.text);
        return NULL;
    }
    return filter_lex(parsing) ? node : NULL;
}

/* ---- what binds them ---- */

static struct filter_node *alternatives(struct filter_parsing *parsing);

static struct filter_node *in_parentheses(struct filter_parsing *parsing)
{
    size_t at = parsing->token.at;
    struct filter_node *node = filter_lex(parsing) ? alternatives(parsing) : NULL;
    if (node == NULL) {
        return NULL;
    }
    if (parsing->token.kind != FILTER_TOKEN_CLOSE) {
        filter_fail(parsing, at, "this parenthesis is not closed");
        return NULL;
    }
    return filter_lex(parsing) ? node : NULL;
}

static struct filter_node *one(struct filter_parsing *parsing);

static struct filter_node *negated(struct filter_parsing *parsing)
{
    struct filter_node *node = filter_lex(parsing) ? one(parsing) : NULL;
    if (node == NULL) {
        return NULL;
    }
    if (node->connective == FILTER_NOT) {
        return node->child;
    }
    struct filter_node *not = new_node(parsing, FILTER_NOT);
    if (not != NULL) {
        not->child = node;
        not->cost = node->cost;
    }
    return not;
}

static struct filter_node *expected(struct filter_parsing *parsing)
{
    const struct filter_token *token = &parsing->token;
    int n = (int)(token->end - token->at);
    if (token->kind == FILTER_TOKEN_END) {
        filter_fail(parsing, token->at, "expected something to look for at the end");
    } else {
        filter_fail(parsing, token->at, "expected something to look for before %.*s", n, parsing->lexer.text + token->at);
    }
    return NULL;
}

static struct filter_node *operand(struct filter_parsing *parsing)
{
    switch (parsing->token.kind) {
    case FILTER_TOKEN_OPEN:
        return in_parentheses(parsing);
    case FILTER_TOKEN_NOT:
        return negated(parsing);
    case FILTER_TOKEN_WORD:
        return term(parsing, &filter_kind_word);
    case FILTER_TOKEN_FIELD:
        return field(parsing);
    case FILTER_TOKEN_SAVED:
        return saved(parsing);
    default:
        return expected(parsing);
    }
}

static struct filter_node *one(struct filter_parsing *parsing)
{
    if (parsing->depth == FILTER_MAX_DEPTH) {
        filter_fail(parsing, parsing->token.at, "parentheses and negations nest more than %u deep", FILTER_MAX_DEPTH);
        return NULL;
    }
    parsing->depth++;
    struct filter_node *node = operand(parsing);
    parsing->depth--;
    return node;
}

/* The cheap ones come first: they may spare the others. */
static void adopt(struct filter_node *parent, struct filter_node *child)
{
    struct filter_node **at = &parent->child;
    while (*at != NULL && (*at)->cost <= child->cost) {
        at = &(*at)->next;
    }
    child->next = *at;
    *at = child;
    parent->cost = child->cost > parent->cost ? child->cost : parent->cost;
}

/* True when another operand follows. */
static bool goes_on(const struct filter_parsing *parsing, enum filter_connective connective)
{
    enum filter_token_kind kind = parsing->token.kind;
    return connective == FILTER_OR ? kind == FILTER_TOKEN_OR
                                   : kind != FILTER_TOKEN_OR && kind != FILTER_TOKEN_CLOSE && kind != FILTER_TOKEN_END;
}

static struct filter_node *conjunction(struct filter_parsing *parsing);

static struct filter_node *several(struct filter_parsing *parsing, enum filter_connective connective)
{
    struct filter_node *(*read)(struct filter_parsing *) = connective == FILTER_OR ? conjunction : one;
    enum filter_token_kind between = connective == FILTER_OR ? FILTER_TOKEN_OR : FILTER_TOKEN_AND;
    struct filter_node *node = read(parsing), *parent = NULL;
    while (node != NULL && goes_on(parsing, connective)) {
        if (parent == NULL) {
            parent = new_node(parsing, connective);
            if (parent == NULL) {
                return NULL;
            }
            adopt(parent, node);
        }
        if (parsing->token.kind == between && !filter_lex(parsing)) {
            return NULL;
        }
        node = read(parsing);
        if (node != NULL) {
            adopt(parent, node);
        }
    }
    return node == NULL || parent == NULL ? node : parent;
}

static struct filter_node *conjunction(struct filter_parsing *parsing)
{
    return several(parsing, FILTER_AND);
}

static struct filter_node *alternatives(struct filter_parsing *parsing)
{
    return several(parsing, FILTER_OR);
}

static struct filter_node *all_of_it(struct filter_parsing *parsing)
{
    struct filter_node *node = alternatives(parsing);
    if (node != NULL && parsing->token.kind == FILTER_TOKEN_CLOSE) {
        filter_fail(parsing, parsing->token.at, "this parenthesis closes nothing");
        return NULL;
    }
    return node;
}

struct filter_node *filter_parse(struct filter_parsing *parsing)
{
    return filter_lex(parsing) ? all_of_it(parsing) : NULL;
}

/* ---- jumps ---- */

/* Where to begin, so that it ends at `yes` or `no`. What comes later is written first: where to go is known then. */
static uint16_t compile(struct filter *filter, struct filter_node *node, uint16_t yes, uint16_t no)
{
    struct filter_node *children[FILTER_MAX_TERMS];
    size_t count = 0;
    if (node->connective == FILTER_TERM) {
        filter->steps[node->term] = (struct filter_step){node->term, yes, no};
        return node->term;
    }
    if (node->connective == FILTER_NOT) {
        return compile(filter, node->child, no, yes);
    }
    bool all = node->connective == FILTER_AND;
    for (struct filter_node *child = node->child; child != NULL; child = child->next) {
        children[count++] = child;
    }
    uint16_t to = all ? yes : no;
    while (count-- > 0) {
        to = all ? compile(filter, children[count], to, no) : compile(filter, children[count], yes, to);
    }
    return to;
}

void filter_compile(struct filter *filter, struct filter_node *root)
{
    filter->entry = compile(filter, root, FILTER_ACCEPT, FILTER_REJECT);
}
