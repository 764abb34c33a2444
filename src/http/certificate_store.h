/* Where the certificates are kept: a folder of the user's own, 0700, its files 0600.
 *
 *   ca-key.pem   the authority, key and certificate      ca.pem   its certificate alone: what clients are to trust
 *   server.pem   the server's, key and certificate       lock     held while any of them is being made
 *
 * Each file is whole or not there, and a server's certificate that does not fit the authority is made again, so that neither
 * a crash nor two processes starting at once leave a pair that does not match. */
#ifndef HTTP_CERTIFICATE_STORE_H
#define HTTP_CERTIFICATE_STORE_H

#include "certificate.h"

struct certificate_store {
    struct str folder, ca_path;        /* of ca.pem */
    struct str server;                 /* PEM */
    struct certificate_facts authority, server_facts;
    bool is_new;                       /* the authority was made just now: no client trusts it yet */
};

/* `folder` NULL is the user's, $XDG_DATA_HOME/callboard/tls. Reads the certificates, and makes what is missing, expires within
 * a month, is not valid yet, or does not match; `renew` makes a new authority whatever is there. On failure `err` tells path
 * and remedy, and there is nothing to be freed. */
bool certificate_store_open(struct certificate_store *store, const char *folder, int64_t now, bool renew, struct err *err);
void certificate_store_done(struct certificate_store *store);

#endif
