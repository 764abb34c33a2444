#include "unsent.h"

#include <gnutls/gnutls.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

static enum MHD_Result put_header(void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
    struct str *out = cls;
    (void)kind;
    if (strcasecmp(name, MHD_HTTP_HEADER_CONNECTION) != 0) { /* it says what is said below */
        str_printf(out, "%s: %s\r\n", name, value);
    }
    return MHD_YES;
}

static void put_answer(const struct request *request, struct str *out)
{
    struct MHD_Response *response = request->response != NULL ? request->response : request->sink->success;
    bool bodiless = request->status == MHD_HTTP_NO_CONTENT;
    str_printf(out, "HTTP/1.1 %u %s\r\nConnection: close\r\n", request->status, MHD_get_reason_phrase_for(request->status));
    MHD_get_response_headers(response, put_header, out);
    if (!bodiless) {
        str_printf(out, "Content-Length: %zu\r\n", request->answer.n);
    }
    str_puts(out, "\r\n");
    if (!bodiless && strcmp(request->method_name, "HEAD") != 0) {
        str_append(out, request->answer.p, request->answer.n);
    }
}

void unsent_send(const struct request *request)
{
    struct MHD_Connection *connection = request->connection;
    const union MHD_ConnectionInfo *tls = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    struct str *out = &request->sink->reply;
    str_clear(out);
    put_answer(request, out);
    if (tls != NULL) {
        gnutls_record_send(tls->tls_session, out->data, out->len);
    } else {
        int fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
        send(fd, out->data, out->len, MSG_DONTWAIT | MSG_NOSIGNAL);
    }
}

void unsent_log(void *cls, const char *format, va_list values)
{
    struct sink *sink = cls;
    char text[160];
    vsnprintf(text, sizeof text, format, values);
    if (strstr(text, "response header") != NULL) { /* "Closing connection (failed to create response header)." */
        sink->unsent = true;
    }
}
