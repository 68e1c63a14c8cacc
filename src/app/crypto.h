/* crypto.h - passwords, tokens, hashes and sealed texts.  Only crypto.c knows which libraries do it. */
#ifndef APP_CRYPTO_H
#define APP_CRYPTO_H
#include "base/err.h"

/** n random bytes from the system. */
void crypto_random(void *out, size_t n);
/** 32 random bytes as 43 characters of base64url: session tokens, CSRF tokens, invitations. */
struct str crypto_token(struct arena *a);
/** A password for a person to type once: four groups of four unambiguous characters (78 bits),
 *  "k7mq-2xwp-9dfh-r4tz". */
struct str crypto_one_time_password(struct arena *a);

/** SHA-256 in 64 hexadecimal digits. */
struct str crypto_sha256(struct arena *a, struct str s);
/** The same for bytes that come in pieces: begin, add ..., end.  end frees; so does the arena. */
struct sha256;
struct sha256 *sha256_begin(struct arena *a);
void sha256_add(struct sha256 *h, struct str s);
/** Adds "LENGTH:" and the bytes, so that neighbouring texts cannot be confused; the absent text differs from "". */
void sha256_add_field(struct sha256 *h, struct str s);
struct str sha256_end(struct sha256 *h, struct arena *a);
/** Same bytes?  In time that depends on the length only. */
bool crypto_equal(struct str a, struct str b);

/** Argon2id, 19 MiB, 2 passes, 1 lane (about 12 ms): a text that carries its salt and parameters.
 *  @error INTERNAL when 19 MiB cannot be had */
bool crypto_password_hash(struct arena *a, struct err *e, struct str password, struct str *out) MUST_USE;
/** Does the password belong to the hash?  An absent hash takes the same time and is never right. */
bool crypto_password_verify(struct arena *a, struct str hash, struct str password);

/** The two keys of a data directory, from its secret.key file: one seals, one makes searchable hashes. */
struct secret_key {
    unsigned char seal[32], hash[32];
};
/** Reads the key file; makes it (mode 0600, fsynced) when it does not exist and `create`.
 *  @error INTERNAL unreadable, wrong length, readable for others */
bool crypto_key_load(struct err *e, const char *path, bool create, struct secret_key *out) MUST_USE;
/** A sealed text: XSalsa20-Poly1305 with a random nonce, as base64. */
struct str crypto_seal(struct arena *a, const struct secret_key *k, struct str plain);
/** The inverse; false when the text was not sealed with this key or was changed. */
bool crypto_open(struct arena *a, const struct secret_key *k, struct str sealed, struct str *plain) MUST_USE;
/** A keyed hash (BLAKE2b, 64 hexadecimal digits): equal texts give equal hashes, useless without the key. */
struct str crypto_keyed_hash(struct arena *a, const struct secret_key *k, struct str s);
#endif
