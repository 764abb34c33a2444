/* What a person writes as faults to simulate: what can be read can be told, and what is told can be read again. */
#include "fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "http/fault.h"

#define REQUESTS 200

/* Each request gets the same from both. */
static void compare(struct faults *a, struct faults *b)
{
    char one[FAULT_NAME_SIZE], other[FAULT_NAME_SIZE];
    for (unsigned i = 0; i < REQUESTS; i++) {
        const char *path = i % 3 == 0 ? "/v1/b" : "//x/v1/t/";
        const struct fault *first = faults_take(a, i % 5 == 0, path), *second = faults_take(b, i % 5 == 0, path);
        assert((first == NULL) == (second == NULL));
        assert(first == NULL || strcmp(fault_name(first, one), fault_name(second, other)) == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = calloc(1, size + 1), told[FAULTS_TEXT_SIZE];
    struct faults faults, again;
    struct err err;
    unsigned column;
    if (size > 0) {
        memcpy(text, data, size);
    }
    if (faults_read(&faults, text, &column, &err)) {
        faults_print(&faults, told);
        if (strlen(told) <= FAULTS_SPEC_MAX) {
            assert(faults_read(&again, told, NULL, &err));
            compare(&faults, &again);
        }
    } else {
        assert(column >= 1 && column <= strlen(text) + 1 && strncmp(err.text, "column ", 7) == 0);
    }
    free(text);
    return 0;
}
