#include "paths.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "xalloc.h"

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

bool paths_data(struct str *out, struct err *err)
{
    return xdg(out, "XDG_DATA_HOME", ".local/share", err);
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
    size_t n = strlen(path);
    if (n == 0) {
        return err_set(err, "cannot make a folder without a name");
    }
    while (n > 1 && path[n - 1] == '/') {
        n--;
    }
    char *partial = xstrndup(path, n);
    bool made = true;
    for (char *slash = partial; made && (slash = strchr(slash + 1, '/')) != NULL; *slash = '/') {
        *slash = '\0';
        made = make_one(partial, 0755, err);
    }
    made = made && make_one(partial, 0700, err);
    free(partial);
    return made;
}
