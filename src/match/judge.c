/* judge.c - see judge.h.  What a verdict is, policy/judge.c says; a test compares the two. */
#include "match/judge.h"
#include "feel/feel.h"
#include "num/num.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { THREADS_MAX = 16, SHARE = 256 /* rows that a thread takes at once */ };

struct judging {
    struct arena *arena;
    const struct match_facts *facts;
    const struct policy_item *item;
    const struct policy_rule *rule;
    const struct dmn_model *model;
    const struct policy_input *inputs;
    size_t input_count;
    struct dmn_column *columns; /* per input; of lines */
    struct dmn_column *claims;  /* per input; of enterprises, as the claim decision gets them */
    bool *of_line, *of_claim;   /* per input */
    size_t rows;                /* lines */
    uint32_t *owner;            /* per line: enterprise; NULL: the same */
    uint8_t *lacking;           /* per line: a fact is missing */
    uint8_t *verdict;           /* per line: enum match_verdict, NONE = the interpreter's */
    int64_t *fen;
    size_t tables;
    uint16_t **fired;
    struct str *table_names;
    struct match_found *out;
};

/* ---- which facts ---- */

static bool is_form(const struct policy_item *item, struct str key)
{
    for (size_t i = 0; i < item->fields.count; i++) {
        const struct policy_field *f = LIST_AT(&item->fields, struct policy_field, i);
        if (str_eq(f->key, key)) return f->source == FACT_FORM;
    }
    return false;
}

/* The provider of a fact for this item; NONE when only a form can tell. */
static enum provider provider_of(const struct policy_item *item, const struct policy_fact *f)
{
    return f && !is_form(item, f->key) ? policy_provider(f->provider) : PROVIDER_NONE;
}

static const struct policy_fact *age_fact(const struct policy_item *item, const struct policy_rule *rule)
{
    struct date day;
    if (!item->age_at.n || date_parse(item->age_at, &day)) return NULL;
    const struct policy_fact *f = policy_rule_fact(rule, item->age_at);
    return f && f->type == FACT_DATE ? f : NULL;
}

void match_wanted(const struct policy_item *item, const struct policy_rule *rule, bool *wanted)
{
    size_t count;
    const struct policy_input *inputs = policy_rule_inputs(rule, &count);
    for (size_t i = 0; i < count; i++) {
        enum provider p = provider_of(item, inputs[i].fact);
        wanted[p] = true;
        if (p != PROVIDER_AGE) continue;
        wanted[PROVIDER_BIRTH] = true;
        wanted[provider_of(item, age_fact(item, rule))] = true;
    }
    wanted[PROVIDER_NONE] = false;
}

void match_facts_lines(struct match_facts *f, struct arena *a)
{
    size_t enterprises = f->enterprises.rows, workers = f->workers.rows;
    f->first_line = ARENA_ARRAY(a, size_t, enterprises + 2);
    for (size_t i = 0; i < workers; i++)
        f->first_line[f->workers.owners[i] + 1]++;
    for (size_t e = 0; e < enterprises; e++)
        f->first_line[e + 1] = f->first_line[e] + (f->first_line[e + 1] ? f->first_line[e + 1] : 1);
    f->lines = f->first_line[enterprises];
    f->line_owner = ARENA_ARRAY(a, uint32_t, f->lines + 1);
    f->line_worker = ARENA_ARRAY(a, uint32_t, f->lines + 1);
    memset(f->line_worker, 0xff, f->lines * sizeof *f->line_worker);
    for (size_t e = 0; e < enterprises; e++)
        for (size_t i = f->first_line[e]; i < f->first_line[e + 1]; i++)
            f->line_owner[i] = (uint32_t)e;
    size_t *next = ARENA_ARRAY(a, size_t, enterprises + 1);
    memcpy(next, f->first_line, enterprises * sizeof *next);
    for (size_t i = 0; i < workers; i++)
        f->line_worker[next[f->workers.owners[i]]++] = (uint32_t)i;
}

/* ---- columns ---- */

/* The facts of one provider for every line. */
static struct dmn_column provided(struct judging *j, enum provider p, enum fact_type type)
{
    const struct match_facts *f = j->facts;
    if (p == PROVIDER_NONE) return column_none(j->arena, type, j->rows);
    if (p < PROVIDER_WORKER) {
        const struct dmn_column *c = &f->enterprises.columns[p].column;
        return j->owner ? column_gather(j->arena, c, j->owner, j->rows) : *c;
    }
    if (!j->owner) return column_none(j->arena, type, j->rows); /* an enterprise is no worker */
    return column_gather(j->arena, &f->workers.columns[p].column, f->line_worker, j->rows);
}

static struct dmn_column ages(struct judging *j)
{
    struct date day = j->facts->as_of;
    struct dmn_column birth = provided(j, PROVIDER_BIRTH, FACT_DATE), at;
    if (!j->item->age_at.n || date_parse(j->item->age_at, &day))
        at = column_date(j->arena, day, j->rows);
    else
        at = provided(j, provider_of(j->item, age_fact(j->item, j->rule)), FACT_DATE);
    return column_ages(j->arena, &birth, &at, j->rows);
}

static void make_columns(struct judging *j)
{
    struct arena *a = j->arena;
    j->columns = ARENA_ARRAY(a, struct dmn_column, j->input_count + 1);
    j->claims = ARENA_ARRAY(a, struct dmn_column, j->input_count + 1);
    j->lacking = ARENA_ARRAY(a, uint8_t, j->rows + 1);
    for (size_t i = 0; i < j->input_count; i++) {
        const struct policy_fact *fact = j->inputs[i].fact;
        enum provider p = provider_of(j->item, fact);
        if (j->inputs[i].rows) continue;
        enum fact_type type = (enum fact_type)fact->type;
        if (j->of_line[i]) j->columns[i] = p == PROVIDER_AGE ? ages(j) : provided(j, p, type);
        if (j->of_claim[i] && p != PROVIDER_NONE && p < PROVIDER_WORKER)
            j->claims[i] = j->facts->enterprises.columns[p].column;
        else if (j->of_claim[i])
            j->claims[i] = column_none(a, type, j->facts->enterprises.rows);
        for (size_t row = 0; j->of_line[i] && j->columns[i].nulls && row < j->rows; row++)
            j->lacking[row] |= column_null(&j->columns[i], row);
    }
}

/* ---- as columns ---- */

/* The columns that the line decision needs, in its order: inputs are in the order of the elements, and so are needs. */
static struct dmn_column *line_columns(struct judging *j, size_t *count)
{
    size_t n = 0;
    const uint32_t *needs = dmn_needs(j->model, policy_rule_line(j->rule), count);
    struct dmn_column *columns = ARENA_ARRAY(j->arena, struct dmn_column, *count + 1);
    for (size_t k = 0; k < *count; k++)
        for (size_t i = 0; i < j->input_count; i++)
            if (j->inputs[i].index == needs[k]) columns[n++] = j->columns[i];
    assert(n == *count);
    return columns;
}

/* Runs one entry of the line decision over all lines; fired: also tells which rows of its tables fired. */
static struct dmn_column run_entry(struct judging *j, struct str entry, int threads, bool fired)
{
    struct arena *a = j->arena;
    size_t count;
    struct dmn_column *columns = line_columns(j, &count);
    struct dmn_batch *b = dmn_batch_compile_entry(j->model, policy_rule_line(j->rule), entry, columns, count, NULL);
    struct dmn_result r = dmn_batch_result(b);
    r.values = arena_alloc(a, j->rows * dmn_column_width(r.kind) + 1);
    r.nulls = ARENA_ARRAY(a, uint64_t, j->rows / 64 + 1);
    if (fired) {
        j->tables = dmn_batch_tables(b);
        j->fired = ARENA_ARRAY(a, uint16_t *, j->tables + 1);
        j->table_names = ARENA_ARRAY(a, struct str, j->tables + 1);
    }
    for (size_t i = 0; fired && i < j->tables; i++) {
        j->fired[i] = ARENA_ARRAY(a, uint16_t, j->rows + 1);
        j->table_names[i] = arena_str(a, dmn_batch_table(b, i));
    }
    const struct dmn_batch_job job = {.columns = columns,
                                      .column_count = count,
                                      .rows = j->rows,
                                      .result = &r,
                                      .fired = fired ? j->fired : NULL,
                                      .threads = threads};
    j->out->interpreted += dmn_batch_run(b, &job, NULL).interpreted_rows;
    bool truths = r.kind == DMN_COLUMN_BOOLEAN; /* of any other kind no value is a clear answer */
    dmn_batch_free(b);
    return truths ? (struct dmn_column){.kind = r.kind, .values = r.values, .nulls = r.nulls}
                  : column_none(a, FACT_BOOLEAN, j->rows);
}

static bool is_truth(const struct dmn_column *c, size_t row, bool wanted)
{
    return !column_null(c, row) && ((const uint8_t *)c->values)[row] == wanted;
}

/* Not eligible while a fact is missing: nothing can have failed, so that is all there is to know.  Other lines stay
 * open for the interpreter. */
static void judge_columns(struct judging *j, int threads)
{
    const struct dmn_column eligible = run_entry(j, STR("eligible"), threads, true);
    const struct dmn_column certain = run_entry(j, STR("certain"), threads, false);
    for (size_t i = 0; i < j->rows; i++)
        if (j->lacking[i] && is_truth(&eligible, i, false))
            j->verdict[i] = is_truth(&certain, i, true) ? MATCH_NOT : MATCH_LACKS;
}

/* ---- by the interpreter ---- */

/* What a decision says, taken apart as policy/judge.c does. */
struct said {
    enum feel_truth eligible;
    bool certain, failed;
    int64_t fen;
    struct str reason;
};

static void take_apart(const struct judging *j, struct arena *a, struct feel_value v, struct str amount, bool lacking,
                       struct said *out)
{
    if (v.kind == FEEL_NULL) return;
    out->failed = v.kind != FEEL_CONTEXT;
    if (out->failed) return;
    const struct feel_value *eligible = feel_context_get(v.context, STR("eligible"));
    const struct feel_value *money = feel_context_get(v.context, amount);
    const struct feel_value *reason = feel_context_get(v.context, STR("reason"));
    const struct feel_value *certain = feel_context_get(v.context, STR("certain"));
    out->certain = certain && certain->kind == FEEL_BOOLEAN && certain->boolean;
    if (eligible && eligible->kind == FEEL_BOOLEAN) out->eligible = eligible->boolean ? FEEL_TRUE : FEEL_FALSE;
    if (reason && reason->kind == FEEL_STRING) out->reason = arena_str(a, feel_text(*reason));
    if (out->eligible != FEEL_TRUE) return;
    if (!money || money->kind == FEEL_NULL) {
        if (lacking) out->eligible = FEEL_UNKNOWN;
        out->failed = !lacking && j->item->kind != ITEM_SERVICE;
        return;
    }
    out->failed = money->kind != FEEL_NUMBER || !num_to_scaled(money->number, 2, &out->fen) || out->fen < 0 ||
                  out->fen > MONEY_MAX;
    if (out->failed) out->fen = 0;
}

static struct said decide(const struct judging *j, struct dmn_run *run, struct arena *a, size_t decision,
                          struct str amount, bool lacking)
{
    struct said out = {.eligible = FEEL_UNKNOWN};
    struct feel_value v = dmn_evaluate(run, decision);
    out.failed = dmn_diags(run)->errors > 0 && !lacking;
    if (!out.failed) take_apart(j, a, v, amount, lacking, &out);
    return out;
}

static uint8_t verdict_of(const struct said *s, bool lacking)
{
    if (s->failed) return MATCH_FAILED;
    if (s->eligible == FEEL_TRUE) return MATCH_ENTITLED;
    return lacking && !(s->certain && s->eligible == FEEL_FALSE) ? MATCH_LACKS : MATCH_NOT;
}

static struct said judge_line(const struct judging *j, struct dmn_run *run, struct arena *a, size_t row)
{
    dmn_run_reset(run);
    for (size_t i = 0; i < j->input_count; i++)
        if (j->of_line[i]) dmn_set(run, j->inputs[i].index, column_value(&j->columns[i], row));
    return decide(j, run, a, policy_rule_line(j->rule), STR("amount"), j->lacking[row]);
}

/* ---- threads ---- */

struct crew {
    const struct judging *j;
    void (*work)(const struct judging *j, struct dmn_run *run, struct arena *a, size_t i);
    size_t count;
    atomic_size_t next;
};

static void *crew_member(void *arg)
{
    struct crew *crew = arg;
    struct arena *a = arena_new();
    struct dmn_run *run = dmn_run_new(crew->j->model);
    for (;;) {
        size_t from = atomic_fetch_add(&crew->next, (size_t)SHARE);
        if (from >= crew->count) break;
        for (size_t i = from; i < from + SHARE && i < crew->count; i++)
            crew->work(crew->j, run, a, i);
        arena_reset(a);
    }
    dmn_run_free(run);
    arena_free(a);
    return NULL;
}

static void crew_run(const struct judging *j, int threads, size_t count,
                     void (*work)(const struct judging *, struct dmn_run *, struct arena *, size_t))
{
    struct crew crew = {.j = j, .work = work, .count = count};
    pthread_t others[THREADS_MAX];
    int started = 0;
    size_t shares = count / SHARE;
    while (started + 1 < threads && started < THREADS_MAX && (size_t)started < shares)
        if (pthread_create(&others[started], NULL, crew_member, &crew) != 0)
            break;
        else
            started++;
    (void)crew_member(&crew);
    while (started > 0)
        (void)pthread_join(others[--started], NULL);
}

static void work_line(const struct judging *j, struct dmn_run *run, struct arena *a, size_t row)
{
    if (j->verdict[row] != MATCH_NONE) return;
    struct said s = judge_line(j, run, a, row);
    j->verdict[row] = verdict_of(&s, j->lacking[row]);
    j->fen[row] = s.fen;
}

/* ---- the claim ---- */

static struct feel_value row_of(const struct judging *j, struct arena *a, size_t row, const struct said *said)
{
    struct feel_entry *entries = ARENA_ARRAY(a, struct feel_entry, j->input_count + 3);
    size_t n = 0;
    for (size_t i = 0; i < j->input_count; i++)
        if (j->of_line[i])
            entries[n++] = (struct feel_entry){dmn_element(j->model, j->inputs[i].index).name,
                                               column_value(&j->columns[i], row)};
    entries[n++] = (struct feel_entry){STR("eligible"), feel_boolean(said->eligible == FEEL_TRUE)};
    entries[n++] = (struct feel_entry){STR("amount"), feel_number(num_scaled(said->fen, 2))};
    entries[n++] = (struct feel_entry){STR("reason"), said->reason.n ? feel_string(said->reason) : FEEL_NULL_VALUE};
    return feel_context(a, entries, n);
}

static size_t first_of(const struct judging *j, size_t enterprise)
{
    return j->owner ? j->facts->first_line[enterprise] : enterprise;
}

static void judge_claim(const struct judging *j, struct dmn_run *run, struct arena *a, size_t enterprise)
{
    size_t first = first_of(j, enterprise), count = first_of(j, enterprise + 1) - first;
    struct feel_value *rows = ARENA_ARRAY(a, struct feel_value, count);
    bool lacking = false;
    for (size_t i = 0; i < count; i++) {
        struct said line = judge_line(j, run, a, first + i);
        rows[i] = row_of(j, a, first + i, &line);
    }
    dmn_run_reset(run);
    for (size_t i = 0; i < j->input_count; i++) {
        if (!j->of_claim[i]) continue;
        struct feel_value v = feel_list(rows, count);
        if (!j->inputs[i].rows) v = column_value(&j->claims[i], enterprise);
        lacking = lacking || v.kind == FEEL_NULL;
        dmn_set(run, j->inputs[i].index, v);
    }
    struct said s = decide(j, run, a, policy_rule_claim(j->rule), STR("total"), lacking);
    j->out->verdict[enterprise] = verdict_of(&s, lacking);
    j->out->fen[enterprise] = s.fen;
    if (j->out->verdict[enterprise] == MATCH_LACKS) j->out->claim_outcome[enterprise] = 0; /* see intern_claims */
}

/* The eligible lines together, else LACKS when a line lacks something, else NOT; FAILED when the rule failed on one. */
static void work_enterprise(const struct judging *j, struct dmn_run *run, struct arena *a, size_t enterprise)
{
    size_t eligible = 0;
    bool lacks = false, failed = false;
    int64_t fen = 0;
    for (size_t i = first_of(j, enterprise); i < first_of(j, enterprise + 1); i++) {
        failed = failed || j->verdict[i] == MATCH_FAILED;
        lacks = lacks || j->verdict[i] == MATCH_LACKS;
        if (j->verdict[i] != MATCH_ENTITLED) continue;
        eligible++;
        failed = failed || __builtin_add_overflow(fen, j->fen[i], &fen);
    }
    uint8_t verdict = eligible ? MATCH_ENTITLED : lacks ? MATCH_LACKS : MATCH_NOT;
    j->out->verdict[enterprise] = failed ? MATCH_FAILED : verdict;
    j->out->fen[enterprise] = failed ? 0 : fen;
    if (!failed && eligible && policy_rule_claim(j->rule) != SIZE_MAX) judge_claim(j, run, a, enterprise);
    if (j->out->fen[enterprise] <= MONEY_MAX) return;
    j->out->verdict[enterprise] = MATCH_FAILED;
    j->out->fen[enterprise] = 0;
}

/* ---- outcomes ---- */

/* Outcomes by their keys: verdict, missing inputs and fired rows, as bytes. */
struct interning {
    size_t key_size;
    unsigned char *keys; /* of every outcome */
    size_t cap;
    uint32_t *slots; /* outcome + 1 */
    size_t size;
};

static void key_of(const struct judging *j, size_t row, unsigned char *key)
{
    size_t n = 0, bit = 0;
    key[n++] = j->verdict[row];
    for (size_t i = 0; i < j->input_count; i++) {
        if (!j->of_line[i]) continue;
        if (bit % 8 == 0) key[n++] = 0;
        bool missing = j->verdict[row] == MATCH_LACKS && column_null(&j->columns[i], row);
        key[n - 1] = (unsigned char)(key[n - 1] | (unsigned)missing << bit++ % 8);
    }
    for (size_t t = 0; t < j->tables; t++) {
        key[n++] = (unsigned char)(j->fired[t][row] & 0xff);
        key[n++] = (unsigned char)(j->fired[t][row] >> 8);
    }
}

static struct match_found_outcome outcome_of(const struct judging *j, size_t row)
{
    struct buf missing = {.arena = j->arena}, fired = {.arena = j->arena};
    for (size_t i = 0; j->verdict[row] == MATCH_LACKS && i < j->input_count; i++) {
        if (!j->of_line[i] || !column_null(&j->columns[i], row)) continue;
        if (missing.n) buf_add_char(&missing, '\n');
        buf_add(&missing, j->inputs[i].fact->key);
    }
    for (size_t t = 0; t < j->tables; t++) {
        if (j->fired[t][row] == 0) continue;
        if (fired.n) buf_add_char(&fired, '\n');
        buf_addf(&fired, "%.*s=%d", STR_ARG(j->table_names[t]), j->fired[t][row]);
    }
    return (struct match_found_outcome){j->verdict[row], buf_str(&fired), buf_str(&missing)};
}

static size_t hash_of(const unsigned char *key, size_t n)
{
    uint64_t h = 1469598103934665603u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ key[i]) * 1099511628211u;
    return (size_t)(h ^ (h >> 31));
}

static size_t slot_of(const struct interning *x, const unsigned char *key)
{
    size_t at = hash_of(key, x->key_size) & (x->size - 1);
    while (x->slots[at] && memcmp(x->keys + (x->slots[at] - 1) * x->key_size, key, x->key_size) != 0)
        at = (at + 1) & (x->size - 1);
    return at;
}

static void interning_grow(struct judging *j, struct interning *x)
{
    unsigned char *keys = arena_alloc(j->arena, (x->cap ? x->cap * 2 : 64) * x->key_size);
    if (x->cap) memcpy(keys, x->keys, x->cap * x->key_size);
    x->cap = x->cap ? x->cap * 2 : 64;
    x->keys = keys;
    x->size = x->cap * 4;
    x->slots = ARENA_ARRAY(j->arena, uint32_t, x->size);
    for (size_t i = 0; i < j->out->outcomes.count; i++)
        x->slots[slot_of(x, keys + i * x->key_size)] = (uint32_t)i + 1;
}

static void intern_outcomes(struct judging *j)
{
    struct match_found *out = j->out;
    struct interning x = {.key_size = 1 + (j->input_count + 7) / 8 + 2 * j->tables};
    unsigned char *key = arena_alloc(j->arena, x.key_size);
    out->line_outcome = ARENA_ARRAY(j->arena, uint32_t, j->rows + 1);
    for (size_t row = 0; row < j->rows; row++) {
        if (out->outcomes.count == x.cap) interning_grow(j, &x);
        key_of(j, row, key);
        size_t at = slot_of(&x, key);
        if (!x.slots[at]) {
            memcpy(x.keys + out->outcomes.count * x.key_size, key, x.key_size);
            *LIST_ADD(j->arena, &out->outcomes, struct match_found_outcome) = outcome_of(j, row);
            x.slots[at] = (uint32_t)out->outcomes.count;
        }
        out->line_outcome[row] = x.slots[at] - 1;
    }
}

/* What claim decisions lack: few, so they are compared by their texts. */
static void intern_claims(struct judging *j)
{
    struct match_found *out = j->out;
    for (size_t e = 0; e < j->facts->enterprises.rows; e++) {
        struct buf missing = {.arena = j->arena};
        if (out->claim_outcome[e] == UINT32_MAX) continue;
        for (size_t i = 0; i < j->input_count; i++) {
            if (!j->of_claim[i] || j->inputs[i].rows || !column_null(&j->claims[i], e)) continue;
            if (missing.n) buf_add_char(&missing, '\n');
            buf_add(&missing, j->inputs[i].fact->key);
        }
        size_t at = out->outcomes.count;
        while (at > out->line_outcomes && !str_eq(LIST_AT(&out->outcomes, struct match_found_outcome, at - 1)->missing,
                                                  buf_str(&missing)))
            at--;
        if (at == out->line_outcomes) {
            *LIST_ADD(j->arena, &out->outcomes, struct match_found_outcome) =
                (struct match_found_outcome){.verdict = MATCH_LACKS, .missing = buf_str(&missing)};
            at = out->outcomes.count;
        }
        out->claim_outcome[e] = (uint32_t)at - 1;
    }
}

/* ---- the whole ---- */

static bool *needed(struct judging *j, size_t decision)
{
    bool *of = ARENA_ARRAY(j->arena, bool, j->input_count + 1);
    size_t count = 0;
    const uint32_t *needs = decision == SIZE_MAX ? NULL : dmn_needs(j->model, decision, &count);
    for (size_t i = 0; i < j->input_count; i++)
        for (size_t k = 0; k < count; k++)
            of[i] = of[i] || needs[k] == j->inputs[i].index;
    return of;
}

void match_judge(struct arena *a, const struct match_facts *f, const struct policy_item *item,
                 const struct policy_rule *rule, int threads, struct match_found *out)
{
    struct judging j = {.arena = a, .facts = f, .item = item, .rule = rule, .model = policy_rule_model(rule)};
    bool workers = item->subject == ITEM_WORKERS;
    *out = (struct match_found){.lines = workers ? f->lines : f->enterprises.rows};
    j.out = out;
    j.rows = out->lines;
    j.owner = workers ? f->line_owner : NULL;
    out->first_line = workers ? f->first_line : NULL;
    out->verdict = ARENA_ARRAY(a, uint8_t, f->enterprises.rows + 1);
    out->fen = ARENA_ARRAY(a, int64_t, f->enterprises.rows + 1);
    out->claim_outcome = ARENA_ARRAY(a, uint32_t, f->enterprises.rows + 1);
    memset(out->claim_outcome, 0xff, f->enterprises.rows * sizeof *out->claim_outcome);
    j.verdict = ARENA_ARRAY(a, uint8_t, j.rows + 1);
    j.fen = ARENA_ARRAY(a, int64_t, j.rows + 1);
    j.inputs = policy_rule_inputs(rule, &j.input_count);
    j.of_line = needed(&j, policy_rule_line(rule));
    j.of_claim = needed(&j, policy_rule_claim(rule));
    make_columns(&j);
    judge_columns(&j, threads);
    for (size_t i = 0; i < j.rows; i++)
        out->interpreted += j.verdict[i] == MATCH_NONE;
    crew_run(&j, threads, j.rows, work_line);
    crew_run(&j, threads, f->enterprises.rows, work_enterprise);
    intern_outcomes(&j);
    out->line_outcomes = out->outcomes.count;
    intern_claims(&j);
}
