#include "filter_saved.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define NAME_MAX_BYTES 64u

void filter_saved_init(struct filter_saved *saved)
{
    *saved = (struct filter_saved){0};
}

void filter_saved_done(struct filter_saved *saved)
{
    for (size_t i = 0; i < saved->count; i++) {
        free(saved->items[i].name);
        free(saved->items[i].text);
    }
    free(saved->items);
}

static struct filter_saved_row *find(const struct filter_saved *saved, const char *name)
{
    for (size_t i = 0; i < saved->count; i++) {
        if (strcmp(saved->items[i].name, name) == 0) {
            return &saved->items[i];
        }
    }
    return NULL;
}

bool filter_saved_add(struct filter_saved *saved, const char *name, const char *text, struct err *err)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    size_t n = strlen(name);
    if (n == 0 || n > NAME_MAX_BYTES || strspn(name, letters) != n) {
        return err_set(err, "\"%.70s\" is no name for a filter: letters, digits, - and _ are", name);
    }
    if (text[strspn(text, " \t")] == '\0' || strlen(text) > FILTER_MAX_TEXT) {
        return err_set(err, "the filter %s is empty, or has more than %u bytes", name, FILTER_MAX_TEXT);
    }
    struct filter_saved_row *row = find(saved, name);
    if (row != NULL) {
        free(row->text);
        row->text = xstrdup(text);
        return true;
    }
    if (saved->count == FILTER_MAX_SAVED) {
        return err_set(err, "there are more than %u saved filters", FILTER_MAX_SAVED);
    }
    saved->items = xgrow(saved->items, &saved->cap, saved->count + 1, sizeof *saved->items);
    saved->items[saved->count++] = (struct filter_saved_row){xstrdup(name), xstrdup(text)};
    return true;
}

const char *filter_saved_find(const struct filter_saved *saved, const char *name)
{
    const struct filter_saved_row *row = find(saved, name);
    return row == NULL ? NULL : row->text;
}

bool filter_saved_check(const struct filter_saved *saved, const struct filter_world *world, struct err *err)
{
    struct filter_error error;
    for (size_t i = 0; i < saved->count; i++) {
        struct filter *filter = filter_new(saved->items[i].text, world, &error);
        filter_free(filter);
        if (filter == NULL) {
            return err_set(err, "the saved filter %s, column %u: %s", saved->items[i].name, error.column, error.text);
        }
    }
    return true;
}
