/* feel_zone.c - regions of the time zone database: TZif bytes, the rule of far years, and the engine's cache.
 *
 * @source RFC 8536 and RFC 9636 (TZif versions 1 to 4); POSIX.1-2017, 8.3 (TZ) */
#include "feel/feel_impl.h"
#include "feel/feel_time.h"
#include <pthread.h>
#include <stdio.h>

enum {
    HEADER_BYTES = 44,
    TYPES_MAX = 256,
    TRANSITIONS_MAX = 100000,
    FILE_BYTES_MAX = 1 << 20,
    OFFSET_MAX_S = 26 * 3600, /* more than any region ever had; see RFC 8536, 3.2 */
    DAY_S = 86400,
};
#define CYCLE_S (INT64_C(146097) * DAY_S) /* 400 years: the calendar and the days of the week repeat */

/** When clocks change in a year of the rule. */
struct edge {
    enum {
        EDGE_JULIAN,
        EDGE_ORDINAL,
        EDGE_WEEKDAY
    } kind;
    int32_t month, week, day; /* JULIAN, ORDINAL: day of the year; WEEKDAY: day 0 = Sunday, week 5 = the last */
    int32_t at_s;             /* wall clock, seconds after that day's midnight, any sign */
};
struct feel_zone {
    struct str name;
    size_t count;
    const int64_t *at;       /* UTC seconds, ascending */
    const int32_t *offset_s; /* that holds from at[i] on */
    int32_t first_s, last_s; /* before the first transition, and after the last when there is no rule */
    bool has_rule, has_summer;
    int32_t standard_s, summer_s;
    struct edge summer_begins, summer_ends;
};

/* ---- the rule of far years: a POSIX TZ text ---- */

/** A text being read; any failure sticks. */
struct reader {
    struct str s;
    size_t at;
    bool failed;
};

static int peek(const struct reader *r)
{
    return r->at < r->s.n ? (unsigned char)r->s.p[r->at] : -1;
}

static bool accept(struct reader *r, char c)
{
    if (peek(r) != c) return false;
    r->at++;
    return true;
}

static int32_t read_number(struct reader *r, int32_t min, int32_t max)
{
    int32_t n = 0;
    size_t first = r->at;
    for (int c; (c = peek(r)) >= '0' && c <= '9' && r->at - first < 4; r->at++)
        n = n * 10 + (c - '0');
    if (r->at == first || n < min || n > max) r->failed = true;
    return n;
}

/** [+-]h[h[h]][:mm[:ss]] in seconds. */
static int32_t read_clock(struct reader *r, int32_t hours_max)
{
    bool negative = accept(r, '-');
    if (!negative) (void)accept(r, '+');
    int32_t s = read_number(r, 0, hours_max) * 3600;
    if (accept(r, ':')) {
        s += read_number(r, 0, 59) * 60;
        if (accept(r, ':')) s += read_number(r, 0, 59);
    }
    return negative ? -s : s;
}

static void skip_abbreviation(struct reader *r)
{
    size_t first = r->at;
    if (accept(r, '<')) {
        while (peek(r) != '>' && peek(r) >= 0)
            r->at++;
        if (!accept(r, '>')) r->failed = true;
        return;
    }
    for (int c; (c = peek(r) | 32) >= 'a' && c <= 'z';)
        r->at++;
    if (r->at - first < 3) r->failed = true;
}

static struct edge read_edge(struct reader *r)
{
    struct edge e = {.kind = EDGE_ORDINAL, .at_s = 2 * 3600};
    if (!accept(r, ',')) r->failed = true;
    if (accept(r, 'M')) {
        e.kind = EDGE_WEEKDAY;
        e.month = read_number(r, 1, 12);
        if (!accept(r, '.')) r->failed = true;
        e.week = read_number(r, 1, 5);
        if (!accept(r, '.')) r->failed = true;
        e.day = read_number(r, 0, 6);
    } else if (accept(r, 'J')) {
        e.kind = EDGE_JULIAN;
        e.day = read_number(r, 1, 365);
    } else {
        e.day = read_number(r, 0, 365);
    }
    if (accept(r, '/')) e.at_s = read_clock(r, 167);
    return e;
}

/** False when the text is not a rule; an empty one is none. */
static bool read_rule(struct feel_zone *z, struct str text)
{
    if (text.n == 0) return true;
    struct reader r = {.s = text};
    skip_abbreviation(&r);
    z->standard_s = -read_clock(&r, 24); /* POSIX counts west of Greenwich */
    z->has_rule = true;
    if (r.at < text.n) {
        skip_abbreviation(&r);
        z->summer_s = peek(&r) == ',' ? z->standard_s + 3600 : -read_clock(&r, 24);
        z->summer_begins = read_edge(&r);
        z->summer_ends = read_edge(&r);
        z->has_summer = true;
    }
    return !r.failed && r.at == text.n;
}

/** Seconds of the edge on the local line of its year. */
static int64_t edge_seconds(const struct edge *e, int64_t year)
{
    int64_t january = feel_days_of((struct feel_day){year, 1, 1});
    int64_t day;
    if (e->kind == EDGE_WEEKDAY) {
        int64_t first = feel_days_of((struct feel_day){year, e->month, 1});
        int32_t ahead = (e->day - feel_weekday(first) % 7 + 7) % 7; /* weekday 7 is Sunday, 0 here */
        int32_t in_month = ahead + (e->week - 1) * 7;
        if (in_month >= feel_month_days(year, e->month)) in_month -= 7;
        day = first + in_month;
    } else {
        day = january + e->day - (e->kind == EDGE_JULIAN);
        if (e->kind == EDGE_JULIAN && e->day >= 60 && feel_month_days(year, 2) == 29) day++;
    }
    return day * DAY_S + e->at_s;
}

/** The changes of the rule around a UTC second: the last not after it and the first after it. */
struct changes {
    int64_t before_at, next_at;
    int32_t before_s, next_s; /* offsets from then on */
};

static struct changes rule_changes(const struct feel_zone *z, int64_t utc)
{
    assert(z->has_summer);
    int64_t cycle = utc / CYCLE_S - (utc % CYCLE_S < 0);
    int64_t t = utc - cycle * CYCLE_S; /* a second of 1970..2369 */
    int64_t year = feel_day_of(t / DAY_S).year;
    struct changes c = {.before_at = INT64_MIN, .next_at = INT64_MAX, .before_s = z->standard_s};
    for (int64_t y = year - 1; y <= year + 1; y++) {
        struct {
            int64_t at;
            int32_t offset_s;
        } change[] = {{edge_seconds(&z->summer_ends, y) - z->summer_s, z->standard_s},
                      {edge_seconds(&z->summer_begins, y) - z->standard_s, z->summer_s}};
        /* Summer time that ends and begins at one instant goes on: a rule of all-year summer time is written so. */
        for (size_t i = 0; i < COUNT(change); i++) {
            if (change[i].at <= t && (change[i].at > c.before_at || (change[i].at == c.before_at && i == 1))) {
                c.before_at = change[i].at;
                c.before_s = change[i].offset_s;
            }
            if (change[i].at > t && (change[i].at < c.next_at || (change[i].at == c.next_at && i == 1))) {
                c.next_at = change[i].at;
                c.next_s = change[i].offset_s;
            }
        }
    }
    if (c.before_at != INT64_MIN) c.before_at += cycle * CYCLE_S;
    if (c.next_at != INT64_MAX) c.next_at += cycle * CYCLE_S;
    return c;
}

/* ---- TZif ---- */

static uint32_t be32(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static int64_t be_time(const char *p, size_t width)
{
    return width == 4 ? (int32_t)be32(p) : (int64_t)((uint64_t)be32(p) << 32 | be32(p + 4));
}

/** The counts of a header and where the parts of its block begin. */
struct block {
    size_t width; /* of a time: 4 or 8 */
    size_t times, types, leaps;
    size_t at_times, at_indexes, at_types, end;
};

static bool read_block(struct str s, size_t at, size_t width, struct block *b)
{
    if (at > s.n || s.n - at < HEADER_BYTES || memcmp(s.p + at, "TZif", 4) != 0) return false;
    uint32_t n[6]; /* isut, isstd, leap, time, type, char */
    for (size_t i = 0; i < COUNT(n); i++) {
        n[i] = be32(s.p + at + 20 + 4 * i);
        if (n[i] > TRANSITIONS_MAX) return false;
    }
    *b = (struct block){.width = width, .times = n[3], .types = n[4], .leaps = n[2]};
    if (b->types == 0 || b->types > TYPES_MAX) return false;
    b->at_times = at + HEADER_BYTES;
    b->at_indexes = b->at_times + b->times * width;
    b->at_types = b->at_indexes + b->times;
    b->end = b->at_types + b->types * 6 + n[5] + b->leaps * (width + 4) + n[1] + n[0];
    return b->end <= s.n;
}

static int32_t type_offset(struct str s, const struct block *b, size_t type)
{
    return (int32_t)be32(s.p + b->at_types + type * 6);
}

static bool read_transitions(struct arena *a, struct feel_zone *z, struct str s, const struct block *b)
{
    for (size_t i = 0; i < b->types; i++) {
        int32_t offset = type_offset(s, b, i);
        if (offset < -OFFSET_MAX_S || offset > OFFSET_MAX_S) return false;
    }
    int64_t *at = ARENA_ARRAY(a, int64_t, b->times);
    int32_t *offset_s = ARENA_ARRAY(a, int32_t, b->times);
    for (size_t i = 0; i < b->times; i++) {
        size_t type = (unsigned char)s.p[b->at_indexes + i];
        at[i] = be_time(s.p + b->at_times + i * b->width, b->width);
        /* Far beyond the years of FEEL nothing can be: so sums with offsets cannot overflow. */
        if (type >= b->types || at[i] < -INT64_MAX / 4 || at[i] > INT64_MAX / 4) return false;
        if (i > 0 && at[i] <= at[i - 1]) return false;
        offset_s[i] = type_offset(s, b, type);
    }
    z->count = b->times;
    z->at = at;
    z->offset_s = offset_s;
    z->first_s = type_offset(s, b, 0);
    z->last_s = b->times > 0 ? offset_s[b->times - 1] : z->first_s;
    return true;
}

struct feel_zone *feel_zone_parse(struct arena *a, struct str name, struct str tzif)
{
    struct block b;
    if (!read_block(tzif, 0, 4, &b)) return NULL;
    struct str rule = STR("");
    char version = tzif.p[4];
    if (version >= '2') {
        if (!read_block(tzif, b.end, 8, &b)) return NULL;
        struct str rest = str_sub(tzif, b.end, tzif.n);
        if (rest.n < 2 || rest.p[0] != '\n') return NULL;
        rest = str_sub(rest, 1, rest.n);
        rule = str_sub(rest, 0, str_find(rest, STR("\n")));
        if (rule.n == rest.n) return NULL;
    } else if (version != '\0') {
        return NULL;
    }
    if (b.leaps > 0) return NULL; /* seconds of such a file are not those of POSIX */
    struct feel_zone *z = ARENA_NEW(a, struct feel_zone);
    z->name = arena_str(a, name);
    return read_transitions(a, z, tzif, &b) && read_rule(z, rule) ? z : NULL;
}

/* ---- offsets ---- */

/** Index of the first transition after a UTC second. */
static size_t first_after(const struct feel_zone *z, int64_t utc)
{
    size_t low = 0, high = z->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (z->at[middle] <= utc)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int32_t feel_zone_offset_utc(const struct feel_zone *z, int64_t utc_seconds)
{
    size_t i = first_after(z, utc_seconds);
    if (i == z->count && z->has_rule) {
        return z->has_summer ? rule_changes(z, utc_seconds).before_s : z->standard_s;
    }
    if (i == 0) return z->first_s;
    return i == z->count ? z->last_s : z->offset_s[i - 1];
}

/** The first change after a UTC second; false when the offset stays for ever. */
static bool next_change(const struct feel_zone *z, int64_t utc, int64_t *at, int32_t *offset_s)
{
    size_t i = first_after(z, utc);
    if (i < z->count) {
        *at = z->at[i];
        *offset_s = i + 1 < z->count ? z->offset_s[i] : feel_zone_offset_utc(z, z->at[i]);
        return true;
    }
    if (!z->has_summer) return false;
    struct changes c = rule_changes(z, utc);
    *at = c.next_at;
    *offset_s = c.next_s;
    return true;
}

/** The offset at a local second, and in *later the one of the second pass where clocks are set back (else the same).
 */
static int32_t offsets_at(const struct feel_zone *z, int64_t local, int32_t *later)
{
    int64_t utc = local - OFFSET_MAX_S, change;
    int32_t offset = feel_zone_offset_utc(z, utc), after;
    bool more;
    while ((more = next_change(z, utc, &change, &after)) && local >= change + offset) {
        if (local < change + after) { /* the clocks jumped over it */
            *later = offset;
            return offset;
        }
        offset = after;
        utc = change;
    }
    *later = more && local >= change + after ? after : offset;
    return offset;
}

int32_t feel_zone_offset_local(const struct feel_zone *z, int64_t local_seconds)
{
    int32_t later;
    return offsets_at(z, local_seconds, &later);
}

int32_t feel_zone_offset_later(const struct feel_zone *z, int64_t local_seconds)
{
    int32_t later;
    (void)offsets_at(z, local_seconds, &later);
    return later;
}

bool feel_zone_standard(const struct feel_zone *z, int32_t *offset_s)
{
    *offset_s = z->has_rule ? z->standard_s : z->last_s;
    return !z->has_summer;
}

struct str feel_zone_name(const struct feel_zone *z)
{
    return z->name;
}

/* ---- names, files, the cache ---- */

bool feel_zone_name_valid(struct str name)
{
    if (name.n == 0 || name.n > FEEL_ZONE_NAME_MAX) return false;
    if (str_starts(name, STR("posix/")) || str_starts(name, STR("right/"))) return false;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (c == '/') {
            if (i == 0 || i + 1 == name.n || name.p[i - 1] == '/') return false;
        } else if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '+' && c != '-') {
            return false;
        }
    }
    return true;
}

bool feel_zone_from_folder(void *folder, struct arena *a, struct str name, struct str *tzif)
{
    if (!feel_zone_name_valid(name)) return false;
    struct buf path = {.arena = a};
    buf_addf(&path, "%s/%.*s", (const char *)folder, STR_ARG(name));
    FILE *f = fopen(arena_cstr(a, buf_str(&path)), "rb");
    if (!f) return false;
    struct buf bytes = {.arena = a};
    char part[4096];
    size_t n;
    while ((n = fread(part, 1, sizeof part, f)) > 0 && bytes.n <= FILE_BYTES_MAX) {
        buf_add(&bytes, (struct str){part, n});
    }
    bool fine = !ferror(f) && bytes.n <= FILE_BYTES_MAX;
    (void)fclose(f); /* only read */
    *tzif = buf_str(&bytes);
    return fine;
}

struct feel_zones {
    pthread_mutex_t lock; /* of all below */
    struct arena *arena;
    struct arena *bytes; /* of one file */
    struct list found;   /* of const struct feel_zone *; there are some 600 names in the world */
    struct feel_host host;
};

struct feel_zones *feel_zones_new(const struct feel_host *host)
{
    struct arena *a = arena_new();
    struct feel_zones *z = ARENA_NEW(a, struct feel_zones);
    z->arena = a;
    z->bytes = arena_new();
    if (host) z->host = *host;
    int failed = pthread_mutex_init(&z->lock, NULL);
    assert(failed == 0);
    (void)failed;
    return z;
}

void feel_zones_free(struct feel_zones *z)
{
    if (!z) return;
    (void)pthread_mutex_destroy(&z->lock);
    arena_free(z->bytes);
    arena_free(z->arena);
}

/** In the cache, or read now; the lock is held. */
static const struct feel_zone *find_locked(struct feel_zones *z, struct str name)
{
    for (size_t i = 0; i < z->found.count; i++) {
        const struct feel_zone *known = *LIST_AT(&z->found, const struct feel_zone *, i);
        if (str_eq(known->name, name)) return known;
    }
    struct str tzif;
    arena_reset(z->bytes);
    if (!z->host.zone || !z->host.zone(z->host.data, z->bytes, name, &tzif)) return NULL;
    const struct feel_zone *zone = feel_zone_parse(z->arena, name, tzif);
    if (zone) *LIST_ADD(z->arena, &z->found, const struct feel_zone *) = zone;
    return zone;
}

const struct feel_zone *feel_zone_find(struct feel_engine *e, struct str name)
{
    if (!e || !e->zones || !feel_zone_name_valid(name)) return NULL;
    (void)pthread_mutex_lock(&e->zones->lock);
    const struct feel_zone *zone = find_locked(e->zones, name);
    (void)pthread_mutex_unlock(&e->zones->lock);
    return zone;
}
