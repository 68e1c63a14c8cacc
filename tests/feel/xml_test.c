/* xml_test.c - XML as events: what is read, in which order, and every kind of document that is refused. */
#include "xml/xml.h"
#include "check.h"
#include <pthread.h>

enum {
    THREADS = 4,
    ROUNDS = 200
};

/* All events of a document as one line: <name k=v> text </name>, "!" and the error at the end of a bad one. */
static struct str events(struct arena *a, struct str doc)
{
    struct buf b = {.arena = a};
    struct xml_reader *r = xml_open(a, doc);
    for (;;) {
        switch (xml_next(r)) {
        case XML_START:
            buf_addf(&b, "<%.*s", STR_ARG(xml_name(r)));
            if (xml_uri(r).n) buf_addf(&b, "{%.*s}", STR_ARG(xml_uri(r)));
            size_t n;
            const struct xml_attribute *at = xml_attributes(r, &n);
            for (size_t i = 0; i < n; i++) {
                buf_addf(&b, " %.*s", STR_ARG(at[i].name));
                if (at[i].uri.n) buf_addf(&b, "{%.*s}", STR_ARG(at[i].uri));
                buf_addf(&b, "=%.*s", STR_ARG(at[i].value));
            }
            buf_add_char(&b, '>');
            break;
        case XML_END:
            buf_addf(&b, "</%.*s>", STR_ARG(xml_name(r)));
            break;
        case XML_TEXT:
            buf_addf(&b, "[%.*s]", STR_ARG(xml_text(r)));
            break;
        case XML_EOF:
            return buf_str(&b);
        case XML_BAD:
            buf_addf(&b, "!%.*s", STR_ARG(xml_error(r)));
            return buf_str(&b);
        }
    }
}

static const struct {
    const char *label, *doc, *events;
} ROWS[] = {
    {"an empty element has a start and an end", "<a/>", "<a></a>"},
    {"attributes in order, decoded", "<a b='1&lt;&#x41;&amp;' c=\"'\"/>", "<a b=1<A& c='></a>"},
    {"text, CDATA and references come as one", "<a>x&lt;<![CDATA[<y>&]]>z</a>", "<a>[x<<y>&z]</a>"},
    {"comments and instructions are skipped and do not cut text", "<?p q?><a>1<!-- c -->2<?p?>3</a><!-- end -->",
     "<a>[123]</a>"},
    {"white space is given", "<a> <b/>\n</a>", "<a>[ ]<b></b>[\n]</a>"},
    {"namespaces with and without prefix", "<a xmlns='u' xmlns:p='v' p:x='1' y='2'><p:b/></a>",
     "<a{u} x{v}=1 y=2><b{v}></b></a>"},
    {"a namespace may have Chinese letters", "<a xmlns='http://\xE6\x94\xBF\xE7\xAD\x96'/>",
     "<a{http://\xE6\x94\xBF\xE7\xAD\x96}></a>"},
    {"a byte order mark", "\xEF\xBB\xBF<a/>", "<a></a>"},
    {"a document in Latin 1", "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>", "<a>[\xC3\xA9]</a>"},
    {"nothing", "", "!the document is empty"},
    {"white space only", "  ", NULL},
    {"tags that do not match", "<a><b></a></b>", NULL},
    {"an end that is missing", "<a><b/>", NULL},
    {"two roots", "<a/><b/>", NULL},
    {"text behind the root", "<a/>x", NULL},
    {"an attribute twice", "<a b='1' b='2'/>", NULL},
    {"an entity that nobody declared", "<a>&x;</a>", NULL},
    {"bytes that are no UTF-8", "<a>\xFF\xFE</a>", NULL},
    {"a control character", "<a>\x01</a>", NULL},
    {"an encoding that nobody knows", "<?xml version='1.0' encoding='x-none'?><a/>", NULL},
    {"a DOCTYPE", "<!DOCTYPE a><a/>", "!DOCTYPE is not allowed"},
    {"a DOCTYPE behind a comment", "<?xml version='1.0'?>\n<!-- c --> <!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
     "!DOCTYPE is not allowed"},
    {"an external entity", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
     "!DOCTYPE is not allowed"},
    {"a billion laughs", "<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;&b;'><!ENTITY d '&c;&c;'>]><a>&d;</a>",
     "!DOCTYPE is not allowed"},
    {"a catalog instruction changes nothing", "<?oasis-xml-catalog catalog='file:///etc/passwd'?><a/>", "<a></a>"},
};

static void test_rows(struct arena *a)
{
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct str got = events(a, str_of(ROWS[i].doc));
        bool ok = ROWS[i].events ? str_eq(got, str_of(ROWS[i].events)) : str_find(got, STR("!")) + 3 < got.n;
        CHECK_ROW(ROWS[i].label, ok);
        if (!ok) fprintf(stderr, "  got %.*s\n", STR_ARG(got));
    }
}

/* UTF-16 hides a DOCTYPE from a look at the bytes. */
static void test_wide(struct arena *a)
{
    static const char plain[] = "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>";
    char wide[2 * sizeof plain] = "\xFF\xFE";
    for (size_t i = 0; i + 1 < sizeof plain; i++)
        wide[2 + 2 * i] = plain[i];
    struct str got = events(a, (struct str){wide, sizeof wide});
    CHECK_ROW("a DOCTYPE in UTF-16", str_ends(got, STR("!DOCTYPE is not allowed")));
}

static struct str repeated(struct arena *a, struct str head, struct str what, int times, struct str tail)
{
    struct buf b = {.arena = a};
    buf_add(&b, head);
    for (int i = 0; i < times; i++)
        buf_add(&b, what);
    buf_add(&b, tail);
    return buf_str(&b);
}

static void test_limits(struct arena *a)
{
    struct str deep = repeated(a, STR(""), STR("<a>"), XML_DEPTH_MAX, STR("<b/>"));
    CHECK_ROW("too deep", str_ends(events(a, deep), STR("!the depth is above the limit of 200")));
    struct str name = repeated(a, STR("<"), STR("n"), XML_NAME_MAX + 1, STR("/>"));
    CHECK_ROW("a name too long", str_starts(events(a, name), STR("!the length of a name")));
    struct str text = repeated(a, STR("<a>"), STR("0123456789abcdef"), XML_TEXT_MAX / 16 + 1, STR("</a>"));
    CHECK_ROW("a text too long", str_starts(events(a, text), STR("<a>!the length of a text")));
    struct str most = repeated(a, STR("<a>"), STR("0123456789abcdef"), XML_TEXT_MAX / 16, STR("</a>"));
    CHECK_ROW("a text just short enough", events(a, most).n == XML_TEXT_MAX + 9);
    struct buf b = {.arena = a};
    buf_add(&b, STR("<a"));
    for (int i = 0; i <= XML_ATTRIBUTES_MAX; i++)
        buf_addf(&b, " a%d=''", i);
    buf_add(&b, STR("/>"));
    CHECK_ROW("too many attributes", str_starts(events(a, buf_str(&b)), STR("!the number of attributes")));
}

static void test_places(struct arena *a)
{
    struct xml_reader *r = xml_open(a, STR("<a\n xmlns:f='u'\n xmlns='d'>\n\n<b x='f:number'>t\nu</b></a>"));
    CHECK(xml_next(r) == XML_START && xml_line(r) == 3);
    CHECK(str_eq(xml_prefix_uri(r, STR("f")), STR("u")) && str_eq(xml_prefix_uri(r, STR("")), STR("d")));
    CHECK(xml_prefix_uri(r, STR("g")).p == NULL);
    CHECK(xml_next(r) == XML_TEXT && xml_next(r) == XML_START && xml_line(r) == 5);
    CHECK(str_eq(xml_attribute(r, STR("x")), STR("f:number")) && xml_attribute(r, STR("y")).p == NULL);
    CHECK(str_eq(xml_prefix_uri(r, STR("f")), STR("u")));
    CHECK(xml_next(r) == XML_TEXT && xml_line(r) == 5 && str_eq(xml_text(r), STR("t\nu")));
    CHECK(xml_next(r) == XML_END && xml_next(r) == XML_END && xml_next(r) == XML_EOF);
    r = xml_open(a, STR("<a>\n<b>\n</c></a>"));
    while (xml_next(r) != XML_BAD)
        ;
    CHECK_ROW("a fault has its line", xml_line(r) == 3 && xml_next(r) == XML_BAD);
    struct str lines = repeated(a, STR("<a>"), STR("\n<b></b>"), 100000, STR("\n</a>"));
    r = xml_open(a, lines);
    int32_t last = 0;
    for (enum xml_event e; (e = xml_next(r)) != XML_EOF && e != XML_BAD;)
        last = xml_line(r);
    CHECK_ROW("lines behind 65,535", last >= 100000 && last <= 100002);
}

static void *in_thread(void *arg)
{
    int64_t *wrong = arg;
    for (int i = 0; i < ROUNDS; i++) {
        struct arena *a = arena_new();
        *wrong += !str_eq(events(a, STR("<a b='1'>x</a>")), STR("<a b=1>[x]</a>"));
        struct str got = events(a, STR("<a><b></a>"));
        *wrong += str_find(got, STR("mismatch")) == got.n;
        arena_free(a);
    }
    return NULL;
}

static void test_threads(void)
{
    pthread_t t[THREADS];
    int64_t wrong[THREADS] = {0};
    for (int i = 0; i < THREADS; i++)
        CHECK(pthread_create(&t[i], NULL, in_thread, &wrong[i]) == 0);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(t[i], NULL);
        CHECK_ROW("threads do not disturb each other", wrong[i] == 0);
    }
}

int main(void)
{
    struct arena *a = arena_new();
    test_rows(a);
    test_wide(a);
    test_limits(a);
    test_places(a);
    test_threads();
    arena_free(a);
    return check_end();
}
