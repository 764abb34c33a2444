/* floor: http */
#include "unit.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "http/certificate_store.h"

#define DAY (24 * 3600 * CLOCK_S)
#define NOW (INT64_C(1790000000) * CLOCK_S)
#define TOGETHER 8

struct fixture {
    char root[64], folder[80];
    struct certificate_store store;
    struct err err;
};

static const char *const files[] = {"ca-key.pem", "ca.pem", "server.pem", "lock"};

static int set_up(void **state)
{
    static struct fixture f;
    snprintf(f.root, sizeof f.root, "/tmp/callboard-tls-XXXXXX");
    if (mkdtemp(f.root) == NULL) {
        return 1;
    }
    snprintf(f.folder, sizeof f.folder, "%s/tls", f.root);
    *state = &f;
    return 0;
}

static char *path_of(const struct fixture *f, const char *file)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", f->folder, file);
    return path;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        unlink(path_of(f, files[i]));
    }
    rmdir(f->folder);
    return rmdir(f->root);
}

static void open_at(struct fixture *f, int64_t now, bool renew)
{
    if (!certificate_store_open(&f->store, f->folder, now, renew, &f->err)) {
        fail_msg("%s", f->err.text);
    }
}

static void read_file(const struct fixture *f, const char *file, struct str *out)
{
    char bytes[4096];
    int fd = open(path_of(f, file), O_RDONLY);
    assert_true(fd >= 0);
    ssize_t n = read(fd, bytes, sizeof bytes);
    assert_true(n >= 0);
    close(fd);
    str_init(out, CERTIFICATE_PEM_MAX);
    str_append(out, bytes, (size_t)n);
}

static void write_file(const struct fixture *f, const char *file, const char *text)
{
    int fd = open(path_of(f, file), O_WRONLY | O_TRUNC | O_CREAT, 0644);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
}

static unsigned mode_of(const char *path)
{
    struct stat status;
    assert_int_equal(lstat(path, &status), 0);
    return (unsigned)status.st_mode & 07777;
}

static void assert_whole(const struct fixture *f)
{
    struct str authority, given;
    read_file(f, "ca-key.pem", &authority);
    read_file(f, "ca.pem", &given);
    assert_true(certificate_serves_under(f->store.server.data, authority.data));
    assert_null(strstr(given.data, "PRIVATE"));
    assert_non_null(strstr(authority.data, given.data));
    str_done(&authority);
    str_done(&given);
}

static void the_first_use_makes_files_for_the_user_alone(void **state)
{
    struct fixture *f = *state;
    open_at(f, NOW, false);
    assert_true(f->store.is_new);
    assert_int_equal(mode_of(f->folder), 0700);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        assert_int_equal(mode_of(path_of(f, files[i])), 0600);
    }
    assert_string_equal(f->store.ca_path.data, path_of(f, "ca.pem"));
    assert_int_equal(strlen(f->store.authority.fingerprint), 95);
    assert_true(f->store.authority.until > NOW + 3000 * DAY);
    assert_true(f->store.server_facts.until > NOW + 300 * DAY && f->store.server_facts.until < NOW + 398 * DAY);
    assert_whole(f);
    certificate_store_done(&f->store);
}

/* Opens it again; true when the authority, and in *server when the server's certificate, stayed the same. */
static bool keeps(struct fixture *f, int64_t now, bool renew, bool *server)
{
    struct certificate_store before;
    open_at(f, NOW, false);
    before = f->store;
    open_at(f, now, renew);
    bool same = strcmp(before.authority.fingerprint, f->store.authority.fingerprint) == 0;
    *server = strcmp(before.server.data, f->store.server.data) == 0;
    assert_int_equal(f->store.is_new, !same);
    assert_whole(f);
    certificate_store_done(&before);
    certificate_store_done(&f->store);
    return same;
}

static void it_is_kept_until_it_is_about_to_expire(void **state)
{
    struct fixture *f = *state;
    bool server;
    assert_true(keeps(f, NOW + 360 * DAY, false, &server));
    assert_true(server);
    assert_true(keeps(f, NOW + 367 * DAY, false, &server));
    assert_false(server);
}

static void an_authority_about_to_expire_is_replaced_with_all_it_signed(void **state)
{
    struct fixture *f = *state;
    bool server;
    assert_false(keeps(f, NOW + 3630 * DAY, false, &server));
    assert_false(server);
}

static void one_made_while_the_clock_was_wrong_is_replaced(void **state)
{
    struct fixture *f = *state;
    open_at(f, NOW + 1000 * DAY, false);
    certificate_store_done(&f->store);
    open_at(f, NOW, false);
    assert_true(f->store.is_new);
    assert_true(f->store.authority.from < NOW && f->store.server_facts.from < NOW);
    assert_whole(f);
    certificate_store_done(&f->store);
}

static void no_certificate_outlives_its_authority(void **state)
{
    struct fixture *f = *state;
    open_at(f, NOW, false);
    certificate_store_done(&f->store);
    open_at(f, NOW + 3600 * DAY, false);
    assert_int_equal(f->store.server_facts.until, f->store.authority.until);
    certificate_store_done(&f->store);
}

static void renewing_makes_both_anew(void **state)
{
    struct fixture *f = *state;
    bool server;
    assert_false(keeps(f, NOW, true, &server));
    assert_false(server);
}

static void what_follows_from_the_authority_is_repaired(void **state)
{
    static const char *const damaged[] = {"", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"};
    struct fixture *f = *state;
    struct str first;
    open_at(f, NOW, false);
    certificate_store_done(&f->store);
    read_file(f, "ca-key.pem", &first);
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        write_file(f, "server.pem", damaged[i]);
        write_file(f, "ca.pem", damaged[i]);
        open_at(f, NOW, false);
        assert_false(f->store.is_new);
        assert_whole(f);
        assert_int_equal(mode_of(path_of(f, "ca.pem")), 0600);
        certificate_store_done(&f->store);
    }
    write_file(f, "server.pem", first.data); /* a pair that is whole, but no server's */
    unlink(path_of(f, "ca.pem"));
    open_at(f, NOW, false);
    assert_string_not_equal(f->store.server.data, first.data);
    assert_whole(f);
    certificate_store_done(&f->store);
    str_done(&first);
}

static void a_damaged_authority_is_told_and_not_replaced_unasked(void **state)
{
    struct fixture *f = *state;
    char nothing[CERTIFICATE_PEM_MAX / 8];
    open_at(f, NOW, false);
    certificate_store_done(&f->store);
    memset(nothing, 'x', sizeof nothing - 1);
    nothing[sizeof nothing - 1] = '\0';
    write_file(f, "ca-key.pem", nothing);
    assert_false(certificate_store_open(&f->store, f->folder, NOW, false, &f->err));
    assert_non_null(strstr(f->err.text, path_of(f, "ca-key.pem")));
    assert_non_null(strstr(f->err.text, "is damaged"));
    assert_non_null(strstr(f->err.text, "callboard tls --renew"));
    open_at(f, NOW, true);
    assert_whole(f);
    certificate_store_done(&f->store);
}

static void a_key_of_another_certificate_is_damage(void **state)
{
    struct fixture *f = *state;
    struct certificate_facts facts;
    struct str a, b, mixed;
    str_init(&a, CERTIFICATE_PEM_MAX);
    str_init(&b, CERTIFICATE_PEM_MAX);
    str_init(&mixed, CERTIFICATE_PEM_MAX);
    assert_true(certificate_make_authority(NOW, &a, &f->err));
    assert_true(certificate_make_authority(NOW, &b, &f->err));
    str_append(&mixed, a.data, (size_t)(strstr(a.data, "-----BEGIN CERT") - a.data));
    str_puts(&mixed, strstr(b.data, "-----BEGIN CERT"));
    assert_false(certificate_read(mixed.data, &facts, &f->err));
    assert_non_null(strstr(f->err.text, "does not belong"));
    assert_false(certificate_serves_under(a.data, b.data));
    str_done(&a);
    str_done(&b);
    str_done(&mixed);
}

static void a_link_in_place_of_a_file_is_not_followed(void **state)
{
    struct fixture *f = *state;
    open_at(f, NOW, false);
    certificate_store_done(&f->store);
    unlink(path_of(f, "ca-key.pem"));
    assert_int_equal(symlink("server.pem", path_of(f, "ca-key.pem")), 0);
    assert_false(certificate_store_open(&f->store, f->folder, NOW, false, &f->err));
    assert_non_null(strstr(f->err.text, "cannot be read"));
}

static void a_folder_that_cannot_be_made_is_told(void **state)
{
    struct fixture *f = *state;
    int fd = open(f->folder, O_WRONLY | O_CREAT, 0600);
    assert_true(fd >= 0);
    close(fd);
    assert_false(certificate_store_open(&f->store, f->folder, NOW, false, &f->err));
    assert_non_null(strstr(f->err.text, f->folder));
    unlink(f->folder);
}

static void *open_one(void *context)
{
    struct fixture *f = context;
    return certificate_store_open(&f->store, f->folder, NOW, false, &f->err) ? f : NULL;
}

static void of_many_that_start_at_once_one_makes_it(void **state)
{
    struct fixture *f = *state;
    struct fixture all[TOGETHER];
    pthread_t threads[TOGETHER];
    unsigned made = 0;
    for (int i = 0; i < TOGETHER; i++) {
        all[i] = *f;
        assert_int_equal(pthread_create(&threads[i], NULL, open_one, &all[i]), 0);
    }
    for (int i = 0; i < TOGETHER; i++) {
        void *opened;
        pthread_join(threads[i], &opened);
        assert_non_null(opened);
        made += all[i].store.is_new;
        assert_string_equal(all[i].store.server.data, all[0].store.server.data);
    }
    assert_int_equal(made, 1);
    f->store = all[0].store;
    assert_whole(f);
    for (int i = 0; i < TOGETHER; i++) {
        certificate_store_done(&all[i].store);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_first_use_makes_files_for_the_user_alone),
        TEST(it_is_kept_until_it_is_about_to_expire),
        TEST(an_authority_about_to_expire_is_replaced_with_all_it_signed),
        TEST(one_made_while_the_clock_was_wrong_is_replaced),
        TEST(no_certificate_outlives_its_authority),
        TEST(renewing_makes_both_anew),
        TEST(what_follows_from_the_authority_is_repaired),
        TEST(a_damaged_authority_is_told_and_not_replaced_unasked),
        TEST(a_key_of_another_certificate_is_damage),
        TEST(a_link_in_place_of_a_file_is_not_followed),
        TEST(a_folder_that_cannot_be_made_is_told),
        TEST(of_many_that_start_at_once_one_makes_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
