/* Sends standard input, byte for byte, as one HTTP request to 127.0.0.1:PORT and prints the whole answer.
 * usage: exchange PORT <REQUEST. Without an answer within ten seconds it fails. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#define ANSWER_MAX ((size_t)1 << 20)
#define WAIT_MS 10000

static int fail(const char *what)
{
    fprintf(stderr, "exchange: %s\n", what);
    return 1;
}

static int connect_to(unsigned long port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

static bool send_input(int fd)
{
    char bytes[65536];
    size_t n;
    while ((n = fread(bytes, 1, sizeof bytes, stdin)) > 0) {
        for (size_t done = 0; done < n;) {
            ssize_t sent = send(fd, bytes + done, n - done, MSG_NOSIGNAL);
            if (sent < 0 && errno != EINTR) {
                return false; /* an answer may have come all the same */
            }
            done += sent > 0 ? (size_t)sent : 0;
        }
    }
    return true;
}

/* The answer has its head and as much body as that promises. */
static bool is_whole(const char *answer)
{
    const char *end = strstr(answer, "\r\n\r\n");
    const char *length = strcasestr(answer, "\r\nContent-Length:");
    if (end == NULL) {
        return false;
    }
    size_t size = length != NULL && length < end ? strtoul(length + strlen("\r\nContent-Length:"), NULL, 10) : 0;
    return strlen(end + 4) >= size;
}

int main(int argc, char **argv)
{
    static char answer[ANSWER_MAX];
    size_t n = 0;
    int fd = argc == 2 ? connect_to(strtoul(argv[1], NULL, 10)) : -1;
    if (fd < 0) {
        return fail("usage: exchange PORT <REQUEST, and something must listen there");
    }
    send_input(fd);
    while (!is_whole(answer) && n < ANSWER_MAX - 1) {
        struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
        if (poll(&poll_fd, 1, WAIT_MS) <= 0) {
            return fail("no answer in time");
        }
        ssize_t got = recv(fd, answer + n, ANSWER_MAX - 1 - n, 0);
        if (got <= 0) {
            return fail("the connection was closed without a whole answer");
        }
        n += (size_t)got;
    }
    close(fd);
    return fwrite(answer, 1, n, stdout) == n ? 0 : 1;
}
