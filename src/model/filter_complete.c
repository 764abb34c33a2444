/* What may be meant by the word at the cursor. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/xalloc.h"
#include "filter_parts.h"

/* The word that is being completed. */
struct completing {
    const struct filter_world *world;
    struct filter_candidates *out;
    const char *typed; /* of the name or value, without its quote */
    size_t n;
};

static bool is_there(const struct filter_candidates *out, const char *text)
{
    size_t i = 0;
    while (i < out->count && strcmp(out->items[i].text, text) != 0) {
        i++;
    }
    return i < out->count;
}

static void add(struct filter_candidates *out, const char *text, const char *means)
{
    if (out->count < FILTER_MAX_CANDIDATES && !is_there(out, text)) {
        out->items[out->count++] = (struct filter_candidate){xstrdup(text), means};
    }
}

/* As it is written: in quotes where it has to be, and its wildcards taken for themselves. */
static void write_value(struct str *out, const char *text)
{
    bool quoted = text[strcspn(text, " \t()\"")] != '\0';
    str_puts(out, quoted ? "\"" : "");
    for (; *text != '\0'; text++) {
        if (strchr(quoted ? "*?\\\"" : "*?\\", *text) != NULL) {
            str_putc(out, '\\');
        }
        str_putc(out, *text);
    }
    str_puts(out, quoted ? "\"" : "");
}

static bool has_control(const char *text)
{
    while ((unsigned char)*text >= 0x20 && *text != 0x7F) {
        text++;
    }
    return *text != '\0';
}

static void offer_value(void *to, const char *text)
{
    struct completing *completing = to;
    struct str written;
    if (*text == '\0' || strncasecmp(text, completing->typed, completing->n) != 0 || has_control(text)) {
        return;
    }
    str_init(&written, FILTER_MAX_VALUE);
    write_value(&written, text);
    if (!written.full) {
        add(completing->out, written.data, NULL);
    }
    str_done(&written);
}

static void offer_saved(void *to, const char *name)
{
    struct completing *completing = to;
    char text[FILTER_MAX_VALUE];
    if (strncasecmp(name, completing->typed, completing->n) == 0 && strlen(name) < sizeof text - 1) {
        snprintf(text, sizeof text, "@%s", name);
        add(completing->out, text, "saved");
    }
}

static void offer_fields(struct completing *completing)
{
    char text[FILTER_MAX_VALUE];
    for (size_t i = 0; i < filter_field_count; i++) {
        const struct filter_field_row *row = &filter_fields[i];
        if (filter_kind_find(row->name) != NULL && strncasecmp(row->name, completing->typed, completing->n) == 0) {
            snprintf(text, sizeof text, "%s:", row->name);
            add(completing->out, text, row->means);
        }
    }
}

static int by_text(const void *a, const void *b)
{
    const struct filter_candidate *x = a, *y = b;
    int order = strcasecmp(x->text, y->text);
    return order != 0 ? order : strcmp(x->text, y->text);
}

static void offer_values(struct completing *completing, const struct filter_kind *kind)
{
    const struct filter_world *world = completing->world;
    for (size_t i = 0; filter_value_word(kind, world, i) != NULL; i++) {
        offer_value(completing, filter_value_word(kind, world, i));
    }
    if (kind->cost != FILTER_COST_NAMES || completing->out->count > 0 || world->known == NULL) {
        return;
    }
    world->known(world->self, kind->thing, offer_value, completing);
    if (kind->thing == FILTER_USER) {
        world->known(world->self, FILTER_VISITOR, offer_value, completing);
    }
    qsort(completing->out->items, completing->out->count, sizeof *completing->out->items, by_text);
}

/* Where the term begins that the cursor stands in or behind. */
static size_t term_start(const char *text, size_t cursor)
{
    size_t start = 0;
    bool quoted = false;
    for (size_t i = 0; i < cursor; i++) {
        if (quoted && text[i] == '\\' && i + 1 < cursor) {
            i++;
        } else if (text[i] == '"') {
            quoted = !quoted;
        } else if (!quoted && strchr(" \t()", text[i]) != NULL) {
            start = i + 1;
        }
    }
    return start < cursor && text[start] == '-' ? start + 1 : start;
}

void filter_complete(const char *text, size_t cursor, const struct filter_world *world, struct filter_candidates *out)
{
    char name[FILTER_MAX_VALUE + 1];
    size_t start = term_start(text, cursor), n = start;
    *out = (struct filter_candidates){.from = start, .to = cursor};
    struct completing completing = {world, out, text + start, cursor - start};
    while (n < cursor && strchr(":=<>!\"", text[n]) == NULL) {
        n++;
    }
    if (n == cursor && n > start && text[start] == '@') {
        completing.typed++;
        completing.n--;
    } else if (n == cursor) {
        offer_fields(&completing);
    }
    if (n == cursor) {
        if (world->saved_names != NULL && (n == start || text[start] == '@')) {
            world->saved_names(world->self, offer_saved, &completing);
        }
        return;
    }
    snprintf(name, sizeof name, "%.*s", (int)(n - start < FILTER_MAX_VALUE ? n - start : FILTER_MAX_VALUE), text + start);
    const struct filter_kind *kind = filter_kind_find(name);
    n += strspn(text + n, "!<>=:");
    if (kind == NULL || n > cursor) {
        return;
    }
    out->from = n;
    n += n < cursor && text[n] == '"';
    completing.typed = text + n;
    completing.n = cursor - n;
    offer_values(&completing, kind);
}

void filter_candidates_done(struct filter_candidates *candidates)
{
    for (size_t i = 0; i < candidates->count; i++) {
        free(candidates->items[i].text);
    }
    candidates->count = 0;
}
