/* What `make bench` compares callboard with: libmicrohttpd, set up as callboard does it, that reads a body, forgets it
 * and gives the same answer. Its rate is what the library and the kernel cost. */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#define CONNECTION_MEMORY ((size_t)64 << 10)
#define IDLE_SECONDS 30u
#define MAX_CONNECTIONS 1000u

static enum MHD_Result handle(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *upload, size_t *upload_size, void **request)
{
    static int begun;
    (void)url;
    (void)method;
    (void)version;
    (void)upload;
    if (*request == NULL) {
        *request = &begun;
        return MHD_YES;
    }
    if (*upload_size > 0) {
        *upload_size = 0;
        return MHD_YES;
    }
    return MHD_queue_response(connection, MHD_HTTP_OK, cls);
}

int main(void)
{
    static char answer[] = "{\"success\":true}";
    sigset_t signals;
    int caught;
    struct sockaddr_in address = {.sin_family = AF_INET};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    struct MHD_Response *response = MHD_create_response_from_buffer(strlen(answer), answer, MHD_RESPMEM_PERSISTENT);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, handle, response,
        MHD_OPTION_SOCK_ADDR, &address,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY,
        MHD_OPTION_CONNECTION_TIMEOUT, IDLE_SECONDS,
        MHD_OPTION_CONNECTION_LIMIT, MAX_CONNECTIONS,
        MHD_OPTION_END);
    if (daemon == NULL) {
        return 1;
    }
    fprintf(stderr, "listening on http://127.0.0.1:%u\n", MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
    sigwait(&signals, &caught);
    MHD_stop_daemon(daemon);
    MHD_destroy_response(response);
    return 0;
}
