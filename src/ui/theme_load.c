#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/paths.h"
#include "base/str.h"
#include "theme.h"

/* The build says where `make install` puts the data. */
#ifndef CALLBOARD_DATADIR
#define CALLBOARD_DATADIR "/usr/local/share/callboard"
#endif

#define PATH_MAX_BYTES 4096
#define NAMES_MAX_BYTES 160
#define FOLDERS 3

static const char suffix[] = ".theme";

struct places {
    struct str folders[FOLDERS];
};

static void places_init(struct places *places)
{
    struct err ignored; /* no home folder: one place less to look in */
    for (int i = 0; i < FOLDERS; i++) {
        str_init(&places->folders[i], PATH_MAX_BYTES);
    }
    if (paths_config(&places->folders[0], &ignored)) {
        str_puts(&places->folders[0], "/themes");
    }
    str_puts(&places->folders[1], CALLBOARD_DATADIR "/themes");
    str_puts(&places->folders[2], "./themes");
}

static void places_done(struct places *places)
{
    for (int i = 0; i < FOLDERS; i++) {
        str_done(&places->folders[i]);
    }
}

static bool find_file(const struct places *places, const char *name, struct str *path)
{
    for (int i = 0; i < FOLDERS; i++) {
        str_clear(path);
        str_printf(path, "%s/%s%s", places->folders[i].data, name, suffix);
        if (places->folders[i].len > 0 && !path->full && access(path->data, R_OK) == 0) {
            return true;
        }
    }
    return false;
}

static int is_theme(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name);
    return n >= sizeof suffix && strcmp(entry->d_name + n - (sizeof suffix - 1), suffix) == 0;
}

static bool is_listed(const struct str *names, const char *name, size_t n)
{
    for (const char *at = names->data; *at != '\0'; at += strcspn(at, "\n") + 1) {
        if (strncmp(at, name, n) == 0 && at[n] == '\n') {
            return true;
        }
    }
    return false;
}

static void list_names(const char *folder, struct str *names)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, is_theme, alphasort);
    for (int i = 0; i < count; i++) {
        size_t n = strlen(entries[i]->d_name) - (sizeof suffix - 1);
        if (!is_listed(names, entries[i]->d_name, n)) {
            str_printf(names, "%.*s\n", (int)n, entries[i]->d_name);
        }
        free(entries[i]);
    }
    if (count >= 0) {
        free(entries);
    }
}

static void list_all(const struct places *places, struct str *names)
{
    for (int i = 0; i < FOLDERS; i++) {
        list_names(places->folders[i].data, names);
    }
    if (!is_listed(names, "default", strlen("default"))) {
        str_puts(names, "default\n");
    }
}

void theme_names(struct str *out)
{
    struct places places;
    places_init(&places);
    list_all(&places, out);
    places_done(&places);
}

/* "a, b, c" */
static void join(struct str *names)
{
    struct str lines = *names;
    str_init(names, NAMES_MAX_BYTES);
    for (const char *at = lines.data; *at != '\0'; at += strcspn(at, "\n") + 1) {
        str_printf(names, "%s%.*s", names->len > 0 ? ", " : "", (int)strcspn(at, "\n"), at);
    }
    str_done(&lines);
}

static bool not_found(const struct places *places, const char *name, struct err *err)
{
    struct str names;
    str_init(&names, NAMES_MAX_BYTES);
    list_all(places, &names);
    join(&names);
    err_set(err, "no theme \"%.40s\" in %.100s%s%s or %s; there are: %s", name, places->folders[0].data,
            places->folders[0].len > 0 ? ", " : "", places->folders[1].data, places->folders[2].data,
            names.data);
    str_done(&names);
    return false;
}

bool theme_load(struct theme *theme, const char *name, struct err *err)
{
    if (strchr(name, '/') != NULL) {
        return theme_read(theme, name, err);
    }
    struct places places;
    struct str path;
    places_init(&places);
    str_init(&path, PATH_MAX_BYTES);
    bool loaded;
    if (find_file(&places, name, &path)) {
        loaded = theme_read(theme, path.data, err);
    } else if (strcmp(name, "default") == 0) {
        theme_default(theme);
        loaded = true;
    } else {
        loaded = not_found(&places, name, err);
    }
    str_done(&path);
    places_done(&places);
    return loaded;
}
