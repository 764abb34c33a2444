#include "plan_watch.h"

#include <stddef.h>

#include "plan/builtin.h"
#include "plan_file.h"

void plan_watch_open(struct plan_watch *watch, const char *path)
{
    *watch = (struct plan_watch){.file = {.fd = -1}};
    bool is_file = path != NULL && plan_builtin(path) == NULL && stat(path, &watch->seen) == 0 && S_ISREG(watch->seen.st_mode);
    if (is_file) {
        watch->path = path;
        os_watch_open(&watch->file, path);
    }
}

void plan_watch_close(struct plan_watch *watch)
{
    os_watch_close(&watch->file);
}

static bool is_same(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

enum plan_news plan_watch_look(struct plan_watch *watch, struct plan **plan, struct err *text)
{
    struct stat now = {0};
    os_watch_read(&watch->file);
    if (watch->path == NULL || (stat(watch->path, &now) == 0 && is_same(&now, &watch->seen))) {
        return PLAN_SAME;
    }
    bool was_gone = watch->seen.st_mode == 0, is_gone = now.st_mode == 0;
    watch->seen = now;
    if (was_gone && is_gone) {
        return PLAN_SAME;
    }
    *plan = plan_file_read(watch->path, text);
    return *plan != NULL ? PLAN_CHANGED : PLAN_BROKEN;
}
