/* A tracking plan's file, looked at again while calls come. Owner thread. */
#ifndef PLAN_WATCH_H
#define PLAN_WATCH_H

#include <sys/stat.h>

#include "base/os.h"
#include "plan/plan.h"

struct plan_watch {
    const char *path;     /* NULL: there is nothing to look at */
    struct stat seen;     /* the file that was read last; all zero when it is gone */
    struct os_watch file; /* tells of changes while nothing else happens, where the system can */
};

enum plan_news {
    PLAN_SAME,    /* nothing new */
    PLAN_CHANGED, /* there is another plan */
    PLAN_BROKEN   /* the file has changed and cannot be read any more */
};

/* Looks at what is not read from a regular file (a built-in plan, a pipe) never; nor at NULL. `path` has to outlive the watch. */
void plan_watch_open(struct plan_watch *watch, const char *path);
void plan_watch_close(struct plan_watch *watch);
/* Costs a stat(2) when there is nothing new. PLAN_CHANGED: `*plan` is the caller's. Otherwise `text` says why. Each change is told
 * once. */
enum plan_news plan_watch_look(struct plan_watch *watch, struct plan **plan, struct err *text);

#endif
