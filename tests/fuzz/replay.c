/* Runs a fuzz target over every file of its corpus: what fuzzing once found stays found. TAP on standard output. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

#define INPUT_MAX ((size_t)1 << 22)

static int compare(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_file(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static int replay(const char *folder, const char *name, uint8_t *bytes)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return 0;
    }
    size_t n = fread(bytes, 1, INPUT_MAX, file);
    fclose(file);
    LLVMFuzzerTestOneInput(bytes, n);
    return 1;
}

int main(int argc, char **argv)
{
    struct dirent **entries;
    int count = argc == 2 ? scandir(argv[1], &entries, is_file, compare) : -1;
    if (count <= 0) {
        puts("not ok 1 - the corpus is there");
        return EXIT_FAILURE;
    }
    uint8_t *bytes = malloc(INPUT_MAX);
    for (int i = 0; bytes != NULL && i < count; i++) {
        printf("%s %d - %s\n", replay(argv[1], entries[i]->d_name, bytes) ? "ok" : "not ok", i + 1, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    free(bytes);
    printf("1..%d\n", count);
    return EXIT_SUCCESS;
}
