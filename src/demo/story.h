/* The demo's story: requests with pauses between them, and what is told meanwhile. story.kv says how it is written. */
#ifndef DEMO_STORY_H
#define DEMO_STORY_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#define STORY_MAX_ACTS 1000

enum act_kind { ACT_SEND, ACT_RAW, ACT_AGAIN, ACT_FAULT, ACT_PAUSE, ACT_END };
enum act_from { FROM_BROWSER, FROM_SERVER };

struct act {
    enum act_kind kind;
    enum act_from from;
    int64_t wait;     /* microseconds before it */
    const char *say;  /* the caption that stands while it happens */
    const char *text; /* the call, the body, the faults; NULL */
};

struct story {
    struct arena arena;
    struct act *acts; /* the last is ACT_END */
    size_t count, cap;
};

/* Reads a story; `name` is the file's name in messages. False and `err` with file and line when it is none. */
bool story_read(struct story *story, const char *name, const struct str *text, struct err *err);
/* The one that is built in. */
void story_builtin(struct story *story);
void story_done(struct story *story);

#endif
