#include "status.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "reply.h"
#include "wire/pixel.h"

static bool same(const char *text, size_t n, const char *name)
{
    return strlen(name) == n && strncasecmp(text, name, n) == 0;
}

/* The Host header without its port. */
static size_t host_length(const char *host)
{
    const char *bracket = host[0] == '[' ? strchr(host, ']') : NULL;
    return bracket != NULL ? (size_t)(bracket + 1 - host) : strcspn(host, ":");
}

/* A page on another site can make its own name resolve to this machine; it cannot choose the Host header. */
static bool is_our_host(const struct request *request)
{
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    const char *host = request->headers.host, *address = request->sink->address;
    size_t n = host_length(host);
    if (request->headers.two_hosts) {
        return false;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (same(host, n, names[i])) {
            return true;
        }
    }
    bool in_brackets = n >= 2 && host[0] == '[';
    return in_brackets ? same(host + 1, n - 2, address) : same(host, n, address);
}

static bool is_foreign_page(const struct request *request)
{
    const char *origin = request->headers.origin, *scheme = request->secure ? "https://" : "http://";
    size_t n = strlen(scheme);
    return origin[0] != '\0' &&
           (strncasecmp(origin, scheme, n) != 0 || strcasecmp(origin + n, request->headers.host) != 0);
}

/* Takes as long for a wrong token as for the right one. */
static bool is_token(const char *given, const char *token)
{
    size_t n = strlen(token);
    unsigned char differs = strlen(given) != n;
    for (size_t i = 0; i < n && given[i] != '\0'; i++) {
        differs |= (unsigned char)(given[i] ^ token[i]);
    }
    return differs == 0;
}

static bool query_has_token(const struct request *request, const char *token)
{
    struct str *name = &request->sink->key, *value = &request->sink->shown;
    const char *query = request->query;
    bool found = false;
    while (!found) {
        str_clear(name);
        str_clear(value);
        query = pixel_parameter(query, name, value);
        if (query == NULL) {
            break;
        }
        found = strcmp(name->data, "token") == 0 && is_token(value->data, token);
    }
    return found;
}

static bool has_token(const struct request *request)
{
    static const char scheme[] = "Bearer ";
    const char *token = request->sink->token, *authorization = request->headers.authorization;
    if (token == NULL) {
        return request->sink->is_loopback;
    }
    if (strncasecmp(authorization, scheme, sizeof scheme - 1) == 0) {
        const char *given = authorization + sizeof scheme - 1;
        return is_token(given + strspn(given, " "), token);
    }
    return query_has_token(request, token);
}

static void refuse(struct request *request, unsigned status, const char *code, const char *message)
{
    reply_problem(request, &(struct reply_problem){.status = status, .code = code, .message = message});
}

static void put_progress(struct sink *sink, struct str *out)
{
    struct journal_state state;
    uint64_t processed = atomic_load(&sink->processed);
    journal_state(sink->journal, &state);
    str_clear(out);
    str_printf(out, "{\"recorded\":%" PRIu64 ",\"processed\":%" PRIu64 ",\"behind\":%" PRIu64 ",\"calls\":%" PRIu64,
               state.records, processed, state.records > processed ? state.records - processed : 0,
               (uint64_t)atomic_load(&sink->calls));
    str_printf(out, ",\"findings\":{\"error\":%" PRIu64 ",\"warning\":%" PRIu64 ",\"note\":%" PRIu64 "}}",
               (uint64_t)atomic_load(&sink->errors), (uint64_t)atomic_load(&sink->warnings),
               (uint64_t)atomic_load(&sink->notes));
}

void status_answer(struct request *request, const char *body, size_t n)
{
    (void)body;
    (void)n;
    if (!is_our_host(request)) {
        refuse(request, MHD_HTTP_FORBIDDEN, "foreign_host",
               "this Host is not callboard's: ask by the address it listens on, such as 127.0.0.1 or localhost");
    } else if (is_foreign_page(request)) {
        refuse(request, MHD_HTTP_FORBIDDEN, "foreign_origin", "pages of other origins may not read from callboard");
    } else if (!has_token(request)) {
        refuse(request, MHD_HTTP_UNAUTHORIZED, "token_needed",
               "callboard listens beyond this machine, so reading needs its token: send Authorization: Bearer TOKEN, "
               "or ?token=TOKEN");
        MHD_add_response_header(request->response, MHD_HTTP_HEADER_WWW_AUTHENTICATE, "Bearer");
    } else {
        put_progress(request->sink, &request->sink->reply);
        reply_json(request, MHD_HTTP_OK);
    }
}
