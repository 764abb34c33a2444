#include "endpoints.h"

#include <string.h>

#include "answers.h"
#include "status.h"
#include "take.h"
#include "wire/segment.h"

#define POSTED (METHOD_POST | METHOD_PUT)
#define ANY (METHOD_GET | METHOD_POST | METHOD_PUT | METHOD_OPTIONS | METHOD_OTHER)

#define CALL(name) {POSTED, name, NULL, take_call, NULL, true, false}

/* The first row that fits counts. Our own reading endpoints are no traffic of the application under test and leave no
 * record. */
static const struct endpoint endpoints[] = {
    {METHOD_OPTIONS, "/callboard/status", NULL, answer_options, NULL, false, true},
    {METHOD_GET, "/callboard/status", NULL, status_answer, NULL, false, true},
    {METHOD_OPTIONS, NULL, NULL, answer_options, "preflight", false, false},
    CALL("t"),
    CALL("track"),
    CALL("b"),
    CALL("batch"),
    CALL("import"),
    CALL("p"),
    CALL("page"),
    CALL("i"),
    CALL("identify"),
    CALL("g"),
    CALL("group"),
    CALL("s"),
    CALL("screen"),
    CALL("a"),
    CALL("alias"),
    {POSTED, "m", NULL, take_metrics, NULL, true, false},
    {POSTED, "metrics", NULL, take_metrics, NULL, true, false},
    {POSTED, "token", NULL, answer_token, "token", false, false},
    {METHOD_GET, NULL, "pixel", take_pixel, NULL, false, false},
    {METHOD_GET, "pixel", NULL, take_pixel, NULL, false, false},
    {METHOD_GET, "settings", NULL, answer_settings, "settings", false, false},
    {METHOD_GET, "v1", NULL, answer_settings, "settings", false, false},
    {METHOD_GET, "projects", NULL, answer_settings, "settings", false, false},
    {METHOD_GET, "sourceConfig", NULL, answer_source_config, "settings", false, false},
    {METHOD_GET, "cluster-info", NULL, answer_cluster, "settings", false, false},
    {METHOD_GET, "/", NULL, answer_root, "health", false, false},
    {METHOD_GET, "health", NULL, answer_health, "health", false, false},
    {METHOD_GET, "favicon.ico", NULL, answer_nothing_here, "icon", false, false},
    {POSTED, NULL, NULL, take_odd_path, NULL, true, false},
    {ANY, NULL, NULL, take_not_found, NULL, true, false},
};

/* Proxies send the whole URL. */
static const char *skip_authority(const char *path)
{
    const char *authority = path[0] == '/' ? NULL : strstr(path, "://");
    return authority == NULL ? path : authority + 3 + strcspn(authority + 3, "/");
}

struct json_span endpoints_segment(const char *path, unsigned back)
{
    path = skip_authority(path);
    const char *end = path + strlen(path);
    for (;;) {
        while (end > path && end[-1] == '/') {
            end--;
        }
        const char *start = end;
        while (start > path && start[-1] != '/') {
            start--;
        }
        if (back == 0 || start == end) {
            return (struct json_span){start, (size_t)(end - start)};
        }
        back--;
        end = start;
    }
}

/* Compares segment by segment, so that doubled slashes do not matter. */
static bool is_whole_path(const char *path, const char *wanted)
{
    for (unsigned back = 0;; back++) {
        struct json_span a = endpoints_segment(path, back), b = endpoints_segment(wanted, back);
        if (a.n != b.n || memcmp(a.p, b.p, a.n) != 0) {
            return false;
        }
        if (a.n == 0) {
            return true;
        }
    }
}

static bool has_segment(const char *path, const char *name)
{
    struct json_span segment, next;
    const char *at = skip_authority(path);
    for (segment = segment_next(&at); segment.n > 0; segment = next) {
        next = segment_next(&at);
        if (next.n > 0 && segment_is(segment, name)) {
            return true;
        }
    }
    return false;
}

static bool fits(const struct endpoint *endpoint, const char *path, struct json_span last)
{
    if (endpoint->path != NULL && endpoint->path[0] == '/') {
        return is_whole_path(path, endpoint->path);
    }
    return (endpoint->path == NULL || segment_is(last, endpoint->path)) &&
           (endpoint->within == NULL || has_segment(path, endpoint->within));
}

bool endpoints_is_spelled(const struct endpoint *endpoint, const char *path)
{
    struct json_span last = endpoints_segment(path, 0);
    return strlen(endpoint->path) == last.n && memcmp(endpoint->path, last.p, last.n) == 0;
}

const struct endpoint *endpoints_find(enum method method, const char *path)
{
    const struct endpoint *endpoint = endpoints;
    struct json_span last = endpoints_segment(path, 0);
    while ((endpoint->methods & method) == 0 || !fits(endpoint, path, last)) {
        endpoint++;
    }
    return endpoint;
}
