#include "parts.h"

#include <string.h>

const struct snippet *const snippets_table[] = {
    &snippet_json, &snippet_line, &snippet_curl, &snippet_browser, &snippet_node,
    &snippet_python, &snippet_ruby, &snippet_go, &snippet_php,
};
const size_t snippets_count = sizeof snippets_table / sizeof *snippets_table;

const struct snippet *snippet_find(const char *name)
{
    for (size_t i = 0; i < snippets_count; i++) {
        if (strcmp(snippets_table[i]->name, name) == 0) {
            return snippets_table[i];
        }
    }
    return NULL;
}
