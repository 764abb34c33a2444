#include "plan_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "plan/builtin.h"

#define PLAN_MAX ((size_t)64 << 20)
#define STEP ((size_t)64 << 10)

/* False when it cannot be read or is larger than a plan can be. */
static bool read_whole(const char *path, struct str *out, struct err *err)
{
    FILE *file = fopen(path, "re");
    size_t n = 1;
    while (file != NULL && n > 0 && str_reserve(out, STEP)) {
        n = fread(out->data + out->len, 1, STEP, file);
        out->len += n;
        out->data[out->len] = '\0';
    }
    bool failed = file == NULL || ferror(file);
    int why = errno;
    if (file != NULL) {
        fclose(file);
    }
    if (failed) {
        return err_set(err, "the tracking plan %s cannot be read: %s", path, strerror(why));
    }
    return n == 0 || err_set(err, "the tracking plan %s is larger than 64 MiB", path);
}

struct plan *plan_file_read(const char *path, struct err *err)
{
    struct str text;
    struct err why;
    struct plan *plan = NULL;
    str_init(&text, PLAN_MAX);
    const char *builtin = plan_builtin(path);
    if (builtin != NULL ? str_puts(&text, builtin) : read_whole(path, &text, err)) {
        plan = plan_new(text.data, text.len, &why);
        if (plan == NULL) {
            err_set(err, "the tracking plan %.200s: %s", path, why.text);
        }
    }
    str_done(&text);
    return plan;
}
