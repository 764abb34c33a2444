#include "handshake.h"

#include <gnutls/gnutls.h>
#include <stdio.h>
#include <string.h>

#define REASON_MAX 256

void handshake_await(struct request *request)
{
    struct request **first = &request->sink->silent;
    request->next_silent = *first;
    *first = request;
}

void handshake_over(struct request *request)
{
    struct request **at = &request->sink->silent;
    while (*at != NULL && *at != request) {
        at = &(*at)->next_silent;
    }
    if (*at != NULL) {
        *at = request->next_silent;
    }
}

/* What a client said before it hung up; 0, which is a friendly good-bye, when it said nothing. */
static gnutls_alert_description_t alert_of(const struct request *request)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    return info == NULL || info->tls_session == NULL ? GNUTLS_A_CLOSE_NOTIFY : gnutls_alert_get(info->tls_session);
}

/* The log names no connection: it is the one that has had an alert and is not told of yet. */
static gnutls_alert_description_t find_alert(struct sink *sink)
{
    for (struct request *request = sink->silent; request != NULL; request = request->next_silent) {
        gnutls_alert_description_t alert = alert_of(request);
        if (alert != GNUTLS_A_CLOSE_NOTIFY) {
            handshake_over(request);
            return alert;
        }
    }
    return GNUTLS_A_CLOSE_NOTIFY;
}

static bool is_distrust(gnutls_alert_description_t alert)
{
    return alert == GNUTLS_A_UNKNOWN_CA || alert == GNUTLS_A_BAD_CERTIFICATE || alert == GNUTLS_A_CERTIFICATE_UNKNOWN ||
           alert == GNUTLS_A_UNSUPPORTED_CERTIFICATE || alert == GNUTLS_A_CERTIFICATE_EXPIRED;
}

static void explain(const struct sink *sink, gnutls_alert_description_t alert, char reason[REASON_MAX])
{
    const char *name = gnutls_alert_get_name(alert);
    if (is_distrust(alert)) {
        snprintf(reason, REASON_MAX, "the client does not trust the certificate (it says: %s): `callboard tls` prints "
                                     "how it can be told to", name);
    } else if (alert != GNUTLS_A_CLOSE_NOTIFY) {
        snprintf(reason, REASON_MAX, "the TLS handshake failed, the client says: %s", name == NULL ? "an unknown alert" : name);
    } else {
        snprintf(reason, REASON_MAX, "the client probably does not trust the certificate (the TLS handshake failed): "
                                     "`callboard tls` prints how it can be told to; plain http is spoken at %s", sink->url);
    }
}

void handshake_log(void *cls, const char *format, va_list values)
{
    struct sink *sink = cls;
    struct capture capture;
    char reason[REASON_MAX];
    (void)values;
    bool is_turned_away = sink->open > sink->most; /* that is told by itself */
    if (strstr(format, "handshake") == NULL || is_turned_away) {
        return;
    }
    gnutls_alert_description_t alert = find_alert(sink);
    explain(sink, alert, reason);
    capture_init(&capture);
    capture.received = clock_now(sink->clock);
    capture.method = "TLS";
    capture.status = 0;
    capture.code = is_distrust(alert) ? "untrusted" : "handshake_failed";
    capture.reason = reason;
    journal_append(sink->journal, &capture, NULL); /* what cannot be recorded is only this note */
}
