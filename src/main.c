#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "narrow.h"
#include "plan_file.h"
#include "run.h"
#include "ui/keymap_print.h"
#include "versions.h"

#define TEXT_MAX_BYTES ((size_t)1 << 16)

int run_failed(const struct err *err, int status)
{
    fprintf(stderr, "callboard: %s\n", err->text);
    return status;
}

static int print_text(const struct options *options)
{
    struct str out;
    struct err err;
    if (options->file_count > 0 && strcmp(options->files[0], "filter") != 0) {
        err_set(&err, "there is no help on \"%.60s\"; there is on filter", options->files[0]);
        return run_failed(&err, 2);
    }
    str_init(&out, TEXT_MAX_BYTES);
    if (options->command == ARGS_KEYS) {
        keymap_print(&out, options->man, views_table, views_count);
    } else if (options->command == ARGS_VERSION) {
        versions_print(&out);
    } else if (options->command == ARGS_HELP && options->file_count > 0) {
        filter_print_help(&out, false);
    } else {
        args_print(&out, options->command == ARGS_HELP_MAN);
    }
    if (options->command == ARGS_HELP_MAN) {
        filter_print_help(&out, true);
    }
    bool written = fwrite(out.data, 1, out.len, stdout) == out.len && fflush(stdout) == 0;
    str_done(&out);
    return written ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int run(struct options *options)
{
    static int (*const front_ends[ARGS_COMMANDS])(const struct options *) = {
        [ARGS_RUN] = run_tui,     [ARGS_DEMO] = run_demo,       [ARGS_SERVE] = run_serve,     [ARGS_OPEN] = run_open,
        [ARGS_CHECK] = run_check, [ARGS_RULES] = run_rules,     [ARGS_PLAN] = run_plan,       [ARGS_CONNECT] = run_connect,
        [ARGS_TLS] = run_tls,     [ARGS_EXPORT] = run_export,   [ARGS_KEYS] = print_text,     [ARGS_HELP] = print_text,
        [ARGS_HELP_MAN] = print_text, [ARGS_VERSION] = print_text,
    };
    struct err err;
    if (!narrow_check(options, &err)) {
        return run_failed(&err, 2);
    }
    struct plan *plan = options->plan_file == NULL ? NULL : plan_file_read(options->plan_file, &err);
    if (options->plan_file != NULL && plan == NULL) {
        return run_failed(&err, 2);
    }
    options->plan = plan;
    int status = front_ends[options->command](options);
    plan_free(plan);
    return status;
}

int main(int argc, char **argv)
{
    struct options options;
    struct err err;
    setlocale(LC_ALL, "");
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file size limit is a full disk: an error of write(2), not a death */
    fatal_catch_crashes();
    int status = args_read(&options, argc, argv, &err) ? run(&options) : run_failed(&err, 2);
    args_done(&options);
    return status;
}
