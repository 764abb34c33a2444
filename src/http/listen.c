#include "listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

static bool parse(const char *text, uint16_t port, union address *address, socklen_t *size)
{
    memset(address, 0, sizeof *address);
    if (inet_pton(AF_INET, text, &address->v4.sin_addr) == 1) {
        address->v4.sin_family = AF_INET;
        address->v4.sin_port = htons(port);
        *size = sizeof address->v4;
        return true;
    }
    address->v6.sin6_family = AF_INET6;
    address->v6.sin6_port = htons(port);
    *size = sizeof address->v6;
    return inet_pton(AF_INET6, text, &address->v6.sin6_addr) == 1;
}

bool listen_is_loopback(const char *text)
{
    union address address;
    socklen_t size;
    if (!parse(text, 0, &address, &size)) {
        return false;
    }
    return address.any.sa_family == AF_INET ? ntohl(address.v4.sin_addr.s_addr) >> 24 == 127
                                            : IN6_IS_ADDR_LOOPBACK(&address.v6.sin6_addr) != 0;
}

static bool explain(int why, const char *address, unsigned port, const char *option, struct err *err)
{
    switch (why) {
    case EADDRINUSE:
        return err_set(err, "port %u is in use (another callboard?): stop it, or choose another with %s N, or "
                            "%s 0 for any free port", port, option, option);
    case EACCES:
        return err_set(err, "port %u may not be used by this user: choose one from 1024 on with %s N", port,
                       option);
    case EADDRNOTAVAIL:
        return err_set(err, "%s is no address of this machine: choose another with --listen ADDR", address);
    default:
        return err_set(err, "cannot listen on %s port %u: %s", address, port, strerror(why));
    }
}

/* SO_REUSEADDR lets a restart have the port while old connections linger; on a port somebody listens on, bind still
 * fails. */
static bool bind_and_listen(int fd, const union address *address, socklen_t size)
{
    int on = 1;
    return setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 && bind(fd, &address->any, size) == 0 &&
           listen(fd, SOMAXCONN) == 0;
}

int listen_open(const char *text, uint16_t *port, const char *option, struct err *err)
{
    union address address;
    socklen_t size;
    if (!parse(text, *port, &address, &size)) {
        err_set(err, "'%.60s' is no numeric address: give --listen one such as 127.0.0.1, 0.0.0.0 or ::1", text);
        return -1;
    }
    int fd = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0 || !bind_and_listen(fd, &address, size) || getsockname(fd, &address.any, &size) != 0) {
        explain(errno, text, *port, option, err);
        if (fd >= 0) {
            close(fd);
        }
        return -1;
    }
    *port = ntohs(address.any.sa_family == AF_INET ? address.v4.sin_port : address.v6.sin6_port);
    return fd;
}
