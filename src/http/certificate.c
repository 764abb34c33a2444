#include "certificate.h"

#include <arpa/inet.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"

#define DAY (24 * 3600 * CLOCK_S)
#define AUTHORITY_LIFE (3650 * DAY)
#define SERVER_LIFE (397 * DAY)
#define CLOCK_SKEW DAY /* emulators and containers may be behind */
#define SERIAL_SIZE 16
#define DIGEST_SIZE 32

/* Clients take an elliptic key of this size everywhere TLS 1.2 is spoken, and it is made in no time. */
#define KEY_BITS GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1)

/* The names of the server; the authority may vouch for these and no others. */
static const struct name {
    gnutls_x509_subject_alt_name_t type;
    const char *text;
    const char *mask; /* of the addresses the authority may vouch for */
} names[] = {
    {GNUTLS_SAN_DNSNAME, "localhost", NULL},
    {GNUTLS_SAN_IPADDRESS, "127.0.0.1", "255.0.0.0"},
    {GNUTLS_SAN_IPADDRESS, "::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
    {GNUTLS_SAN_IPADDRESS, "10.0.2.2", "255.255.255.255"}, /* the host, seen from Android's emulator */
    {GNUTLS_SAN_DNSNAME, "host.docker.internal", NULL},    /* and from a container */
};
#define NAMES (sizeof names / sizeof *names)

struct pair {
    gnutls_x509_privkey_t key;
    gnutls_x509_crt_t certificate;
};

const char *certificate_library(void)
{
    return gnutls_check_version(NULL);
}

static bool worked(int result, struct err *err)
{
    return result >= 0 || err_set(err, "GnuTLS: %s", gnutls_strerror(result));
}

static bool pair_init(struct pair *pair, struct err *err)
{
    *pair = (struct pair){0};
    return worked(gnutls_x509_privkey_init(&pair->key), err) && worked(gnutls_x509_crt_init(&pair->certificate), err);
}

static void pair_done(struct pair *pair)
{
    gnutls_x509_privkey_deinit(pair->key);
    gnutls_x509_crt_deinit(pair->certificate);
}

/* ---- texts ---- */

static bool append_and_free(gnutls_datum_t *text, struct str *out, struct err *err)
{
    bool fits = str_append(out, text->data, text->size);
    gnutls_free(text->data);
    return fits || err_set(err, "it is too long");
}

static bool write_key(gnutls_x509_privkey_t key, struct str *out, struct err *err)
{
    gnutls_datum_t text;
    return worked(gnutls_x509_privkey_export2_pkcs8(key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &text), err) &&
           append_and_free(&text, out, err);
}

static bool write_certificate(gnutls_x509_crt_t certificate, struct str *out, struct err *err)
{
    gnutls_datum_t text;
    return worked(gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_PEM, &text), err) &&
           append_and_free(&text, out, err);
}

static bool belong_together(const struct pair *pair, struct err *err)
{
    unsigned char of_key[DIGEST_SIZE], of_certificate[DIGEST_SIZE];
    size_t n = sizeof of_key, m = sizeof of_certificate;
    return worked(gnutls_x509_privkey_get_key_id(pair->key, GNUTLS_KEYID_USE_SHA256, of_key, &n), err) &&
           worked(gnutls_x509_crt_get_key_id(pair->certificate, GNUTLS_KEYID_USE_SHA256, of_certificate, &m), err) &&
           ((n == m && memcmp(of_key, of_certificate, n) == 0) ||
            err_set(err, "the key in it does not belong to the certificate"));
}

/* Always to be ended with pair_done. */
static bool pair_read(struct pair *pair, const char *pem, struct err *err)
{
    gnutls_datum_t text = {.size = (unsigned)strlen(pem)};
    union {
        const char *from;
        unsigned char *to;
    } bytes = {.from = pem}; /* GnuTLS only reads it */
    text.data = bytes.to;
    return pair_init(pair, err) && worked(gnutls_x509_privkey_import(pair->key, &text, GNUTLS_X509_FMT_PEM), err) &&
           worked(gnutls_x509_crt_import(pair->certificate, &text, GNUTLS_X509_FMT_PEM), err) &&
           belong_together(pair, err);
}

static int64_t expiry(gnutls_x509_crt_t certificate)
{
    return (int64_t)gnutls_x509_crt_get_expiration_time(certificate) * CLOCK_S;
}

static bool print_fingerprint(gnutls_x509_crt_t certificate, char out[CERTIFICATE_FINGERPRINT_SIZE], struct err *err)
{
    unsigned char digest[DIGEST_SIZE];
    size_t n = sizeof digest;
    if (!worked(gnutls_x509_crt_get_fingerprint(certificate, GNUTLS_DIG_SHA256, digest, &n), err)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        snprintf(out + 3 * i, 4, "%02X%s", digest[i], i + 1 < n ? ":" : "");
    }
    return true;
}

bool certificate_read(const char *pem, struct certificate_facts *facts, struct err *err)
{
    struct pair pair;
    bool read = pair_read(&pair, pem, err) && print_fingerprint(pair.certificate, facts->fingerprint, err);
    facts->from = read ? (int64_t)gnutls_x509_crt_get_activation_time(pair.certificate) * CLOCK_S : 0;
    facts->until = read ? expiry(pair.certificate) : 0;
    pair_done(&pair);
    return read;
}

bool certificate_serves_under(const char *pem, const char *authority)
{
    struct pair pair, above;
    unsigned problems = 1;
    bool read = pair_read(&pair, pem, NULL), read_above = pair_read(&above, authority, NULL);
    bool verified = read && read_above &&
                    gnutls_x509_crt_verify(pair.certificate, &above.certificate, 1, GNUTLS_VERIFY_DISABLE_TIME_CHECKS,
                                           &problems) >= 0;
    bool serves = verified && problems == 0 && gnutls_x509_crt_check_hostname(pair.certificate, names[0].text) != 0;
    pair_done(&pair);
    pair_done(&above);
    return serves;
}

bool certificate_without_key(const char *pem, struct str *out, struct err *err)
{
    struct pair pair;
    bool written = pair_read(&pair, pem, err) && write_certificate(pair.certificate, out, err);
    pair_done(&pair);
    return written;
}

/* ---- making ---- */

static bool set_name(gnutls_x509_crt_t certificate, const char *name, struct err *err)
{
    static const char organization[] = "callboard";
    return worked(gnutls_x509_crt_set_dn_by_oid(certificate, GNUTLS_OID_X520_ORGANIZATION_NAME, 0, organization,
                                                sizeof organization - 1), err) &&
           worked(gnutls_x509_crt_set_dn_by_oid(certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                                (unsigned)strlen(name)), err);
}

static bool set_serial(gnutls_x509_crt_t certificate, struct err *err)
{
    unsigned char serial[SERIAL_SIZE];
    if (!worked(gnutls_rnd(GNUTLS_RND_NONCE, serial, sizeof serial), err)) {
        return false;
    }
    serial[0] = (unsigned char)((serial[0] & 0x3f) | 0x40); /* positive, and of the same length every time */
    return worked(gnutls_x509_crt_set_serial(certificate, serial, sizeof serial), err);
}

static bool set_key_id(gnutls_x509_crt_t certificate, struct err *err)
{
    unsigned char id[DIGEST_SIZE];
    size_t n = sizeof id;
    return worked(gnutls_x509_crt_get_key_id(certificate, 0, id, &n), err) &&
           worked(gnutls_x509_crt_set_subject_key_id(certificate, id, n), err);
}

static bool set_authority_key_id(gnutls_x509_crt_t certificate, gnutls_x509_crt_t above, struct err *err)
{
    unsigned char id[DIGEST_SIZE];
    size_t n = sizeof id;
    return worked(gnutls_x509_crt_get_subject_key_id(above, id, &n, NULL), err) &&
           worked(gnutls_x509_crt_set_authority_key_id(certificate, id, n), err);
}

static bool begin(struct pair *pair, const char *name, int64_t from, int64_t until, struct err *err)
{
    return pair_init(pair, err) &&
           worked(gnutls_x509_privkey_generate(pair->key, GNUTLS_PK_EC, KEY_BITS, 0), err) &&
           worked(gnutls_x509_crt_set_version(pair->certificate, 3), err) &&
           worked(gnutls_x509_crt_set_key(pair->certificate, pair->key), err) &&
           worked(gnutls_x509_crt_set_activation_time(pair->certificate, (time_t)(from / CLOCK_S)), err) &&
           worked(gnutls_x509_crt_set_expiration_time(pair->certificate, (time_t)(until / CLOCK_S)), err) &&
           set_name(pair->certificate, name, err) && set_serial(pair->certificate, err) &&
           set_key_id(pair->certificate, err);
}

static bool finish(const struct pair *pair, const struct pair *above, struct str *out, struct err *err)
{
    return worked(gnutls_x509_crt_sign2(pair->certificate, above->certificate, above->key, GNUTLS_DIG_SHA256, 0), err) &&
           write_key(pair->key, out, err) && write_certificate(pair->certificate, out, err);
}

/* An address as certificates hold it, 4 or 16 bytes; 0 for a text that is none. */
static unsigned address_bytes(const char *text, unsigned char out[16])
{
    return inet_pton(AF_INET, text, out) == 1 ? 4 : inet_pton(AF_INET6, text, out) == 1 ? 16 : 0;
}

/* RFC 5280: an address is constrained by itself and its mask, one behind the other. */
static bool permit(gnutls_x509_name_constraints_t constraints, const struct name *name, struct err *err)
{
    unsigned char bytes[32];
    union {
        const char *from;
        unsigned char *to;
    } text = {.from = name->text};
    gnutls_datum_t value = {.data = text.to, .size = (unsigned)strlen(name->text)};
    if (name->type == GNUTLS_SAN_IPADDRESS) {
        unsigned char mask[16];
        unsigned n = address_bytes(name->text, bytes);
        address_bytes(name->mask, mask);
        for (unsigned i = 0; i < n; i++) {
            bytes[i] &= mask[i];
            bytes[n + i] = mask[i];
        }
        value = (gnutls_datum_t){.data = bytes, .size = 2 * n};
    }
    return worked(gnutls_x509_name_constraints_add_permitted(constraints, name->type, &value), err);
}

static bool set_constraints(gnutls_x509_crt_t certificate, struct err *err)
{
    gnutls_x509_name_constraints_t constraints;
    if (!worked(gnutls_x509_name_constraints_init(&constraints), err)) {
        return false;
    }
    bool set = true;
    for (size_t i = 0; set && i < NAMES; i++) {
        set = permit(constraints, &names[i], err);
    }
    set = set && worked(gnutls_x509_crt_set_name_constraints(certificate, constraints, 1), err);
    gnutls_x509_name_constraints_deinit(constraints);
    return set;
}

bool certificate_make_authority(int64_t now, struct str *out, struct err *err)
{
    struct pair pair;
    char date[CLOCK_ISO_SIZE], name[64];
    /* The day tells two of them apart in a list of trusted authorities. */
    snprintf(name, sizeof name, "callboard local CA %.10s", clock_format_iso(now, date));
    bool made = begin(&pair, name, now - CLOCK_SKEW, now + AUTHORITY_LIFE, err) &&
                worked(gnutls_x509_crt_set_basic_constraints(pair.certificate, 1, 0), err) &&
                worked(gnutls_x509_crt_set_key_usage(pair.certificate, GNUTLS_KEY_KEY_CERT_SIGN), err) &&
                set_constraints(pair.certificate, err) && finish(&pair, &pair, out, err);
    pair_done(&pair);
    return made;
}

static bool set_names(gnutls_x509_crt_t certificate, struct err *err)
{
    bool set = true;
    for (size_t i = 0; set && i < NAMES; i++) {
        unsigned char bytes[16];
        unsigned n = names[i].type == GNUTLS_SAN_IPADDRESS ? address_bytes(names[i].text, bytes) : 0;
        set = worked(gnutls_x509_crt_set_subject_alt_name(certificate, names[i].type, n > 0 ? (const void *)bytes : names[i].text,
                                                          n > 0 ? n : (unsigned)strlen(names[i].text), GNUTLS_FSAN_APPEND), err);
    }
    return set;
}

bool certificate_make_server(const char *authority, int64_t now, struct str *out, struct err *err)
{
    struct pair pair = {0}, above;
    bool made = pair_read(&above, authority, err);
    int64_t until = made ? expiry(above.certificate) : 0;
    until = until < now + SERVER_LIFE - CLOCK_SKEW ? until : now + SERVER_LIFE - CLOCK_SKEW;
    made = made && begin(&pair, "localhost", now - CLOCK_SKEW, until, err) &&
           worked(gnutls_x509_crt_set_basic_constraints(pair.certificate, 0, -1), err) &&
           worked(gnutls_x509_crt_set_key_usage(pair.certificate, GNUTLS_KEY_DIGITAL_SIGNATURE), err) &&
           worked(gnutls_x509_crt_set_key_purpose_oid(pair.certificate, GNUTLS_KP_TLS_WWW_SERVER, 0), err) &&
           set_names(pair.certificate, err) &&
           set_authority_key_id(pair.certificate, above.certificate, err) && finish(&pair, &above, out, err);
    pair_done(&pair);
    pair_done(&above);
    return made;
}
