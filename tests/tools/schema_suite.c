/* Runs a file of the JSON Schema Test Suite: `schema_suite FILE` prints one TAP line per test. Groups whose schema is
 * refused fail all their tests. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "plan/schema.h"

static size_t number;

static void print_violation(void *to, const struct planned_violation *violation)
{
    printf("# %s %s: expected %s, found %s\n", violation->pointer, violation->keyword, violation->expected, violation->found);
    (void)to;
}

static void run_test(const struct schema *schema, const struct json *test, const char *group)
{
    bool want = json_is(json_member(test, "valid"), JSON_TRUE);
    const struct json *data = json_member(test, "data");
    bool got = schema != NULL && schema_check(schema, data, NULL, print_violation, NULL);
    bool quietly = schema != NULL && schema_check(schema, data, NULL, NULL, NULL);
    bool right = schema != NULL && got == want && quietly == want;
    printf("%sok %zu - %s: %s\n", right ? "" : "not ", ++number, group, json_string(json_member(test, "description")));
}

/* The schema is wanted as text, and the tree has none: so the file is walked as text and the tests are parsed. */
static void run_group(struct arena *trees, struct json_span text)
{
    struct json_span schema_text = {0};
    struct err err;
    const struct json *group = json_parse(trees, text);
    jsontext_member(text, "schema", &schema_text);
    struct schema *schema = schema_new(schema_text, &err);
    if (schema == NULL) {
        printf("# %s\n", err.text);
    }
    const struct json *tests = json_member(group, "tests");
    for (const struct json *test = json_first(tests); test != NULL; test = json_next(test)) {
        run_test(schema, test, json_string(json_member(group, "description")));
    }
    schema_free(schema);
}

static char *read_whole(const char *path, size_t *n)
{
    static char text[1 << 20];
    FILE *file = fopen(path, "r");
    *n = file == NULL ? 0 : fread(text, 1, sizeof text, file);
    if (file != NULL) {
        fclose(file);
    }
    return text;
}

int main(int argc, char **argv)
{
    size_t n;
    struct arena trees;
    struct json_walk walk;
    struct json_span group;
    const char *text = argc == 2 ? read_whole(argv[1], &n) : NULL;
    if (text == NULL || !jsontext_check(text, n, NULL, NULL)) {
        fprintf(stderr, "usage: schema_suite FILE\n");
        return EXIT_FAILURE;
    }
    arena_init(&trees, 65536);
    jsontext_enter(&walk, (struct json_span){text, n});
    while (jsontext_next(&walk, NULL, &group)) {
        run_group(&trees, group);
    }
    arena_done(&trees);
    printf("1..%zu\n", number);
    return EXIT_SUCCESS;
}
