/* crypto.c - see crypto.h.  The only file that includes sodium.h and openssl/. */
#include "app/crypto.h"
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PASSWORD_MEMORY = 19 * 1024 * 1024, PASSWORD_PASSES = 2, DIGEST = 32 };

/* Idempotent and thread-safe in libsodium, so nobody has to remember a call at start. */
static void ready(void)
{
    if (sodium_init() < 0) abort();
}

void crypto_random(void *out, size_t n)
{
    ready();
    randombytes_buf(out, n);
}

static struct str to_base64(struct arena *a, const void *p, size_t n, int variant)
{
    size_t cap = sodium_base64_encoded_len(n, variant);
    char *text = arena_alloc(a, cap);
    sodium_bin2base64(text, cap, p, n, variant);
    return str_of(text);
}

static struct str to_hex(struct arena *a, const unsigned char *p, size_t n)
{
    char *text = arena_alloc(a, n * 2 + 1);
    sodium_bin2hex(text, n * 2 + 1, p, n);
    return (struct str){text, n * 2};
}

struct str crypto_token(struct arena *a)
{
    unsigned char raw[32];
    crypto_random(raw, sizeof raw);
    return to_base64(a, raw, sizeof raw, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

struct str crypto_one_time_password(struct arena *a)
{
    static const char letters[] = "23456789abcdefghjkmnpqrstuvwxyz"; /* without 0 1 i l o */
    struct buf b = {.arena = a};
    ready();
    for (int i = 0; i < 16; i++) {
        if (i > 0 && i % 4 == 0) buf_add_char(&b, '-');
        buf_add_char(&b, letters[randombytes_uniform(sizeof letters - 1)]);
    }
    return buf_str(&b);
}

/* ---- SHA-256 ---- */
struct sha256 {
    EVP_MD_CTX *md;
};

static void sha256_free(void *arg)
{
    struct sha256 *h = arg;
    EVP_MD_CTX_free(h->md);
    h->md = NULL;
}

struct sha256 *sha256_begin(struct arena *a)
{
    struct sha256 *h = ARENA_NEW(a, struct sha256);
    h->md = EVP_MD_CTX_new();
    if (!h->md || EVP_DigestInit_ex(h->md, EVP_sha256(), NULL) != 1) abort();
    arena_defer(a, sha256_free, h);
    return h;
}

void sha256_add(struct sha256 *h, struct str s)
{
    assert(h->md);
    if (s.n > 0 && EVP_DigestUpdate(h->md, s.p, s.n) != 1) abort();
}

void sha256_add_field(struct sha256 *h, struct str s)
{
    char head[24];
    size_t at = sizeof head;
    head[--at] = ':';
    size_t n = s.n;
    do {
        head[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n > 0);
    if (!s.p) head[--at] = '-'; /* "-0:" is the absent text */
    sha256_add(h, (struct str){head + at, sizeof head - at});
    sha256_add(h, s);
}

struct str sha256_end(struct sha256 *h, struct arena *a)
{
    unsigned char digest[DIGEST];
    unsigned n = 0;
    assert(h->md);
    if (EVP_DigestFinal_ex(h->md, digest, &n) != 1 || n != DIGEST) abort();
    sha256_free(h);
    return to_hex(a, digest, DIGEST);
}

struct str crypto_sha256(struct arena *a, struct str s)
{
    unsigned char digest[DIGEST];
    unsigned n = 0;
    if (EVP_Digest(s.n ? s.p : "", s.n, digest, &n, EVP_sha256(), NULL) != 1 || n != DIGEST) abort();
    return to_hex(a, digest, DIGEST);
}

bool crypto_equal(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || sodium_memcmp(a.p, b.p, a.n) == 0);
}

/* ---- passwords ---- */
bool crypto_password_hash(struct arena *a, struct err *e, struct str password, struct str *out)
{
    ready();
    char *text = arena_alloc(a, crypto_pwhash_STRBYTES);
    if (crypto_pwhash_str_alg(text, password.n ? password.p : "", password.n, PASSWORD_PASSES, PASSWORD_MEMORY,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        return fail_internal(e, "argon2id: no memory");
    *out = str_of(text);
    return true;
}

bool crypto_password_verify(struct arena *a, struct str hash, struct str password)
{
    /* A hash of random bytes that nobody kept: checking against it costs what checking a real one costs. */
    static const char nobody[] =
        "$argon2id$v=19$m=19456,t=2,p=1$bnVhbnFpYW8tbm9ib2R5IQ$pqZ2rUuXg3vWlV1pTq0mQnR1QzJ5bGh3S2V4cFRhYmM";
    ready();
    const char *text = hash.n ? arena_cstr(a, hash) : nobody;
    bool right = crypto_pwhash_str_verify(text, password.n ? password.p : "", password.n) == 0;
    return right && hash.n > 0;
}

/* ---- sealed texts ---- */
static bool key_read(struct err *e, int fd, const char *path, struct secret_key *out)
{
    struct stat st;
    if (fstat(fd, &st) != 0) return fail_internal(e, "%s: cannot be looked at", path);
    if ((st.st_mode & (S_IRWXG | S_IRWXO)) != 0) return fail_internal(e, "%s: others may read it; chmod 600", path);
    if (st.st_size != (off_t)sizeof *out || read(fd, out, sizeof *out) != (ssize_t)sizeof *out)
        return fail_internal(e, "%s: is not a key file of %zu bytes", path, sizeof *out);
    return true;
}

static bool key_make(struct err *e, const char *path, struct secret_key *out)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd < 0) return fail_internal(e, "%s: cannot be made: errno %d", path, errno);
    crypto_random(out, sizeof *out);
    bool ok = write(fd, out, sizeof *out) == (ssize_t)sizeof *out && fsync(fd) == 0;
    ok = close(fd) == 0 && ok;
    if (!ok) {
        (void)unlink(path); /* half a key must not be found at the next start */
        return fail_internal(e, "%s: cannot be written", path);
    }
    return true;
}

bool crypto_key_load(struct err *e, const char *path, bool create, struct secret_key *out)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT && create) return key_make(e, path, out);
    if (fd < 0) return fail_internal(e, "%s: cannot be opened: errno %d", path, errno);
    bool ok = key_read(e, fd, path, out);
    (void)close(fd);
    return ok;
}

struct str crypto_seal(struct arena *a, const struct secret_key *k, struct str plain)
{
    size_t n = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.n;
    unsigned char *box = arena_alloc(a, n);
    crypto_random(box, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(box + crypto_secretbox_NONCEBYTES, (const unsigned char *)(plain.n ? plain.p : ""), plain.n,
                          box, k->seal);
    return to_base64(a, box, n, sodium_base64_VARIANT_ORIGINAL);
}

bool crypto_open(struct arena *a, const struct secret_key *k, struct str sealed, struct str *plain)
{
    enum { HEAD = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES };
    unsigned char *box = arena_alloc(a, sealed.n + 1);
    size_t n = 0;
    ready();
    if (sodium_base642bin(box, sealed.n + 1, sealed.p, sealed.n, NULL, &n, NULL, sodium_base64_VARIANT_ORIGINAL) != 0)
        return false;
    if (n < HEAD) return false;
    unsigned char *text = arena_alloc(a, n - HEAD + 1);
    if (crypto_secretbox_open_easy(text, box + crypto_secretbox_NONCEBYTES, n - crypto_secretbox_NONCEBYTES, box,
                                   k->seal) != 0)
        return false;
    *plain = (struct str){(const char *)text, n - HEAD};
    return true;
}

struct str crypto_keyed_hash(struct arena *a, const struct secret_key *k, struct str s)
{
    unsigned char digest[DIGEST];
    ready();
    crypto_generichash(digest, sizeof digest, (const unsigned char *)(s.n ? s.p : ""), s.n, k->hash, sizeof k->hash);
    return to_hex(a, digest, sizeof digest);
}
