#include "args.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "base/xalloc.h"
#include "config.h"
#include "http/sink.h"
#include "model/store.h"

static const struct command_word {
    const char *name;
    const char *operands;
    size_t most; /* operands it takes */
    const char *help;
} commands[ARGS_COMMANDS] = {
    [ARGS_RUN] = {"run", "", 0, "the sink and the interface (what callboard does without a command)"},
    [ARGS_DEMO] = {"demo", "", 0, "watch two companies sign up, invite and go wrong: a story played into a sink of its own"},
    [ARGS_SERVE] = {"serve", "", 0, "the sink without the interface: one line per call on standard output"},
    [ARGS_OPEN] = {"open", " [FILE...]", SIZE_MAX,
                   "look at sessions, or NDJSON files of calls ('-': standard input); without a name, the last one"},
    [ARGS_CHECK] = {"check", " FILE...", SIZE_MAX,
                    "report on sessions or NDJSON files ('-': standard input); status 1 when findings are as grave as --fail-on"},
    [ARGS_EXPORT] = {"export", " [FILE...]", SIZE_MAX,
                     "print recorded calls as NDJSON that can be read again, or as --json; without a name, those of the last session"},
    [ARGS_PLAN] = {"plan", " init [FILE...] | b2b", SIZE_MAX,
                   "print a tracking plan made from what was captured, of the last session without a name; or the one built in"},
    [ARGS_RULES] = {"rules", " [RULE]", 1,
                    "list what calls are judged by, and how it is set; with the name of a rule, tell why, an example and the cure"},
    [ARGS_CONNECT] = {"connect", " [SDK]", 1, "print the lines that point an SDK at the sink; without a name, list the SDKs"},
    [ARGS_TLS] = {"tls", " [CLIENT]", 1,
                  "print where the certificate for --tls is and how clients trust it; it is made on first use"},
    [ARGS_KEYS] = {"keys", "", 0, "print the interface's keys"},
    [ARGS_HELP] = {"help", " [filter]", 1, "print this help (--help), or how filters are written"},
    [ARGS_HELP_MAN] = {"--help-man", "", 0, NULL},
    [ARGS_VERSION] = {"version", "", 0, "print the versions of callboard and its libraries (--version)"},
};

#define ON(command) (1u << (command))
#define ON_SINK (ON(ARGS_RUN) | ON(ARGS_SERVE) | ON(ARGS_DEMO))
#define ON_ADDRESS (ON_SINK | ON(ARGS_CONNECT))
#define ON_SCREEN (ON(ARGS_RUN) | ON(ARGS_OPEN) | ON(ARGS_DEMO))
#define ON_CALLS (ON_SINK | ON(ARGS_OPEN) | ON(ARGS_CHECK) | ON(ARGS_EXPORT))
#define ON_RULES (ON_CALLS | ON(ARGS_RULES))
/* A demo is the same everywhere. */
#define ON_CONFIG ((ON_RULES | ON(ARGS_CONNECT)) & ~ON(ARGS_DEMO))

enum option_kind {
    OPTION_FLAG, OPTION_TEXT, OPTION_NUMBER, OPTION_SIZE, OPTION_GRID, OPTION_FAULTS, OPTION_SEVERITY, OPTION_RULE, OPTION_IGNORE
};

static const struct option_row {
    const char *name;
    const char *value; /* what stands for it in the help; NULL for flags */
    unsigned commands;
    enum option_kind kind;
    size_t field;      /* offset in struct options */
    uint64_t min, max;
    const char *help;
} rows[] = {
#define FIELD(name) offsetof(struct options, name)
    {"--port", "N", ON_ADDRESS, OPTION_NUMBER, FIELD(port), 0, 65535,
     "listen on this port (default 4545; 0: any free one, printed)"},
    {"--tls", NULL, ON_SINK, OPTION_FLAG, FIELD(tls), 0, 0,
     "listen for https too, on port 4546; `callboard tls` tells how clients trust it"},
    {"--tls-port", "N", ON_ADDRESS, OPTION_NUMBER, FIELD(tls_port), 0, 65535,
     "listen for https too, on this port (0: any free one, printed)"},
    {"--listen", "ADDR", ON_ADDRESS, OPTION_TEXT, FIELD(listen), 0, 0,
     "listen on this numeric address (default 127.0.0.1 and ::1); beyond loopback, reading asks for --token"},
    {"--token", "TEXT", ON_SINK, OPTION_TEXT, FIELD(token), 0, 0, "what reading endpoints ask for with --listen"},
    {"--session", "NAME", ON_SINK, OPTION_TEXT, FIELD(session), 0, 0,
     "record under this name; an earlier session of that name is continued"},
    {"--ephemeral", NULL, ON_SINK, OPTION_FLAG, FIELD(ephemeral), 0, 0,
     "keep the session in memory and leave no file"},
    {"--keep", "N", ON_SINK, OPTION_NUMBER, FIELD(keep), 0, 1000000,
     "sessions kept, the oldest go (default 20; 0: all)"},
    {"--max-size", "SIZE", ON_SINK, OPTION_SIZE, FIELD(max_size), 65536, UINT64_MAX,
     "bytes a session may hold before its oldest part goes (default 4G, in memory 512M)"},
    {"--max-body", "SIZE", ON_SINK, OPTION_SIZE, FIELD(max_body), 1024, UINT64_C(1) << 30,
     "largest request body on the wire (default 8M)"},
    {"--max-inflated", "SIZE", ON_SINK, OPTION_SIZE, FIELD(max_inflated), 1024, UINT64_C(1) << 30,
     "largest body after inflating (default 32M)"},
    {"--strict", NULL, ON_SINK, OPTION_FLAG, FIELD(strict), 0, 0,
     "refuse what Segment refuses (400): calls over 32 KB, batches over 500 KB"},
    {"--fault", "SPEC", ON_SINK, OPTION_FAULTS, FIELD(faults), 0, 0,
     "answer some requests otherwise, as in \"next 3: 429 retry-after=2\", \"20%: 500\", \"delay=2s\" or \"close\""},
    {"--max-messages", "N", ON_CALLS, OPTION_NUMBER, FIELD(max_messages), 1, UINT32_MAX,
     "calls held in memory; older ones stay in the session (default 1000000)"},
    {"--json", NULL, ON(ARGS_SERVE) | ON(ARGS_EXPORT), OPTION_FLAG, FIELD(json), 0, 0,
     "print one JSON object per call, with what was found about it"},
    {"--requests", NULL, ON(ARGS_SERVE), OPTION_FLAG, FIELD(requests), 0, 0,
     "print every HTTP request too, with its answer, size and client; with --json as {\"request\":{...}}"},
    {"--plan", "FILE", ON_CALLS, OPTION_TEXT, FIELD(plan_file), 0, 0,
     "judge calls by this tracking plan: Segment's JSON, RudderStack's, {\"Event\": JSON Schema}, or b2b: Segment's B2B SaaS spec"},
    {"--report", "FILE", ON(ARGS_SERVE), OPTION_TEXT, FIELD(report), 0, 0,
     "when ended, write the report that check would give ('-': standard output), with its exit status"},
    {"--format", "NAME", ON(ARGS_CHECK) | ON(ARGS_SERVE), OPTION_TEXT, FIELD(format), 0, 0, "the report's form: text (default) or json"},
    {"--fail-on", "SEVERITY", ON(ARGS_CHECK) | ON(ARGS_SERVE), OPTION_SEVERITY, FIELD(fail_on), 0, 0,
     "the least grave finding that fails: error, warning (default; a broken flow is one) or note"},
    {"--rule", "RULE=LEVEL", ON_RULES, OPTION_RULE, FIELD(rules), 0, 0,
     "how grave all findings of a rule are: error, warning or note, off, or default; '*' is every rule"},
    {"--ignore", "RULE:NAME", ON_RULES, OPTION_IGNORE, FIELD(rules), 0, 0,
     "do not judge events of this name by this rule; '*' is any text, '?' any character"},
    {"--filter", "FILTER", ON_CALLS, OPTION_TEXT, FIELD(filter), 0, 0,
     "show, print or report on these calls only; `callboard help filter` tells how they are written"},
    {"--config", "FILE", ON_CONFIG, OPTION_TEXT, FIELD(config), 0, 0,
     "read settings from this file instead of the nearest callboard.conf"},
    {"--no-config", NULL, ON_CONFIG, OPTION_FLAG, FIELD(no_config), 0, 0, "read no callboard.conf"},
    {"--speed", "PERCENT", ON(ARGS_DEMO), OPTION_NUMBER, FIELD(speed), 10, 2000, "how fast the story goes (default 100)"},
    {"--loop", NULL, ON(ARGS_DEMO), OPTION_FLAG, FIELD(loop), 0, 0, "play the story again and again"},
    {"--step", NULL, ON(ARGS_DEMO), OPTION_FLAG, FIELD(step), 0, 0, "hold the story; . plays its next call, , lets it go on"},
    {"--show-secrets", NULL, ON_CALLS, OPTION_FLAG, FIELD(show_secrets), 0, 0,
     "show passwords, keys and card numbers as they were sent, not masked"},
    {"--theme", "NAME", ON_SCREEN, OPTION_TEXT, FIELD(theme), 0, 0, "colours: default, light, contrast, projector, colorblind, solarized, solarized-light, gruvbox, nord, ember, mono, or a file"},
    {"--no-state", NULL, ON(ARGS_RUN) | ON(ARGS_OPEN), OPTION_FLAG, FIELD(no_state), 0, 0,
     "begin without what is remembered of the last use, and leave that as it is"},
    {"--script", "FILE", ON_SCREEN, OPTION_TEXT, FIELD(script), 0, 0,
     "run the interface without a terminal, by the steps in FILE"},
    {"--size", "CxR", ON_SCREEN, OPTION_GRID, FIELD(columns), 1, 1000,
     "columns and rows for --script (default 80x24)"},
    {"--roles", NULL, ON_SCREEN, OPTION_FLAG, FIELD(roles), 0, 0, "print the roles of a scripted screen too"},
    {"--renew", NULL, ON(ARGS_TLS), OPTION_FLAG, FIELD(renew), 0, 0,
     "make a new certificate, which clients have to be told to trust again"},
    {"--man", NULL, ON(ARGS_KEYS), OPTION_FLAG, FIELD(man), 0, 0, NULL},
};
#define ROW_COUNT (sizeof rows / sizeof *rows)
#define TEXTS_CHUNK ((size_t)8 << 10) /* more than a line of the file */
#define PATH_MAX_BYTES 4096

static void *field(struct options *options, const struct option_row *row)
{
    return (char *)options + row->field;
}

static bool read_number(const struct option_row *row, const char *text, uint64_t *value)
{
    bool read = row->kind == OPTION_SIZE ? num_parse_size(text, value) : num_parse_u64(text, strlen(text), value);
    return read && *value >= row->min && *value <= row->max;
}

static bool read_grid(const struct option_row *row, const char *text, struct options *options)
{
    const char *cross = strchr(text, 'x');
    return cross != NULL && num_parse_u64(text, (size_t)(cross - text), &options->columns) &&
           num_parse_u64(cross + 1, strlen(cross + 1), &options->rows) && options->columns >= row->min &&
           options->rows >= row->min && options->columns <= row->max && options->rows <= row->max;
}

/* One more fault behind those there are. */
static bool add_fault(struct options *options, const struct option_row *row, const char *text, struct err *err)
{
    struct faults faults;
    struct err why;
    struct str all;
    char *field_text = field(options, row);
    if (!faults_read(&faults, text, NULL, &why)) {
        return err_set(err, "%s \"%.240s\": %s", row->name, text, why.text);
    }
    str_init(&all, 2 * FAULTS_SPEC_MAX);
    str_printf(&all, "%s%s%s", field_text, field_text[0] != '\0' ? "; " : "", text);
    bool fits = faults_read(&faults, all.data, NULL, &why);
    if (fits) {
        memcpy(field_text, all.data, all.len + 1);
    }
    str_done(&all);
    return fits || err_set(err, "%s: all of them together: %s", row->name, why.text);
}

static bool read_severity(const char *text, enum severity *severity)
{
    for (unsigned i = 0; i < SEVERITIES; i++) {
        if (strcmp(severity_name((enum severity)i), text) == 0) {
            *severity = (enum severity)i;
            return true;
        }
    }
    return false;
}

/* `name` is the option as its writer knows it, with dashes or without. */
static bool read_value(struct options *options, const struct option_row *row, const char *name, const char *text, struct err *err)
{
    bool read = true;
    assert(row->kind == OPTION_FLAG || text != NULL);
    switch (row->kind) {
    case OPTION_FLAG:
        *(bool *)field(options, row) = true;
        break;
    case OPTION_TEXT:
        *(const char **)field(options, row) = text;
        break;
    case OPTION_NUMBER:
    case OPTION_SIZE:
        read = read_number(row, text, field(options, row));
        break;
    case OPTION_GRID:
        read = read_grid(row, text, options);
        break;
    case OPTION_FAULTS:
        return add_fault(options, row, text, err);
    case OPTION_SEVERITY:
        read = read_severity(text, field(options, row));
        break;
    case OPTION_RULE:
        return rule_settings_level(field(options, row), text, err);
    case OPTION_IGNORE:
        return rule_settings_ignore(field(options, row), text, err);
    }
    return read || err_set(err, "%s does not take \"%.80s\": %s", name, text, row->help);
}

/* The row of `--name` or `--name=value`; *value points behind the '=' or is NULL. */
static const struct option_row *find_row(const char *word, const char **value)
{
    size_t n = strcspn(word, "=");
    *value = word[n] == '=' ? word + n + 1 : NULL;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (strlen(rows[i].name) == n && memcmp(rows[i].name, word, n) == 0) {
            return &rows[i];
        }
    }
    return NULL;
}

/* Which options a pass over the command line is about: where the file is, before it is read, and then all others. */
enum pass { PASS_CONFIG, PASS_OPTIONS };

static bool read_option(struct options *options, char **argv, int *at, enum pass pass, struct err *err)
{
    const char *value;
    const char *word = argv[*at];
    const struct option_row *row = find_row(word, &value);
    if (row == NULL) {
        return err_set(err, "unknown option %s; `callboard help` lists them", word);
    }
    if ((row->commands & ON(options->command)) == 0) {
        return err_set(err, "%s means nothing to `callboard %s`; `callboard help` lists what does", row->name,
                       commands[options->command].name);
    }
    if (row->value == NULL && value != NULL) {
        return err_set(err, "%s takes no value", row->name);
    }
    if (row->value != NULL && value == NULL) {
        value = argv[*at + 1];
        if (value == NULL) {
            return err_set(err, "%s needs a value: %s %s, %s", row->name, row->name, row->value, row->help);
        }
        ++*at;
    }
    bool of_config = row->field == FIELD(config) || row->field == FIELD(no_config);
    return of_config != (pass == PASS_CONFIG) || read_value(options, row, row->name, value, err);
}

/* The command a word names, --help and its kin included; ARGS_COMMANDS when none. */
static enum args_command find_command(const char *word)
{
    static const struct {
        const char *name;
        enum args_command command;
    } flags[] = {{"--help", ARGS_HELP}, {"-h", ARGS_HELP}, {"--version", ARGS_VERSION}, {"-V", ARGS_VERSION}};
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        if (strcmp(word, flags[i].name) == 0) {
            return flags[i].command;
        }
    }
    for (int i = 0; i < ARGS_COMMANDS; i++) {
        if (strcmp(word, commands[i].name) == 0) {
            return (enum args_command)i;
        }
    }
    return ARGS_COMMANDS;
}

/* The first word that is a command decides, wherever it stands, so that options may come before it. */
static int take_command(struct options *options, int argc, char **argv)
{
    const char *value;
    for (int i = 1; i < argc; i++) {
        enum args_command command = find_command(argv[i]);
        if (command != ARGS_COMMANDS) {
            options->command = command;
            return i;
        }
        const struct option_row *row = argv[i][0] == '-' ? find_row(argv[i], &value) : NULL;
        if (row == NULL) {
            return 0;
        }
        i += row->value != NULL && value == NULL;
    }
    return 0;
}

static bool is_option(const char *word)
{
    return word[0] == '-' && word[1] != '\0';
}

static bool read_words(struct options *options, int argc, char **argv, enum pass pass, struct err *err)
{
    bool words_only = false;
    int command_at = take_command(options, argc, argv);
    options->file_count = 0;
    for (int i = 1; i < argc; i++) {
        if (i == command_at) {
            continue;
        }
        if (!words_only && strcmp(argv[i], "--") == 0) {
            words_only = true;
        } else if (!words_only && is_option(argv[i])) {
            if (!read_option(options, argv, &i, pass, err)) {
                return false;
            }
        } else if (options->file_count >= commands[options->command].most) {
            return err_set(err, "unknown command \"%s\"; `callboard help` lists them", argv[i]);
        } else {
            options->files[options->file_count++] = argv[i];
        }
    }
    return true;
}

bool args_read(struct options *options, int argc, char **argv, struct err *err)
{
    *options = (struct options){
        .command = ARGS_RUN,
        .port = SINK_PORT,
        .tls_port = ARGS_NO_PORT,
        .keep = JOURNAL_KEEP,
        .max_messages = STORE_MAX_MESSAGES,
        .max_body = SINK_MAX_BODY,
        .max_inflated = SINK_MAX_INFLATED,
        .speed = 100,
        .format = "text",
        .fail_on = SEVERITY_WARNING,
        .columns = 80,
        .rows = 24,
        .files = xcalloc((size_t)argc + 1, sizeof *options->files),
    };
    rule_settings_init(&options->rules);
    filter_saved_init(&options->saved);
    arena_init(&options->texts, TEXTS_CHUNK);
    flow_defs_init(&options->flows);
    if (!read_words(options, argc, argv, PASS_CONFIG, err)) {
        return false;
    }
    bool configured = (ON(options->command) & ON_CONFIG) == 0 || config_read(options, err);
    return configured && read_words(options, argc, argv, PASS_OPTIONS, err);
}

void args_done(struct options *options)
{
    rule_settings_done(&options->rules);
    filter_saved_done(&options->saved);
    flow_defs_done(&options->flows);
    arena_done(&options->texts);
    free(options->files);
}

/* ---- callboard.conf ---- */

/* What a file may say: options without their dashes. It may not open the sink to others, nor say what a session holds. */
enum setting_kind { SETTING_VALUE, SETTING_PATH, SETTING_RULE };
static const struct setting {
    const char *name;
    enum setting_kind kind; /* a path is relative to the file; a rule's id stands behind the name, and before the value */
} settings[] = {
    {"port", SETTING_VALUE},     {"tls", SETTING_VALUE},          {"tls-port", SETTING_VALUE},     {"strict", SETTING_VALUE},
    {"keep", SETTING_VALUE},     {"max-size", SETTING_VALUE},     {"max-messages", SETTING_VALUE}, {"max-body", SETTING_VALUE},
    {"max-inflated", SETTING_VALUE}, {"theme", SETTING_PATH},     {"plan", SETTING_PATH},          {"fail-on", SETTING_VALUE},
    {"rule", SETTING_RULE},      {"ignore", SETTING_RULE},
};
#define SETTING_COUNT (sizeof settings / sizeof *settings)

static const struct setting *find_setting(const char *key)
{
    size_t n = strcspn(key, " \t");
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        bool named = (key[n] != '\0') == (settings[i].kind == SETTING_RULE);
        if (named && strlen(settings[i].name) == n && memcmp(settings[i].name, key, n) == 0) {
            return &settings[i];
        }
    }
    return NULL;
}

static bool no_setting(const char *key, struct err *err)
{
    struct str names;
    str_init(&names, sizeof err->text);
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        str_printf(&names, "%s%s%s", i > 0 ? ", " : "", settings[i].name, settings[i].kind == SETTING_RULE ? " RULE" : "");
    }
    err_set(err, "\"%.60s\" is no setting; there are: %s, filter NAME, and flow with what belongs to one", key, names.data);
    str_done(&names);
    return false;
}

static const struct option_row *row_of(const struct setting *setting)
{
    size_t i = 0;
    while (strcmp(rows[i].name + strlen("--"), setting->name) != 0) {
        i++;
    }
    return &rows[i];
}

/* A bare word that is no file beside the settings may have a meaning of its own. */
static const char *resolve(struct options *options, const char *value, const char *folder)
{
    struct str path;
    str_init(&path, PATH_MAX_BYTES);
    str_printf(&path, "%s/%s", folder, value);
    bool bare = strpbrk(value, "/.") == NULL && access(path.data, F_OK) != 0;
    bool whole = value[0] == '/' || path.full || bare;
    const char *resolved = whole ? value : arena_strndup(&options->texts, path.data, path.len);
    str_done(&path);
    return resolved;
}

static bool set_flag(struct options *options, const struct option_row *row, const char *value, struct err *err)
{
    bool yes = strcmp(value, "yes") == 0;
    if (!yes && strcmp(value, "no") != 0) {
        return err_set(err, "%s is yes or no, not \"%.80s\"", row->name + strlen("--"), value);
    }
    *(bool *)field(options, row) = yes;
    return true;
}

bool args_set(struct options *options, const char *key, const char *value, const char *folder, struct err *err)
{
    const struct setting *setting = find_setting(key);
    if (setting == NULL) {
        return no_setting(key, err);
    }
    const struct option_row *row = row_of(setting);
    if (row->kind == OPTION_FLAG) {
        return set_flag(options, row, value, err);
    }
    if (row->kind == OPTION_TEXT && (row->commands & ON(options->command)) == 0) {
        return true; /* other commands are meant, as by the plan */
    }
    struct str text;
    str_init(&text, TEXTS_CHUNK);
    if (setting->kind == SETTING_RULE) {
        const char *rule = key + strcspn(key, " \t");
        str_printf(&text, "%s%c", rule + strspn(rule, " \t"), row->kind == OPTION_RULE ? '=' : ':');
    }
    str_puts(&text, value);
    const char *kept = arena_strndup(&options->texts, text.data, text.len);
    str_done(&text);
    kept = setting->kind == SETTING_PATH ? resolve(options, kept, folder) : kept;
    return read_value(options, row, setting->name, kept, err);
}

/* ---- help ---- */

static void print_row(struct str *out, bool man, const char *left, const char *help)
{
    if (man) {
        str_printf(out, ".TP\n.B %s\n%s\n", left, help);
    } else {
        str_printf(out, "  %-22s %s\n", left, help);
    }
}

/* One row from its words, the hidden ones (without help) left out. */
static void print_words(struct str *out, bool man, const char *const words[3], const char *help)
{
    struct str left;
    if (help == NULL) {
        return;
    }
    str_init(&left, 64);
    for (int i = 0; i < 3; i++) {
        str_puts(&left, words[i]);
    }
    print_row(out, man, left.data, help);
    str_done(&left);
}

void args_print(struct str *out, bool man)
{
    str_puts(out, man ? ".SH COMMANDS\n" : "callboard: a terminal debugger for B2B tracking calls\n\n"
                                           "usage: callboard [COMMAND] [OPTION...]\n\n");
    for (int i = 0; i < ARGS_COMMANDS; i++) {
        print_words(out, man, (const char *const[3]){commands[i].name, commands[i].operands, ""}, commands[i].help);
    }
    str_puts(out, man ? ".SH OPTIONS\n" : "\n");
    for (size_t i = 0; i < ROW_COUNT; i++) {
        bool takes = rows[i].value != NULL;
        print_words(out, man, (const char *const[3]){rows[i].name, takes ? " " : "", takes ? rows[i].value : ""},
                    rows[i].help);
    }
}
