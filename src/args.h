/* The command line: one row per command and per option, from which --help and the man page are printed too. */
#ifndef ARGS_H
#define ARGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "http/fault.h"
#include "model/filter_saved.h"
#include "project/flow_def.h"
#include "rules/settings.h"

enum args_command {
    ARGS_RUN, ARGS_DEMO, ARGS_SERVE, ARGS_OPEN, ARGS_CHECK, ARGS_EXPORT, ARGS_RULES, ARGS_PLAN, ARGS_CONNECT, ARGS_TLS, ARGS_KEYS,
    ARGS_HELP, ARGS_HELP_MAN, ARGS_VERSION,
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
    const char *format;    /* of reports */
    enum severity fail_on;
    const char *report;    /* serve: where to write one in the end; NULL: none */
    const char *config; /* --config; NULL: the nearest callboard.conf */
    bool no_config;
    const char *config_path; /* the file that was read; NULL: none */
    struct rule_settings rules;
    const char *filter;          /* NULL: none */
    struct filter_saved saved;
    struct flow_defs flows; /* the project's own, behind those that are compiled in; empty without */
    bool show_secrets;
    const char *theme;
    bool no_state; /* nothing is remembered */
    const char *script;
    uint64_t columns, rows; /* of --size */
    bool roles;
    uint64_t speed;    /* demo: percent */
    bool loop, step;   /* demo: begins anew; waits for a key */
    bool renew;        /* tls: a new authority */
    bool man;          /* keys, as man page source */
    const char **files; /* operands: files, or an SDK; points into argv */
    size_t file_count;
    struct arena texts; /* what was read from a file */
};

/* Reads the command line, and callboard.conf (config.h) first: what both say, the command line decides. On a usage error `err`
 * says what is wrong and what is allowed. args_done it in either case. */
bool args_read(struct options *options, int argc, char **argv, struct err *err);
void args_done(struct options *options);
/* A setting of a file, by an option's name without its dashes; those that speak of a rule have its id behind a space. Relative
 * paths start from `folder`. False when it is none, or does not take this value: `err` says what is allowed. */
bool args_set(struct options *options, const char *key, const char *value, const char *folder, struct err *err);
/* `callboard help`, or the man page's OPTIONS section. */
void args_print(struct str *out, bool man);

#endif
