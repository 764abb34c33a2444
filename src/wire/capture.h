/* One HTTP request, as received: what the sink records and everything else is computed from.
 *
 * A capture is filled by the HTTP thread (or read back from the journal) and constant afterwards. It owns nothing: its
 * texts belong to the request, or to the journal_reader that produced it and are valid until that reader is used again.
 * Missing texts are "". The Authorization header is never kept, and a write key is shortened before it gets here: in the
 * query as capture_shorten_key makes it, in the body by overwriting its middle with as many '*', so that the body is
 * otherwise as sent, byte for byte. */
#ifndef WIRE_CAPTURE_H
#define WIRE_CAPTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/jsontext.h"
#include "base/str.h"

/* How the body stands in the journal, which is also the member's name there. */
enum capture_body {
    CAPTURE_NO_BODY,     /* none was sent, or it was refused unread */
    CAPTURE_BODY_JSON,   /* "json": the bytes themselves; one line of well-formed JSON in UTF-8, at most 200 levels deep */
    CAPTURE_BODY_TEXT,   /* "text": UTF-8 as a JSON string */
    CAPTURE_BODY_BYTES   /* "base64": anything else */
};

struct capture {
    uint64_t seq;             /* 1, 2, 3 ... within the session; for a foreign line, its line number */
    uint64_t offset;          /* where its record starts in the journal; set by the reader */
    int64_t received;         /* microseconds since the epoch; CLOCK_NONE in a foreign line */
    const char *method;       /* "POST"; "" for a foreign line */
    const char *path;         /* as sent, without the query; the file's name for a foreign line */
    const char *query;        /* after the '?', write keys shortened */
    const char *kind;         /* what it was when it carries no call: "preflight", "settings", "token", ...; "" for calls
                                 and for what could have been one */
    unsigned status;          /* what was answered; 200 = taken as a call; 0 = no answer was sent */
    const char *code;         /* why it was refused or odd: "invalid_json", "too_large", "not_found", "odd_path", ...; "" */
    const char *reason;       /* the same for a person, with the remedy; "" */
    const char *fault;        /* a fault that was simulated on it: "429 Retry-After 2", "closed", "delay 2 s"; "" */
    unsigned retry;           /* how many times the client says it tried before (X-Retry-Count, Rsa-Retry-Attempt) */
    unsigned line, column;    /* place in the body the reason speaks of, from 1; 0 = none */
    const char *user_agent;
    const char *content_type;
    const char *encoding;     /* Content-Encoding as sent */
    const char *origin;
    const char *write_key;    /* shortened, as capture_shorten_key makes it */
    uint64_t duration;        /* microseconds from the request's first line to its record */
    uint64_t wire_size;       /* bytes of the body on the wire */
    uint64_t inflated;        /* bytes it inflated to, 0 when it was not compressed */
    enum capture_body form;
    const char *body;         /* decoded (inflated) bytes, NOT NUL-terminated */
    size_t body_size;
};

/* An empty capture: all texts "", no times. */
void capture_init(struct capture *capture);
/* True when it was refused (status 400 or more) or never answered: it carries no call, only the news that one was lost. */
bool capture_refused(const struct capture *capture);
/* True when it may carry calls, which the others (preflights, settings and so on) do not. */
bool capture_is_call(const struct capture *capture);
/* Which form a body takes in the journal: `facts` is NULL when it is not well-formed JSON. White space around JSON
 * should be trimmed first; `facts` may be those of the untrimmed text. */
enum capture_body capture_form(const char *body, size_t n, const struct json_facts *facts);
/* A write key as it may be shown and stored: the first 4 characters, "...", and the last 2 for keys of 12 or more
 * characters, else the first 2 and "...". */
void capture_shorten_key(const char *key, size_t n, struct str *out);

/* One line of the journal without the body's own bytes, in two parts around them:
 *
 *   {"v":1,"seq":12,"receivedAt":"2026-11-23T14:02:11.204123Z","method":"POST","path":"/v1/t", ... ,"json":  BODY  }\n
 *
 * Members that would be empty are left out. For CAPTURE_BODY_TEXT and _BYTES the encoded body is part of `head`
 * and nothing stands between. `head` and `tail` are appended to. False when they are full. */
bool capture_write(const struct capture *capture, struct str *head, struct str *tail);

enum capture_line {
    CAPTURE_LINE_RECORD,  /* one of ours */
    CAPTURE_LINE_FOREIGN, /* well-formed JSON, not ours: taken as one call (or batch), body = the line */
    CAPTURE_LINE_BLANK,
    CAPTURE_LINE_BAD      /* neither: `reason` says why, body = the line */
};
/* True when a line that was cut short may be one of ours: it begins as they do. */
bool capture_is_begun(const char *line, size_t n);
/* Reads one line (without its line feed). Texts that need unescaping go to `scratch`, which is cleared first and
 * must outlive the capture; the rest points into `line`. A foreign line has status 200, and seq is left 0; of a line of
 * `callboard serve --json` the body is its `call` and the received time its `receivedAt`; one that tells of a request
 * (`--requests`) is as good as blank. */
enum capture_line capture_read(const char *line, size_t n, struct str *scratch, struct capture *capture);
/* The same for a line this process wrote: what was checked when the request came is not checked again. */
enum capture_line capture_read_own(const char *line, size_t n, struct str *scratch, struct capture *capture);

#endif
