#include "paths.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PATH_LIMIT 4096

static bool xdg(struct str *out, const char *variable, const char *below_home, struct err *err)
{
    const char *base = getenv(variable), *home = getenv("HOME");
    str_clear(out);
    if (base != NULL && base[0] == '/') { /* the specification: relative paths are ignored */
        str_printf(out, "%s/callboard", base);
    } else if (home != NULL && home[0] != '\0') {
        str_printf(out, "%s/%s/callboard", home, below_home);
    } else {
        return err_set(err, "neither %s nor HOME is set, so there is no place for files; set one of them", variable);
    }
    return !out->full || err_set(err, "the path in %s is too long", variable);
}

bool paths_state(struct str *out, struct err *err)
{
    return xdg(out, "XDG_STATE_HOME", ".local/state", err);
}

bool paths_config(struct str *out, struct err *err)
{
    return xdg(out, "XDG_CONFIG_HOME", ".config", err);
}

static bool make_one(const char *path, mode_t mode, struct err *err)
{
    struct stat st;
    if (mkdir(path, mode) == 0) {
        return true;
    }
    int why = errno;
    bool is_folder = why == EEXIST && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
    return is_folder || err_set(err, "cannot make the folder %s: %s", path,
                                why == EEXIST ? "something else has that name" : strerror(why));
}

bool paths_make(const char *path, struct err *err)
{
    struct str partial;
    bool made = true;
    str_init(&partial, PATH_LIMIT);
    for (const char *slash = path; made && (slash = strchr(slash + 1, '/')) != NULL;) {
        str_clear(&partial);
        str_append(&partial, path, (size_t)(slash - path));
        made = make_one(partial.data, 0755, err);
    }
    str_done(&partial);
    return made && make_one(path, 0700, err);
}
