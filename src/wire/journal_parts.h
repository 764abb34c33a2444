/* What the files of the journal share. Inside wire/ only. */
#ifndef WIRE_JOURNAL_PARTS_H
#define WIRE_JOURNAL_PARTS_H

#include <pthread.h>
#include <stdatomic.h>

#include "io.h"
#include "journal.h"

#define JOURNAL_LINE_MAX ((size_t)1 << 30) /* bytes of the longest record or line */
#define JOURNAL_PATH_MAX ((size_t)4096)
#define JOURNAL_SUFFIX ".ndjson"

/* A piece of the session: one file. Those given up stay in the table, so that a reader can tell how much it lost. */
struct journal_segment {
    uint64_t base;         /* where it begins in the session */
    uint64_t size;         /* whole records only */
    uint64_t first_record; /* records of the session before it */
    uint64_t records;
    int fd;                /* -1: closed */
    unsigned pins;         /* readers in the middle of a pread */
    bool dropped;
    char *path;            /* "" in memory */
    char *name;            /* of the file, for foreign lines */
};

struct journal {
    /* Constant once opened. */
    char *folder, *session, *first_path;
    struct str notice;
    uint64_t max_size, segment_size;
    uint64_t own_from; /* records from this offset on were written by this process; UINT64_MAX: none */
    bool writable, in_memory;
    struct os_wake wake;
    bool has_wake;
    struct io io;

    /* The writing thread's own. */
    struct str head, tail;
    uint64_t next_seq;
    unsigned next_number; /* of the next segment's file */
    int64_t last_received;
    bool untidy; /* a failed write could not be cut back yet */

    atomic_bool waited_for; /* the reader polls the wake */

    pthread_mutex_t lock; /* all below */
    struct journal_segment *segments;
    size_t count, cap;
    size_t first; /* the first segment not dropped */
    struct journal_state state;
};

/* ---- journal_segments.c: the table. Callers of those marked * hold the lock, or have the journal to themselves. ---- */

/* * Adds a segment at the end and takes over `fd`; the texts are copied. */
struct journal_segment *journal_segment_add(struct journal *journal, int fd, const char *path, const char *name);
/* * Gives up the oldest segments while more than max_size is held; never the one being written. */
void journal_segments_trim(struct journal *journal);
/* * The index of the segment that holds `offset`, or of the first one after it; count when there is none. */
size_t journal_segment_find(const struct journal *journal, uint64_t offset);
/* * Where the session ends. */
uint64_t journal_segments_end(const struct journal *journal);
/* * A pinned segment's file stays open. */
void journal_segment_unpin(struct journal_segment *segment);
/* * Closes all files; removes them too if `and_remove`. */
void journal_segments_close(struct journal *journal, bool and_remove);

/* ---- journal_scan.c: what stands in a file ---- */

struct journal_scan {
    uint64_t size;       /* of the file */
    uint64_t lines;      /* line feeds */
    uint64_t whole;      /* bytes up to and with the last line feed */
    uint64_t last_line;  /* where the last whole line begins */
};
/* Reads the file through, counting. */
bool journal_scan_all(int fd, struct journal_scan *scan);
/* Only the end; `lines` stays 0. */
bool journal_scan_end(int fd, struct journal_scan *scan);
/* Reads `n` bytes at `offset` into `out` (appended). */
bool journal_scan_read(int fd, uint64_t offset, uint64_t n, struct str *out);

/* ---- journal_folder.c: sessions in a folder ---- */

/* The numbers of the session's segments that exist, sorted; 1 is NAME.ndjson. The caller frees *numbers. */
size_t journal_folder_segments(const char *folder, const char *session, unsigned **numbers);
/* Appends the path of a segment. */
void journal_folder_path(const char *folder, const char *session, unsigned number, struct str *out);
/* Splits "NAME.ndjson" or "NAME.ndjson.N"; false for other names. `length` is NAME's. */
bool journal_folder_split(const char *file, size_t *length, unsigned *number);
/* Removes the oldest sessions beyond `keep`, except those being written and `current`. */
void journal_folder_retain(const char *folder, unsigned keep, const char *current);

/* ---- journal.c ---- */

struct journal *journal_new(void);

/* ---- journal_create.c ---- */

/* The writing thread, without the lock: makes the next segment's file. On failure errno tells why, too. */
bool journal_begin_segment(struct journal *journal, struct err *err);

#endif
