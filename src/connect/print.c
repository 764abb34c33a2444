/* Recipes as text for a terminal or a pipe. */
#include <string.h>

#include "connect.h"

static const struct {
    const char *before, *after;
} comments[RECIPE_LANGUAGES] = {
    [RECIPE_HASH] = {"# ", ""},
    [RECIPE_SLASHES] = {"// ", ""},
    [RECIPE_QUOTE] = {"' ", ""},
    [RECIPE_HTML] = {"<!-- ", " -->"},
};

bool connect_is_comment(const struct recipe *recipe, const char *line)
{
    const char *before = comments[recipe->language].before;
    return strncmp(line + strspn(line, " "), before, strlen(before)) == 0;
}

/* How many bytes make the next line: up to a space, or cut when a word is longer. */
static size_t next_line(const char *text, size_t width)
{
    size_t n = strlen(text);
    if (n <= width) {
        return n;
    }
    size_t cut = width;
    while (cut > 0 && text[cut] != ' ') {
        cut--;
    }
    return cut > 0 ? cut : width;
}

static void print_comment(struct str *out, const struct recipe *recipe, const char *text)
{
    const char *before = comments[recipe->language].before, *after = comments[recipe->language].after;
    size_t width = CONNECT_WIDTH - strlen(before) - strlen(after);
    while (*text != '\0') {
        size_t n = next_line(text, width);
        str_printf(out, "%s%.*s%s\n", before, (int)n, text, after);
        text += n;
        text += strspn(text, " ");
    }
}

static void print_heading(struct str *out, const struct recipe *recipe, const struct connect_address *address)
{
    struct str line;
    str_init(&line, CONNECT_MAX_TEXT);
    str_printf(&line, "%s%s%s", recipe->title, recipe->versions[0] == '\0' ? "" : ", checked with ", recipe->versions);
    print_comment(out, recipe, line.data);
    str_clear(&line);
    if (recipe->hook) {
        print_comment(out, recipe, CONNECT_HOOK);
    }
    if (recipe->note != NULL) {
        connect_fill(&line, recipe->note, address);
        print_comment(out, recipe, line.data);
    }
    str_done(&line);
}

/* The other way stands in comments: both at once would make two clients. */
static void print_tls(struct str *out, const struct recipe *recipe, const struct connect_address *address)
{
    struct str lines;
    str_init(&lines, CONNECT_MAX_TEXT);
    connect_fill(&lines, recipe->tls, address);
    str_putc(out, '\n');
    print_comment(out, recipe, CONNECT_TLS);
    for (const char *line = lines.data; *line != '\0'; line += strcspn(line, "\n") + 1) {
        str_printf(out, "%s  %.*s%s\n", comments[recipe->language].before, (int)strcspn(line, "\n"), line,
                   comments[recipe->language].after);
    }
    str_done(&lines);
}

void connect_print(struct str *out, const struct recipe *recipe, const struct connect_address *address)
{
    print_heading(out, recipe, address);
    str_putc(out, '\n');
    connect_fill(out, recipe->lines, address);
    if (recipe->account != NULL) {
        str_putc(out, '\n');
        print_comment(out, recipe, CONNECT_ACCOUNT);
        connect_fill(out, recipe->account, address);
    }
    if (recipe->tls != NULL) {
        print_tls(out, recipe, address);
    }
}

void connect_print_command(struct str *out, const struct recipe *recipe, const struct connect_address *address)
{
    str_printf(out, "callboard connect %s", recipe->id);
    if (strcmp(address->name, CONNECT_NAME) != 0) {
        str_printf(out, " --listen %s", address->name);
    }
    if (strcmp(address->port, CONNECT_PORT) != 0) {
        str_printf(out, " --port %s", address->port);
    }
}

/* Columns that ids and titles take. */
static void measure(int *ids, int *titles)
{
    size_t count = connect_count();
    *ids = *titles = 0;
    for (size_t i = 0; i < count; i++) {
        int id = (int)strlen(connect_recipe(i)->id), title = (int)strlen(connect_recipe(i)->title);
        *ids = id > *ids ? id : *ids;
        *titles = title > *titles ? title : *titles;
    }
}

void connect_print_list(struct str *out, const struct connect_address *address)
{
    int ids, titles;
    measure(&ids, &titles);
    str_printf(out, "The lines that point an SDK at %s: callboard connect SDK\n", address->url);
    for (size_t i = 0; i < recipe_family_count; i++) {
        const struct recipe_family *family = recipe_families[i];
        str_printf(out, "\n%s\n", family->title);
        for (size_t j = 0; j < family->count; j++) {
            const struct recipe *recipe = &family->recipes[j];
            int title = recipe->versions[0] == '\0' ? 0 : titles;
            str_printf(out, "  %-*s  %-*s%s%s\n", ids, recipe->id, title, recipe->title, title == 0 ? "" : "  ",
                       recipe->versions);
        }
    }
}
