/* dmn_batch_impl.h - inside column programs: values while compiling, instructions, kernels.
 *
 * dmn_batch_compile (nodes -> values of dmn_batch_value; tables by dmn_batch_table, numbers by dmn_batch_number, dates
 * by dmn_batch_date) emits instructions through dmn_batch_program (common subexpressions, dead code, registers);
 * dmn_batch runs them over blocks with one of the kernel sets of dmn_batch_kernels.c, compiled once per instruction
 * set.
 *
 * Truths and null masks are bytes: 0 false, 1 unknown, 2 true, so that AND is min, OR is max and NOT is 2 - x. */
#ifndef DMN_BATCH_IMPL_H
#define DMN_BATCH_IMPL_H
#include "dmn/dmn_batch.h"
#include "dmn/dmn_impl.h"

enum {
    BATCH_ROWS = 1024,
    BATCH_REGISTERS_MAX = 60000, /* virtual registers of a program */
    BATCH_RULES_MAX = 4096,      /* of a table run as columns */
    BATCH_CLASSES_MAX = 1 << 20, /* of one source */
    BATCH_PRODUCT_MAX = 256,     /* classes of two sources taken together */
    BATCH_SCALE_MAX = 18,
    BATCH_DEPTH_MAX = 200,
    BATCH_BUDGET = 4000000,
};
/* Values of INT64 columns beyond this are judged by the interpreter, so that arithmetic on the others cannot overflow.
 */
#define BATCH_TAME (INT64_C(1) << 47)
enum {
    BATCH_FALSE = 0,
    BATCH_UNKNOWN = 1,
    BATCH_TRUE = 2
};
enum batch_lane {
    BATCH_8,
    BATCH_16,
    BATCH_32,
    BATCH_64,
    BATCH_LANES
};

/* ---- instructions ---- */

enum batch_op {
    BATCH_COLUMN, /* the values of column imm, used where they are */
    BATCH_NULLS,  /* is column imm null? */
    BATCH_FILL,   /* imm in every row; once */
    BATCH_WIDEN,  /* a, from lane `from` */
    BATCH_ZERO,   /* b is true ? 0 : a */
    BATCH_TAMED,  /* a inside [imm, imm2] ? a : 0 and the row is marked */
    BATCH_ADD,    /* a + b; the lane holds every result */
    BATCH_ADDC,   /* a + imm */
    BATCH_SUB,
    BATCH_RSUBC, /* imm - a */
    BATCH_MUL,
    BATCH_MULC,
    BATCH_MIN,
    BATCH_MINC,
    BATCH_MAX,
    BATCH_MAXC,
    BATCH_ABS,
    BATCH_ADDX, /* checked: an overflow marks the row, the result is then 0 */
    BATCH_SUBX,
    BATCH_MULX,
    BATCH_GEC, /* truth of a >= imm */
    BATCH_EQC, /* truth of a = imm */
    BATCH_LT,  /* truth of a < b */
    BATCH_LE,
    BATCH_EQ,
    BATCH_SELECT, /* c is true ? a : b */
    BATCH_CUTS,   /* how many of the n ascending cuts (int64, data) are <= a; a has lane `from` */
    BATCH_LUT,    /* data[min(a, n - 1)]; a has lane `from`, unsigned */
    BATCH_MARK,   /* marks the rows where a is true */
    BATCH_YEAR,   /* of days since 1970 */
    BATCH_MONTH,
    BATCH_DAY,
    BATCH_WEEKDAY,
    BATCH_MONTHS,     /* full months from a to b */
    BATCH_ADD_MONTHS, /* days a moved by b months, clamped to the end of the month */
    BATCH_DIVIDE,     /* a / b rounded by mode; b = -1: by imm.  Never by 0: gives 0 */
    BATCH_TIE,        /* truth: a / b lies where a last digit more or less would change what mode gives */
    BATCH_TABLE,      /* the rule that fires: data is struct batch_table */
    BATCH_SUMS,       /* aggregate over the rules that fired: data is struct batch_sums; a is the first plane */
    BATCH_OPS
};
struct batch_ins {
    uint8_t op, lane, from, mode;
    int32_t dst, a, b, c; /* virtual registers, -1 = none */
    int64_t imm, imm2;
    const void *data;
    uint32_t n;
};
/* The work of a kernel over one block. */
struct batch_args {
    void *dst;
    const void *a, *b, *c;
    const struct batch_ins *ins;
    uint8_t *bad; /* truth: judged by the interpreter */
    void *const *registers;
    const void *column; /* BATCH_NULLS: the words of this block */
};
typedef void batch_kernel(const struct batch_args *x);
struct batch_kernels {
    const char *name;
    batch_kernel *const (*table)[BATCH_LANES]; /* [op][lane] */
    /** Bit i of words = plane[i] is true. */
    void (*pack)(const uint8_t *plane, uint64_t *words);
    /** int64 mantissas into decimal128 with that exponent word. */
    void (*numbers)(const int64_t *m, uint64_t exponent, struct num *out);
    /** A copy that goes past the caches where it can. */
    void (*copy_out)(void *to, const void *from, size_t bytes);
};
extern const struct batch_kernels BATCH_KERNELS_BASE;
#ifdef DMN_BATCH_X86
extern const struct batch_kernels BATCH_KERNELS_AVX2, BATCH_KERNELS_AVX512;
#endif
enum {
    BATCH_SETS = 3
};
/** The sets that this machine can run, the fastest first. */
size_t batch_kernel_sets(const struct batch_kernels *sets[BATCH_SETS]);

enum batch_hit {
    BATCH_HIT_FIRST,
    BATCH_HIT_UNIQUE,
    BATCH_HIT_ANY,
    BATCH_HIT_ALL
};
/* A rule is bit (rule % 8) of plane (rule / 8); an input gives the rules that its class lets through. */
struct batch_table {
    uint32_t rules, planes, inputs;
    enum batch_hit hit;
    const int32_t *registers; /* class of each input, 8-bit lanes */
    const uint8_t *narrow;    /* does input i have at most 16 classes? */
    const uint8_t *wide;      /* more than 64? */
    const uint8_t *lut;       /* [plane][input][256] */
    const uint8_t *conflicts; /* ANY: [rule][plane]: rules with another output */
    const int32_t *out;       /* ALL: a register per plane that keeps the rules; NULL = not kept */
};
/* One entry of 256 per plane; combined by the aggregator. */
struct batch_sums {
    uint32_t planes;
    enum dmn_aggregator aggregator;
    const int32_t *registers;
    int64_t (*lut)[256];
};

enum batch_kind {
    BATCH_NONE,    /* not covered: rows that need it are interpreted */
    BATCH_CLASSES, /* one of n known values, chosen by a class register; a constant has one class and no register */
    BATCH_NUMBER,  /* lanes / 10^scale */
    BATCH_TRUTH,
    BATCH_DATE,    /* days */
    BATCH_PERIOD,  /* months */
    BATCH_DAYS,    /* days and time duration of whole days */
    BATCH_RATIO,   /* items[0] / items[1], not rounded yet */
    BATCH_LIST,    /* items */
    BATCH_CONTEXT, /* names, items */
};
struct batch_program {
    struct list ins; /* of struct batch_ins */
    int32_t registers;
    uint8_t *lanes;    /* of each register */
    size_t *offsets;   /* of each register in the scratch memory; SIZE_MAX = a column */
    size_t bytes;      /* of the scratch memory */
    uint32_t *buckets; /* hash of instructions; only while compiling */
    uint32_t bucket_count;
    /* what it gives */
    bool runs;            /* false: nothing, every row is interpreted */
    int32_t value, null;  /* registers; the value in the lane of the result's kind; null = -1: never */
    int32_t under;        /* RATIO: the divisor's register, else -1 */
    enum batch_kind kind; /* what the lanes of `value` are: CLASSES, NUMBER, TRUTH, DATE, PERIOD, DAYS or RATIO */
    int32_t scale;        /* NUMBER */
    int32_t *fired;       /* per told table: 16-bit register, -1 = never */
    size_t told_count;
    const struct feel_value *values; /* result kind VALUE: by class (32-bit lanes) in `value` */
};

/* ---- values while compiling ---- */

struct batch_value;
/* A value that rises or falls with one column: node, with operand `which` from inner and the others constant. */
struct batch_mono {
    const struct batch_value *root; /* the column's value */
    const struct batch_mono *inner; /* NULL: the root itself */
    const struct feel_node *node;
    const struct feel_value *operands;
    size_t count, which;
    bool falling;
};
struct batch_value {
    enum batch_kind kind;
    uint8_t lane;       /* CLASSES: of the class register */
    bool maybe;         /* TRUTH: may be unknown */
    bool soft;          /* RATIO: the interpreter rounds before the last step, so ties are its to judge */
    bool open;          /* the interpreter may give other values than described here */
    int32_t scale;      /* NUMBER */
    int32_t reg, null;  /* null: truth plane, -1 = never null */
    int32_t raw;        /* a column: the register before checking, -1 = none */
    int64_t lo, hi;     /* of the lanes */
    int128 least, most; /* as the interpreter may have it */
    uint32_t n;         /* CLASSES */
    const struct feel_value *values;
    const struct batch_mono *mono;
    struct batch_value **items;
    const struct str *names;
    size_t count;
    const char *zh, *en; /* NONE: why */
};
#define BATCH_ENDLESS ((int128)1000000000000000000 * 1000000000000000)

struct batch_told { /* a table whose fired row is told */
    const struct dmn_table *table;
    struct str name;
    int32_t fired; /* register while compiling */
};
struct batch_note { /* a line of the plan */
    bool columns;
    struct str where, zh, en;
};
struct dmn_batch {
    struct arena *arena;
    const struct dmn_model *model;
    size_t decision;
    struct str entry; /* of the decision's context; absent = the whole value */
    const uint32_t *needs;
    struct dmn_column *columns;
    size_t column_count;
    struct batch_told *told;
    size_t told_count;
    struct batch_program programs[2]; /* [1]: rows may be null */
    const struct batch_kernels *kernels;
    struct dmn_result result;
    struct list dictionary; /* of struct str, grown under `grow` */
    struct batch_growth *growth;
    struct list notes;
};

/* One compilation of a program. */
struct batch_maker {
    struct dmn_batch *b;
    struct arena *arena;
    struct batch_program *p;
    const struct dmn_model *model;
    struct dmn_run *run; /* judges what is known while compiling */
    bool nulls;
    struct batch_value **elements; /* per element: its value once made */
    struct batch_value **frame;
    uint32_t frame_size;
    int32_t reach; /* truth plane: is this place reached?  -1 = always */
    int32_t depth;
    struct str where; /* the element being compiled */
    bool cell;        /* inside a cell of a table, whose evaluation depends on the cells before it */
    int64_t budget;   /* evaluations by the interpreter that compiling may still ask for */
};

/* ---- dmn_batch_program.c ---- */

/** Adds an instruction, or finds the same one; its register. */
int32_t batch_emit(struct batch_maker *m, struct batch_ins ins);
/** The same with a fresh register. */
int32_t batch_register(struct batch_maker *m, enum batch_lane lane);
/** Marks rows where `truth` is true and the place is reached; truth -1 = all reached. */
void batch_mark(struct batch_maker *m, int32_t truth);
/** Truth planes; -1 stands for "never" in or, for "always" in and. */
int32_t batch_or(struct batch_maker *m, int32_t a, int32_t b);
int32_t batch_and(struct batch_maker *m, int32_t a, int32_t b);
int32_t batch_not(struct batch_maker *m, int32_t a);
int32_t batch_fill(struct batch_maker *m, enum batch_lane lane, int64_t value);
/** c is true ? a : b, in one lane. */
int32_t batch_select(struct batch_maker *m, enum batch_lane lane, int32_t c, int32_t a, int32_t b);
/** A look-up of n entries of the lane's width. */
int32_t batch_lut(struct batch_maker *m, const struct batch_value *classes, enum batch_lane lane, const void *data);
/** Removes what nothing needs and lays the registers out. */
void batch_finish(struct batch_program *p, struct arena *a);
enum batch_lane batch_lane_for(int64_t lo, int64_t hi);
/** a, in a lane at least as wide. */
int32_t batch_widen(struct batch_maker *m, int32_t a, enum batch_lane from, enum batch_lane to);

/* ---- dmn_batch_value.c ---- */

struct batch_value *batch_value_new(struct batch_maker *m, enum batch_kind kind);
/** Not covered, with the reason for the plan. */
struct batch_value *batch_none(struct batch_maker *m, const char *zh, const char *en);
/** The same without a particular reason. */
struct batch_value *batch_not_covered(struct batch_maker *m);
/** The rows that reach this place are interpreted; the plan says why. */
void batch_uncovered(struct batch_maker *m, const struct batch_value *none);
struct batch_value *batch_constant(struct batch_maker *m, struct feel_value v);
/** Other values by the same classes. */
struct batch_value *batch_classes(struct batch_maker *m, const struct batch_value *source,
                                  const struct feel_value *values);
/** The node's value by classes when all operands are known by classes; NULL when they are not. */
struct batch_value *batch_by_class(struct batch_maker *m, const struct feel_node *n, struct batch_value **operands,
                                   size_t count);
/** The class of a source of at most 256 in 8 bits, below n. */
int32_t batch_class_byte(struct batch_maker *m, const struct batch_value *v);
/** The value, null where the truth plane is not true. */
struct batch_value *batch_null_unless(struct batch_maker *m, int32_t truth, struct batch_value *v);
/** Truth plane of nulls; -1 = never. */
int32_t batch_nulls(struct batch_maker *m, struct batch_value *v);
static inline bool batch_is_constant(const struct batch_value *v)
{
    return v->kind == BATCH_CLASSES && v->n == 1;
}
/** c is true ? a : b. */
struct batch_value *batch_choose(struct batch_maker *m, int32_t c, struct batch_value *a, struct batch_value *b);
/** The same value as lanes of that kind, or NULL when it is not such a value; rows of other kinds are marked. */
struct batch_value *batch_as(struct batch_maker *m, struct batch_value *v, enum batch_kind kind);
/** A truth plane: unknown for what is not a boolean. NONE stays NONE. */
struct batch_value *batch_truth(struct batch_maker *m, struct batch_value *v);
/** The interpreter's value of a node whose operands (a, b, c or items) are given. */
struct feel_value batch_apply(struct batch_maker *m, const struct feel_node *n, const struct feel_value *operands,
                              size_t count);

/* ---- dmn_batch_compile.c ---- */

/** The value of a node in the maker's frame. */
struct batch_value *batch_lower(struct batch_maker *m, const struct feel_node *n);
/** Truth plane: is the value allowed?  A truth over `slot`, or over its type's own frame; -1 = always, -2 = not
 *  covered.  Null is not allowed here. */
int32_t batch_allowed(struct batch_maker *m, const struct feel_node *allowed, const struct feel_type *type,
                      uint32_t slot, struct batch_value *v);
/** A value that fits a declared type, as feel_coerce does it. */
struct batch_value *batch_coerce(struct batch_maker *m, const struct feel_type *t, struct batch_value *v);
/** v of a rising or falling function, at a place of its column. */
struct feel_value batch_at(struct batch_maker *m, const struct batch_mono *f, int64_t at);
/** The same for a null in the column. */
struct feel_value batch_at_null(struct batch_maker *m, const struct batch_mono *f);

/* ---- dmn_batch_number.c, dmn_batch_date.c: NULL = none of theirs ---- */

/** + - * / and comparisons of numbers, dates and durations. */
struct batch_value *batch_arithmetic(struct batch_maker *m, enum feel_op op, struct batch_value *a,
                                     struct batch_value *b);
struct batch_value *batch_compare(struct batch_maker *m, enum feel_op op, struct batch_value *a, struct batch_value *b);
/** Built-in functions of numbers and dates. */
struct batch_value *batch_builtin(struct batch_maker *m, struct str name, struct batch_value **args, size_t count);
struct batch_value *batch_date_arithmetic(struct batch_maker *m, enum feel_op op, struct batch_value *a,
                                          struct batch_value *b);
struct batch_value *batch_property(struct batch_maker *m, struct batch_value *v, struct str name);
struct batch_value *batch_months_between(struct batch_maker *m, struct batch_value *from, struct batch_value *to);
/** The value with a larger scale; what may grow too large is checked.  NULL beyond BATCH_SCALE_MAX. */
struct batch_value *batch_rescale(struct batch_maker *m, struct batch_value *v, int32_t scale);
/** The least mantissa at `scale` whose value is >= c (open: > c); saturates. */
int128 batch_cut(struct num c, int32_t scale, bool open);
/** A number as mantissa and least scale; false when it needs more than 18 digits behind the point or 63 bits. */
bool batch_mantissa(struct num n, int64_t *mantissa, int32_t *scale) MUST_USE;

/* ---- dmn_batch_table.c ---- */

struct batch_value *batch_lower_table(struct batch_maker *m, const struct feel_node *n);

/* ---- dmn_batch_result.c ---- */

/** The result's kind and scale for a value that the programs give and the decision's declared type. */
void batch_choose_result(struct dmn_batch *b, struct batch_maker *m, struct batch_value *v);
/** Adds to the program what stores v as the chosen kind; false: it cannot, so every row is interpreted. */
bool batch_store_result(struct batch_maker *m, struct batch_value *v);
/** Writes the lanes of one block as results row .. row + n. */
struct batch_stored {
    const struct dmn_result *result;
    size_t row, n;
};
void batch_write_block(const struct dmn_batch *b, const struct batch_program *p, void *const *registers,
                       const struct batch_stored *to);
/** Writes the interpreter's value of one row; locks to grow the dictionary.  `a` keeps what a VALUE points to.  False:
 *  a value that the column's kind cannot hold, stored as null. */
bool batch_write_value(struct dmn_batch *b, const struct dmn_result *r, size_t row, struct feel_value v,
                       struct arena *a) MUST_USE;
/** The lock and index of the growing dictionary, and the arenas of values. */
struct batch_growth *batch_growth_new(void);
void batch_growth_free(struct batch_growth *g);
/** Keeps an arena until the batch is freed. */
void batch_keep_arena(struct batch_growth *g, struct arena *a);
#endif
