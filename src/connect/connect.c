#include "connect.h"

#include <stdio.h>
#include <string.h>

#include "base/near.h"

/* ---- the address ---- */

static bool is_any(const char *name, size_t n)
{
    static const char *const any[] = {"0.0.0.0", "::"};
    return (strlen(any[0]) == n && memcmp(name, any[0], n) == 0) || (strlen(any[1]) == n && memcmp(name, any[1], n) == 0);
}

void connect_address(struct connect_address *address, const char *url, const char *tls_url)
{
    const char *mark = strstr(url, "://");
    const char *host = mark == NULL ? url : mark + 3;
    const char *colon = strrchr(host, ':');
    const char *end = colon == NULL ? host + strlen(host) : colon;
    bool v6 = host[0] == '[' && end > host + 1;
    const char *name = v6 ? host + 1 : host;
    size_t n = (size_t)(end - name) - v6;
    if (is_any(name, n)) {
        name = v6 ? "::1" : "127.0.0.1";
        n = strlen(name);
    }
    snprintf(address->name, sizeof address->name, "%.*s", (int)n, name);
    snprintf(address->port, sizeof address->port, "%s", colon == NULL ? "80" : colon + 1);
    snprintf(address->url, sizeof address->url, v6 ? "http://[%s]:%s" : "http://%s:%s", address->name, address->port);
    snprintf(address->tls, sizeof address->tls, v6 ? "[%s]:%s" : "%s:%s", address->name,
             tls_url == NULL ? CONNECT_TLS_PORT : strrchr(tls_url, ':') + 1);
}

/* What stands for `word`, NULL when it is no word of ours. */
static const char *meaning(const char *word, size_t n, const struct connect_address *address)
{
    const struct {
        const char *word, *text;
    } meanings[] = {
        {"@URL@", address->url},   {"@HOST@", address->url + strlen("http://")}, {"@NAME@", address->name},
        {"@PORT@", address->port}, {"@TLS@", address->tls},                      {"@TLSPORT@", strrchr(address->tls, ':') + 1},
        {"@KEY@", "any"},
    };
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        if (strlen(meanings[i].word) == n && memcmp(meanings[i].word, word, n) == 0) {
            return meanings[i].text;
        }
    }
    return NULL;
}

void connect_fill(struct str *out, const char *text, const struct connect_address *address)
{
    while (*text != '\0') {
        size_t n = strcspn(text, "@");
        str_append(out, text, n);
        text += n;
        size_t word = *text == '@' ? strspn(text + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") + 2 : 0;
        const char *filled = word == 0 ? NULL : meaning(text, word, address);
        if (filled != NULL) {
            str_puts(out, filled);
            text += word;
        } else if (*text == '@') {
            str_putc(out, *text++);
        }
    }
}

/* ---- finding ---- */

static char small(char letter)
{
    return (char)(letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter);
}

bool connect_holds(const char *text, const char *needle)
{
    size_t n = strlen(text), wanted = strlen(needle);
    for (size_t at = 0; at + wanted <= n; at++) {
        size_t i = 0;
        while (i < wanted && small(text[at + i]) == small(needle[i])) {
            i++;
        }
        if (i == wanted) {
            return true;
        }
    }
    return false;
}

bool connect_matches(const struct recipe *recipe, const char *needle)
{
    return connect_holds(recipe->id, needle) || connect_holds(recipe->title, needle) ||
           (recipe->words != NULL && connect_holds(recipe->words, needle));
}

size_t connect_count(void)
{
    size_t count = 0;
    for (size_t i = 0; i < recipe_family_count; i++) {
        count += recipe_families[i]->count;
    }
    return count;
}

const struct recipe *connect_recipe(size_t number)
{
    size_t family = 0;
    while (number >= recipe_families[family]->count) {
        number -= recipe_families[family++]->count;
    }
    return &recipe_families[family]->recipes[number];
}

const struct recipe *connect_find(const char *id)
{
    size_t count = connect_count();
    for (size_t i = 0; i < count; i++) {
        const struct recipe *recipe = connect_recipe(i);
        if (strlen(recipe->id) == strlen(id) && connect_holds(recipe->id, id)) {
            return recipe;
        }
    }
    return NULL;
}

#define FAR 4 /* differences from which on a name is another one */

/* 0: its id begins with it; 1: it holds it; then by differences; FAR: not like it. */
static unsigned unlikeness(const char *name, const struct recipe *recipe)
{
    size_t n = strlen(name);
    if (strncmp(recipe->id, name, n) == 0) {
        return 0;
    }
    if (n >= 2 && connect_matches(recipe, name)) {
        return 1;
    }
    unsigned differences = near_distance(name, recipe->id);
    return differences <= 2 && differences < n ? 1 + differences : FAR;
}

size_t connect_near(const char *name, const struct recipe **near, size_t max)
{
    size_t found = 0, count = connect_count();
    if (name[0] == '\0' || strlen(name) > NEAR_MAX_BYTES) {
        return 0;
    }
    for (unsigned wanted = 0; wanted < FAR; wanted++) {
        for (size_t i = 0; i < count && found < max; i++) {
            const struct recipe *recipe = connect_recipe(i);
            if (unlikeness(name, recipe) == wanted) {
                near[found++] = recipe;
            }
        }
    }
    return found;
}
