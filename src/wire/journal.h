/* The journal: an append-only list of captures, one NDJSON line each, and at once the queue between the threads.
 *
 *   session folder (0700)
 *     2026-11-23T14-02-11.ndjson      first segment (0600)
 *     2026-11-23T14-02-11.ndjson.2    next one, begun when the first is full
 *
 * One thread appends (the HTTP thread), one thread reads (the owner); they share only this module. A record is whole or
 * absent: a failed or short write is cut back before the error is returned. When a session passes `max_size` its oldest
 * segment is dropped (truncated and unlinked) and counted. Offsets are positions in the session as if it were one
 * endless file, so they stay true after a drop. */
#ifndef WIRE_JOURNAL_H
#define WIRE_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/os.h"
#include "base/str.h"
#include "capture.h"

#define JOURNAL_MAX_DISK (UINT64_C(4) << 30)
#define JOURNAL_MAX_MEMORY (UINT64_C(512) << 20)
#define JOURNAL_KEEP 20

struct journal;

struct journal_options {
    const char *folder;  /* where sessions are kept; NULL: in memory (ephemeral) */
    const char *name;    /* session name; NULL: made from the time of start, unique */
    uint64_t max_size;   /* bytes of the session before its oldest segment goes */
    unsigned segments;   /* how many segments max_size is divided into, at least 2; 0 = 16 */
    unsigned keep;       /* sessions kept in the folder, this one included; 0 = all */
    int64_t now;         /* for the name */
};

/* Starts a session to write to. An existing session of that name is continued: a torn last line is cut off and said in
 * journal_notice. Refused with a remedy when another process writes it, when the folder cannot be made, and so on.
 * Then drops the oldest sessions beyond `keep` that no process is writing. */
struct journal *journal_create(const struct journal_options *options, struct err *err);

/* Opens recorded sessions or plain NDJSON for reading, in the order given. A path names a session's first segment (the
 * others are found beside it), any other file, or "-" for standard input, which is read to its end first.
 * A torn last line is left out and said in journal_notice. */
struct journal *journal_open(const char *const *paths, size_t count, struct err *err);

/* The folder's newest session that holds a record, as a path in `out`; false and `err` when there is none. */
bool journal_latest(const char *folder, struct str *out, struct err *err);

/* Ends the session. A session that holds no record leaves no file. */
void journal_close(struct journal *journal);

/* What happened while opening ("dropped a torn last line of 212 bytes"), or "". */
const char *journal_notice(const struct journal *journal);
/* The session's name for the status line: its file's base name without ".ndjson", or "ephemeral". */
const char *journal_name(const struct journal *journal);
/* Its first segment's path, "" when in memory. */
const char *journal_path(const struct journal *journal);

/* ---- the writing thread ---- */

enum journal_result {
    JOURNAL_RECORDED,
    JOURNAL_FULL,   /* no room (ENOSPC, EDQUOT, EFBIG): answer 507 */
    JOURNAL_FAILED  /* another error: answer 500 */
};
/* Appends and rings `wake` if the reader waits. Sets capture->seq. `received` is raised to the last record's if it is
 * earlier, so that times never run backwards. */
enum journal_result journal_append(struct journal *journal, struct capture *capture, struct err *err);
/* Rung by journal_append; the owner polls its read_fd. Not owned by the journal. */
void journal_set_wake(struct journal *journal, const struct os_wake *wake);

/* ---- any thread ---- */

struct journal_state {
    uint64_t records;  /* of this session, those found when it was continued included; 0 when opened for reading */
    uint64_t bytes;    /* held now */
    uint64_t dropped_records, dropped_bytes; /* gone because of max_size */
    uint64_t refused;  /* appends that failed */
    bool failing;      /* the last append failed: show the banner */
    char problem[256]; /* why, with the remedy; "" */
};
void journal_state(struct journal *journal, struct journal_state *state);

/* ---- the reading thread ---- */

struct journal_reader;

/* A reader starts at the beginning of what is held. Several may exist, all on the owner thread. */
struct journal_reader *journal_reader_new(struct journal *journal);
void journal_reader_free(struct journal_reader *reader);

enum journal_next {
    JOURNAL_CAPTURE, /* *capture is the next one, a record or a foreign line */
    JOURNAL_BAD,     /* a line that is neither: capture->reason, ->body, ->path (file) and ->line (number) tell */
    JOURNAL_END,     /* nothing more for now */
    JOURNAL_LOST     /* the part to be read next was dropped: capture->seq is how many records were skipped */
};
/* The capture's texts are valid until this reader is used again. */
enum journal_next journal_next(struct journal_reader *reader, struct capture *capture);
/* Promises to poll: after this returns true (nothing to read), the next append rings the wake. */
bool journal_reader_wait(struct journal_reader *reader);
/* Reads the record at an offset seen before; false when it has been dropped or cannot be read. Reading the same offset
 * twice in a row is free. Does not move the position of journal_next. seq of a foreign line is left 0. */
bool journal_at(struct journal_reader *reader, uint64_t offset, struct capture *capture);

#endif
