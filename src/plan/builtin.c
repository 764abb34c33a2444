#include "builtin.h"

#include <stddef.h>
#include <string.h>

static const struct builtin {
    const char *name, *text;
} builtins[] = {
    {"b2b",
#include "plan/b2b.json.inc"
    },
};

const char *plan_builtin(const char *name)
{
    for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++) {
        if (strcmp(builtins[i].name, name) == 0) {
            return builtins[i].text;
        }
    }
    return NULL;
}
