/* The command line: one row per command and per option, from which --help and the man page are printed too. */
#ifndef ARGS_H
#define ARGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "http/fault.h"

enum args_command {
    ARGS_RUN, ARGS_SERVE, ARGS_OPEN, ARGS_CHECK, ARGS_PLAN, ARGS_CONNECT, ARGS_TLS, ARGS_KEYS, ARGS_HELP, ARGS_HELP_MAN, ARGS_VERSION,
    ARGS_COMMANDS
};

#define ARGS_NO_PORT UINT64_MAX

struct options {
    enum args_command command;
    uint64_t port;
    bool tls;
    uint64_t tls_port; /* ARGS_NO_PORT unless given, which asks for https like --tls */
    const char *listen;
    const char *token;
    bool ephemeral;
    const char *session;
    uint64_t keep;
    uint64_t max_size; /* 0: the default of the journal's kind */
    uint64_t max_messages;
    uint64_t max_body, max_inflated;
    bool strict;
    char faults[FAULTS_SPEC_MAX + 1]; /* faults_read takes it; "": none */
    bool json;
    bool requests;
    const char *plan_file;
    const struct plan *plan; /* read from it by main; NULL without one */
    const char *format, *fail_on; /* of reports */
    const char *report;           /* serve: where to write one in the end; NULL: none */
    const char *theme;
    const char *script;
    uint64_t columns, rows; /* of --size */
    bool roles;
    bool renew;        /* tls: a new authority */
    bool man;          /* keys, as man page source */
    const char **files; /* operands: files, or an SDK; points into argv */
    size_t file_count;
};

/* Reads the command line. On a usage error `err` says what is wrong and what is allowed. */
bool args_read(struct options *options, int argc, char **argv, struct err *err);
/* `callboard help`, or the man page's OPTIONS section. */
void args_print(struct str *out, bool man);

#endif
