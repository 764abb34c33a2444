/* Certificates for https on this machine, made with GnuTLS: an authority of one's own, which clients are told to trust, and the
 * server's certificate, signed by it.
 *
 * The authority is limited by name constraints to the addresses of this machine (RFC 5280, 4.2.1.10), so trusting it gives
 * nobody else's connections away. Texts are PEM: a private key and the certificate behind it. */
#ifndef HTTP_CERTIFICATE_H
#define HTTP_CERTIFICATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

#define CERTIFICATE_PEM_MAX ((size_t)64 << 10)
#define CERTIFICATE_FINGERPRINT_SIZE 96

/* Where the server can be reached under its certificate: its names, for people. */
#define CERTIFICATE_NAMES "localhost, 127.0.0.1, ::1, 10.0.2.2 and host.docker.internal"

struct certificate_facts {
    int64_t from, until;                             /* microseconds since the epoch */
    char fingerprint[CERTIFICATE_FINGERPRINT_SIZE];  /* SHA-256, "AB:CD:..." */
};

/* The version of GnuTLS at run time. */
const char *certificate_library(void);
/* A new authority, valid for ten years from `now`; appended to `out`. */
bool certificate_make_authority(int64_t now, struct str *out, struct err *err);
/* A new certificate for the server, for 397 days at most: Apple's systems take none beyond 825. */
bool certificate_make_server(const char *authority, int64_t now, struct str *out, struct err *err);
/* False, with the reason, unless key and certificate are there and belong together. */
bool certificate_read(const char *pem, struct certificate_facts *facts, struct err *err);
/* True when it is a server's and signed by this authority. */
bool certificate_serves_under(const char *pem, const char *authority);
/* Appends the certificate without its key. */
bool certificate_without_key(const char *pem, struct str *out, struct err *err);

#endif
