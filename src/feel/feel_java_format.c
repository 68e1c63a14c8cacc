/* feel_java_format.c - String.format of java.lang.  @source Java SE 17 API, java.util.Formatter */
#include "feel/feel_java_impl.h"

struct feel_digits feel_digits_of(struct arena *a, struct num n)
{
    struct str text = num_text(a, num_abs(n));
    size_t point = str_find(text, STR("."));
    struct buf b = {.arena = a};
    buf_add(&b, str_sub(text, 0, point));
    if (point < text.n) buf_add(&b, str_sub(text, point + 1, text.n));
    struct feel_digits d = {.negative = num_sign(n) < 0, .digits = buf_str(&b), .point = (int32_t)point};
    while (d.digits.n > 1 && d.digits.p[0] == '0') {
        d.digits = str_sub(d.digits, 1, d.digits.n);
        d.point--;
    }
    while (d.digits.n > 1 && d.digits.p[d.digits.n - 1] == '0') d.digits.n--;
    return d;
}

/* One %[index$][flags][width][.precision]conversion. */
struct spec {
    size_t index; /* 1-based; 0 = the next one */
    bool left, zero, plus, blank, group, parentheses;
    size_t width, precision;
    bool has_precision;
    char conversion;
};
enum { WIDTH_MAX = 10000, DOUBLE_PRECISION = 6 };

static bool read_count(struct str f, size_t *at, size_t *out)
{
    *out = 0;
    while (*at < f.n && f.p[*at] >= '0' && f.p[*at] <= '9') {
        *out = *out * 10 + (size_t)(f.p[(*at)++] - '0');
        if (*out > WIDTH_MAX) return false;
    }
    return true;
}

static bool read_flag(struct spec *s, char c)
{
    bool *flag = c == '-'   ? &s->left
                 : c == '0' ? &s->zero
                 : c == '+' ? &s->plus
                 : c == ' ' ? &s->blank
                 : c == ',' ? &s->group
                 : c == '(' ? &s->parentheses
                            : NULL;
    if (flag) *flag = true;
    return flag != NULL;
}

/* f[*at] stands behind the %. */
static bool read_spec(struct str f, size_t *at, struct spec *s)
{
    *s = (struct spec){0};
    size_t start = *at, n;
    if (!read_count(f, at, &n)) return false;
    if (*at < f.n && f.p[*at] == '$' && n > 0) {
        s->index = n;
        (*at)++;
    } else {
        *at = start;
    }
    while (*at < f.n && read_flag(s, f.p[*at])) (*at)++;
    if (!read_count(f, at, &s->width)) return false;
    if (*at < f.n && f.p[*at] == '.') {
        size_t digits = ++(*at);
        if (!read_count(f, at, &s->precision) || *at == digits) return false;
        s->has_precision = true;
    }
    if (*at == f.n) return false;
    s->conversion = f.p[(*at)++];
    return true;
}

/* ---- numbers ---- */

static void add_zeros(struct buf *b, size_t n)
{
    while (n-- > 0) buf_add_char(b, '0');
}

/* The whole part, in groups of three when asked. */
static void add_whole(struct buf *b, struct str digits, bool group)
{
    for (size_t i = 0; i < digits.n; i++) {
        if (group && i > 0 && (digits.n - i) % 3 == 0) buf_add_char(b, ',');
        buf_add_char(b, digits.p[i]);
    }
}

static bool add_fixed(struct arena *a, struct buf *b, const struct spec *s, struct num n)
{
    size_t precision = s->has_precision ? s->precision : DOUBLE_PRECISION;
    if (!num_round(num_abs(n), (int64_t)precision, NUM_HALF_UP, &n)) return false;
    struct str text = num_text(a, n);
    size_t point = str_find(text, STR("."));
    add_whole(b, str_sub(text, 0, point), s->group);
    if (precision == 0) return true;
    struct str fraction = point < text.n ? str_sub(text, point + 1, text.n) : STR("");
    buf_add_char(b, '.');
    buf_add(b, fraction);
    add_zeros(b, precision - fraction.n);
    return true;
}

static bool add_scientific(struct arena *a, struct buf *b, const struct spec *s, struct num n)
{
    size_t precision = s->has_precision ? s->precision : DOUBLE_PRECISION;
    struct feel_digits d = feel_digits_of(a, n);
    int64_t scale = (int64_t)precision - (d.point - 1);
    if (scale < (int64_t)d.digits.n - d.point) { /* there are more digits than asked for */
        if (!num_round(num_abs(n), scale, NUM_HALF_UP, &n)) return false;
        d = feel_digits_of(a, n);
    }
    int32_t exponent = num_sign(n) == 0 ? 0 : d.point - 1;
    buf_add_char(b, d.digits.p[0]);
    if (precision > 0) {
        struct str fraction = str_sub(d.digits, 1, precision);
        buf_add_char(b, '.');
        buf_add(b, fraction);
        add_zeros(b, precision - fraction.n);
    }
    buf_addf(b, "%c%c%02" PRId32, s->conversion, exponent < 0 ? '-' : '+', exponent < 0 ? -exponent : exponent);
    return true;
}

static bool add_whole_number(struct arena *a, struct buf *b, const struct spec *s, struct num n)
{
    int64_t i;
    if (s->has_precision || !num_is_whole(n)) return false;
    if (s->conversion == 'd') {
        add_whole(b, num_text(a, num_abs(n)), s->group);
        return true;
    }
    if (!num_to_i64(num_abs(n), &i)) return false;
    buf_addf(b, s->conversion == 'o' ? "%" PRIo64 : s->conversion == 'x' ? "%" PRIx64 : "%" PRIX64, (uint64_t)i);
    return true;
}

/* ---- one argument ---- */

/* Pads the body to the width; `sign` stands before the zeros, `tail` behind. */
static void add_padded(struct buf *b, const struct spec *s, struct str sign, struct str body, struct str tail)
{
    size_t width = sign.n + utf8_count(body) + tail.n, pad = s->width > width ? s->width - width : 0;
    if (!s->left && !s->zero)
        for (size_t i = 0; i < pad; i++) buf_add_char(b, ' ');
    buf_add(b, sign);
    if (s->zero && !s->left) add_zeros(b, pad);
    buf_add(b, body);
    buf_add(b, tail);
    if (s->left)
        for (size_t i = 0; i < pad; i++) buf_add_char(b, ' ');
}

static bool add_number(struct feel_run *r, struct buf *b, const struct spec *s, const struct feel_value *v)
{
    if (v->kind != FEEL_NUMBER) return false;
    struct buf body = {.arena = r->arena};
    bool fine = false;
    if (s->conversion == 'f')
        fine = add_fixed(r->arena, &body, s, v->number);
    else if (s->conversion == 'e' || s->conversion == 'E')
        fine = add_scientific(r->arena, &body, s, v->number);
    else
        fine = add_whole_number(r->arena, &body, s, v->number);
    if (!fine) return false;
    bool negative = num_sign(v->number) < 0, around = negative && s->parentheses;
    struct str sign = around ? STR("(") : negative ? STR("-") : s->plus ? STR("+") : s->blank ? STR(" ") : STR("");
    add_padded(b, s, sign, buf_str(&body), around ? STR(")") : STR(""));
    return true;
}

static bool add_text(struct feel_run *r, struct buf *b, const struct spec *s, const struct feel_value *v)
{
    struct str text;
    if (s->zero || s->plus || s->group || s->parentheses || s->blank) return false;
    if (s->conversion == 'b') {
        text = v->kind == FEEL_NULL || (v->kind == FEEL_BOOLEAN && !v->boolean) ? STR("false") : STR("true");
    } else if (s->conversion == 'c') {
        if (v->kind != FEEL_STRING || utf8_count(feel_text(*v)) != 1 || s->has_precision) return false;
        text = feel_text(*v);
    } else {
        text = feel_to_text(r->arena, *v);
        if (!text.p) return false;
    }
    if (s->has_precision) {
        size_t at = 0;
        for (size_t i = 0; i < s->precision && at < text.n; i++) utf8_next(text, &at);
        text.n = at;
    }
    add_padded(b, s, STR(""), text, STR(""));
    return true;
}

static bool add_argument(struct feel_run *r, struct buf *b, const struct spec *s, const struct feel_value *v)
{
    if (memchr("sbc", s->conversion, 3)) return add_text(r, b, s, v);
    if (memchr("dxXofeE", s->conversion, 7)) {
        if (v->kind != FEEL_NULL) return add_number(r, b, s, v);
        add_padded(b, &(struct spec){.left = s->left, .width = s->width}, STR(""), STR("null"), STR(""));
        return true;
    }
    return false;
}

bool feel_java_format(struct feel_run *r, const struct feel_java_value *a, struct feel_java_value *out)
{
    struct buf b = {.arena = r->arena};
    struct str f = a[0].s;
    const struct feel_value *args = &a[1].v;
    size_t next = 0;
    for (size_t at = 0; at < f.n;) {
        if (f.p[at] != '%') {
            buf_add_char(&b, f.p[at++]);
            continue;
        }
        struct spec s;
        at++;
        bool fine = read_spec(f, &at, &s) && feel_step(r, 1 + (int64_t)(s.width + s.precision) / 16);
        if (fine && s.conversion == 'n') {
            buf_add_char(&b, '\n');
        } else if (fine && s.conversion == '%') {
            add_padded(&b, &s, STR(""), STR("%"), STR(""));
        } else {
            size_t index = s.index ? s.index - 1 : next++;
            if (!fine || index >= args->n || !add_argument(r, &b, &s, &args->items[index])) {
                feel_fail(r, FEEL_MSG_EXTERNAL_FORMAT, FEEL_ARGS({"format", f}));
                return false;
            }
        }
    }
    out->s = buf_str(&b);
    return true;
}
