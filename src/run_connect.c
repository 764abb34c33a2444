/* callboard connect: how to point an SDK at the sink. */
#include "run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "connect/connect.h"

#define NEAR_MAX 8
#define HOST_MAX 64
#define HOST_LETTERS "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.:-_"

static bool read_address(struct connect_address *address, const struct options *options, struct err *err)
{
    char url[128], tls_url[128];
    bool tls = options->tls_port != ARGS_NO_PORT;
    const char *host = options->listen == NULL ? "127.0.0.1" : options->listen;
    if (options->port == 0 || options->tls_port == 0) {
        return err_set(err, "--%s 0 is any port: name the one callboard printed", options->port == 0 ? "port" : "tls-port");
    }
    if (host[0] == '\0' || strlen(host) > HOST_MAX || host[strspn(host, HOST_LETTERS)] != '\0') {
        return err_set(err, "\"%.64s\" is no address: give --listen one such as 127.0.0.1, 192.168.1.20 or ::1", host);
    }
    bool v6 = strchr(host, ':') != NULL;
    snprintf(url, sizeof url, v6 ? "http://[%s]:%u" : "http://%s:%u", host, (unsigned)options->port);
    snprintf(tls_url, sizeof tls_url, v6 ? "https://[%s]:%u" : "https://%s:%u", host, (unsigned)options->tls_port);
    connect_address(address, url, tls ? tls_url : NULL);
    return true;
}

/* No SDK of that name: those like it. */
static void explain(const char *name, struct err *err)
{
    const struct recipe *near[NEAR_MAX];
    struct str names;
    str_init(&names, sizeof err->text);
    size_t count = connect_near(name, near, NEAR_MAX);
    for (size_t i = 0; i < count; i++) {
        str_printf(&names, "%s%s", i == 0 ? "" : ", ", near[i]->id);
    }
    err_set(err, "no SDK is called \"%.60s\"%s%s; `callboard connect` lists them all", name,
            count == 0 ? "" : "; like it: ", names.data);
    str_done(&names);
}

int run_connect(const struct options *options)
{
    struct err err;
    struct str out;
    struct connect_address address;
    const char *name = options->file_count == 0 ? NULL : options->files[0];
    const struct recipe *recipe = name == NULL ? NULL : connect_find(name);
    if (!read_address(&address, options, &err)) {
        return run_failed(&err, 2);
    }
    if (name != NULL && recipe == NULL) {
        explain(name, &err);
        return run_failed(&err, 2);
    }
    str_init(&out, CONNECT_MAX_TEXT);
    if (recipe == NULL) {
        connect_print_list(&out, &address);
    } else {
        connect_print(&out, recipe, &address);
    }
    bool written = fwrite(out.data, 1, out.len, stdout) == out.len && fflush(stdout) == 0;
    str_done(&out);
    return written ? EXIT_SUCCESS : EXIT_FAILURE;
}
