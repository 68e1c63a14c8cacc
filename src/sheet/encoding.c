/* encoding.c - bytes of a text file to UTF-8; the only file that knows iconv. */
#include "sheet/sheet_impl.h"
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>

enum {
    RAW_BYTES = 64 * 1024,
    TEXT_BYTES = RAW_BYTES * 2, /* two bytes of GB18030 become at most three of UTF-8 */
    SURE_SEQUENCES = 4,         /* so many 3-byte sequences before the first broken byte: the file is meant as UTF-8 */
};

struct decoder {
    FILE *file;
    enum sheet_encoding encoding;
    iconv_t iconv;
    char raw[RAW_BYTES];
    size_t raw_n; /* bytes of a character cut by the block's end wait here for the next block */
    char text[TEXT_BYTES];
    int64_t consumed;
    enum decode_stop stop;
    bool at_end;
};

/* Length of the well-formed UTF-8 prefix; *cut = the rest may be the beginning of a character. */
static size_t utf8_prefix(const char *p, size_t n, bool *cut, int64_t *sequences)
{
    static const struct {
        unsigned char first, last, second_low, second_high, size;
    } FORMS[] = {{0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3}, {0xE1, 0xEC, 0x80, 0xBF, 3},
                 {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3}, {0xF0, 0xF0, 0x90, 0xBF, 4},
                 {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4}};
    const unsigned char *u = (const unsigned char *)p;
    size_t at = 0;
    *cut = false;
    while (at < n) {
        if (u[at] < 0x80) {
            at++;
            continue;
        }
        size_t form = 0;
        while (form < COUNT(FORMS) && !(u[at] >= FORMS[form].first && u[at] <= FORMS[form].last))
            form++;
        if (form == COUNT(FORMS)) return at;
        size_t size = FORMS[form].size;
        for (size_t i = 1; i < size; i++) {
            if (at + i == n) {
                *cut = true;
                return at;
            }
            unsigned char low = i == 1 ? FORMS[form].second_low : 0x80, high = i == 1 ? FORMS[form].second_high : 0xBF;
            if (u[at + i] < low || u[at + i] > high) return at;
        }
        if (size == 3 && sequences) ++*sequences;
        at += size;
    }
    return at;
}

/* Reads the file once, up to the first byte that is not UTF-8. */
static enum sheet_encoding find_encoding(FILE *file, char *block, size_t size)
{
    size_t kept = 0;
    bool first = true, bom = false;
    int64_t sequences = 0;
    for (;;) {
        size_t got = fread(block + kept, 1, size - kept, file), n = kept + got;
        if (n == 0) break;
        if (first) bom = n >= 3 && memcmp(block, "\xEF\xBB\xBF", 3) == 0;
        first = false;
        bool cut;
        size_t good = utf8_prefix(block, n, &cut, &sequences);
        if (good < n && (!cut || got == 0)) {
            if (!bom && sequences < SURE_SEQUENCES) return SHEET_GB18030;
            break;
        }
        if (got == 0) break;
        kept = n - good;
        memmove(block, block + good, kept);
    }
    return bom ? SHEET_UTF8_BOM : SHEET_UTF8;
}

struct decoder *decoder_open(struct arena *a, FILE *file)
{
    struct decoder *d = ARENA_NEW(a, struct decoder);
    d->file = file;
    rewind(file);
    d->encoding = find_encoding(file, d->raw, sizeof d->raw);
    rewind(file);
    d->iconv = (iconv_t)-1;
    if (d->encoding == SHEET_GB18030) {
        d->iconv = iconv_open("UTF-8", "GB18030");
        assert(d->iconv != (iconv_t)-1); /* part of the C library */
    }
    if (d->encoding == SHEET_UTF8_BOM) {
        char bom[3];
        d->consumed = (int64_t)fread(bom, 1, sizeof bom, file);
    }
    return d;
}

enum sheet_encoding decoder_encoding(const struct decoder *d)
{
    return d->encoding;
}

int64_t decoder_consumed(const struct decoder *d)
{
    return d->consumed;
}

void decoder_close(struct decoder *d)
{
    if (d->iconv != (iconv_t)-1) iconv_close(d->iconv);
    d->iconv = (iconv_t)-1;
}

/* Decodes the block into d->text.  @return bytes of raw used; *bad = a broken byte follows them */
static size_t decode_block(struct decoder *d, bool *cut, bool *bad, size_t *text_n)
{
    if (d->encoding != SHEET_GB18030) {
        size_t good = utf8_prefix(d->raw, d->raw_n, cut, NULL);
        *bad = good < d->raw_n && !*cut;
        memcpy(d->text, d->raw, good);
        *text_n = good;
        return good;
    }
    char *in = d->raw, *out = d->text;
    size_t in_left = d->raw_n, out_left = sizeof d->text;
    size_t rc = iconv(d->iconv, &in, &in_left, &out, &out_left);
    int why = rc == (size_t)-1 ? errno : 0;
    *cut = why == EINVAL;
    *bad = why == EILSEQ;
    *text_n = sizeof d->text - out_left;
    return d->raw_n - in_left;
}

enum decode_stop decoder_next(struct decoder *d, struct str *out)
{
    *out = (struct str){d->text, 0};
    if (d->stop != DECODE_OK) return d->stop;
    if (!d->at_end) {
        size_t got = fread(d->raw + d->raw_n, 1, sizeof d->raw - d->raw_n, d->file);
        d->at_end = got == 0;
        d->raw_n += got;
        d->consumed += (int64_t)got;
        if (ferror(d->file)) return d->stop = DECODE_READ_ERROR;
    }
    if (d->raw_n == 0 && d->at_end) return d->stop = DECODE_END;
    bool cut = false, bad = false;
    size_t used = decode_block(d, &cut, &bad, &out->n);
    if (bad || (cut && d->at_end)) d->stop = DECODE_BAD_ENCODING;
    d->raw_n -= used;
    memmove(d->raw, d->raw + used, d->raw_n);
    const char *nul = memchr(out->p, 0, out->n);
    if (nul) {
        out->n = (size_t)(nul - out->p);
        d->stop = DECODE_NUL;
    }
    if (out->n == 0 && d->stop != DECODE_OK) return d->stop;
    return DECODE_OK;
}
