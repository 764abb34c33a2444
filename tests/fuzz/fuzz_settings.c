/* callboard.conf: any bytes are settings, or told why not in a sentence with file and line; a pattern that is all stars and the name
 * itself always matches. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "args.h"
#include "base/glob.h"
#include "base/kv.h"

static bool take(void *to, const char *key, const char *value, struct err *err)
{
    static const char pattern[] = "**";
    if (!glob_matches(pattern, value) || (strpbrk(value, "*?") == NULL && !glob_matches(value, value))) {
        abort();
    }
    return args_set(to, key, value, ".", err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *argv[] = {(char[]){"callboard"}, (char[]){"help"}, NULL};
    struct options options;
    struct str text;
    struct err err;
    str_init(&text, size + 1);
    str_append(&text, data, size);
    if (!args_read(&options, 2, argv, &err)) {
        abort();
    }
    options.command = ARGS_CHECK;
    err.text[0] = '\0';
    if (!kv_parse("f", &text, take, &options, &err) && strncmp(err.text, "f:", 2) != 0) {
        abort();
    }
    rule_settings_ignored(&options.rules, "Report Opened");
    args_done(&options);
    str_done(&text);
    return 0;
}
