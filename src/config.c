#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/kv.h"
#include "base/paths.h"

#define PATH_MAX_BYTES 4096
#define NAME "/callboard.conf"

/* Any error but absence means that it is there and cannot be looked at, which reading it will tell. */
static bool is_there(const char *path)
{
    return access(path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

/* Cuts `path`, a folder's, to that of the nearest folder around it that holds the file, and appends the file's name. */
static bool find_above(struct str *path)
{
    for (;;) {
        size_t n = path->len;
        if (str_puts(path, NAME) && is_there(path->data)) {
            return true;
        }
        str_truncate(path, n);
        if (n == 0) {
            return false; /* that was the root */
        }
        str_truncate(path, (size_t)(strrchr(path->data, '/') - path->data));
    }
}

static bool find(struct str *path)
{
    char here[PATH_MAX_BYTES];
    struct err none; /* no home, no file of one's own */
    if (getcwd(here, sizeof here) != NULL && here[0] == '/') {
        str_puts(path, here[1] == '\0' ? "" : here);
        if (find_above(path)) {
            return true;
        }
    }
    return paths_config(path, &none) && str_puts(path, NAME) && is_there(path->data);
}

struct reading {
    struct options *options;
    const char *folder;
    struct flow_reader flows;
};

static bool take_pair(void *to, const char *key, const char *value, struct err *err)
{
    static const char filter[] = "filter ";
    struct reading *reading = to;
    if (strncmp(key, filter, strlen(filter)) == 0) {
        return filter_saved_add(&reading->options->saved, key + strlen(filter), value, err);
    }
    if (flow_reader_knows(key)) {
        if (reading->options->flows.count == 0) {
            flow_defs_builtin(&reading->options->flows); /* whose names are taken */
        }
        return flow_reader_pair(&reading->flows, key, value, err);
    }
    return args_set(reading->options, key, value, reading->folder, err);
}

static bool read_file(struct options *options, const char *path, struct err *err)
{
    const char *slash = strrchr(path, '/');
    struct reading reading = {
        .options = options,
        .flows = {.defs = &options->flows},
        .folder = slash == NULL ? "." : arena_strndup(&options->texts, path, (size_t)(slash - path)),
    };
    struct err why;
    options->config_path = arena_strndup(&options->texts, path, strlen(path));
    if (!kv_read(path, take_pair, &reading, err)) {
        return false;
    }
    return flow_reader_end(&reading.flows, &why) || err_set(err, "%s: %s", path, why.text);
}

bool config_read(struct options *options, struct err *err)
{
    struct str path;
    if (options->no_config) {
        return true;
    }
    if (options->config != NULL) {
        return read_file(options, options->config, err);
    }
    str_init(&path, PATH_MAX_BYTES);
    bool read = !find(&path) || read_file(options, path.data, err);
    str_done(&path);
    return read;
}
