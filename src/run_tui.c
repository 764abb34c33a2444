/* callboard: the sink and the interface in one terminal. */
#include "run.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "show.h"

int run_tui(const struct options *options)
{
    struct err err;
    struct live live;
    if (options->script == NULL && (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))) {
        fputs("callboard: standard input and output are no terminal; running as `callboard serve`\n", stderr);
        return run_serve(options);
    }
    if (!live_start(&live, options, true, &err)) {
        return run_failed(&err, EXIT_FAILURE);
    }
    bool shown = show_live(&live, options, NULL, &err);
    live_done(&live);
    return shown ? EXIT_SUCCESS : run_failed(&err, EXIT_FAILURE);
}
