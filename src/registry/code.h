/* code.h - check digits of Chinese codes: what is wrong with one and what was probably meant.  Pure. */
#ifndef REGISTRY_CODE_H
#define REGISTRY_CODE_H
#include "base/date.h"
#include "base/err.h"

enum code_kind {
    CODE_NONE,
    CODE_USCC,       /* unified social credit code, GB 32100-2015, 18 characters */
    CODE_REG15,      /* business registration number, GS 15-2006, 15 digits */
    CODE_ORGCODE,    /* organisation code, GB 11714-1997, 9 characters */
    CODE_CITIZEN_ID, /* citizen identity number, GB 11643-1999, 18 characters (15 before 1999) */
    CODE_MOBILE,     /* mainland mobile number, 11 digits */
};

struct code_result {
    bool ok;
    bool repaired;          /* value differs from the raw text (full-width, lower case, blanks, hyphens) */
    struct str value;       /* normalised: ASCII upper case, no blanks, no hyphens */
    struct msg_text reason; /* id MSG_NONE when ok */
    struct str suggestion;  /* the one code that was probably meant; absent when several or none fit */
};

/** Normalises and checks a code.  A suggestion is given when exactly one code of the likeliest kind of slip is valid:
 *  the issuer's forgotten subtraction (USCC), look-alike letters (O for 0, I for 1, Z for 2, S for 5), then two
 *  neighbours swapped, then one wrong character (for a USCC both its own check character and that of the organisation
 *  code inside decide).  Texts live in the arena.
 *  @param today  a citizen id's birthday may not lie after it; zero = not checked
 *  @source GB 32100-2015 (modulus 31, weights 3^i, alphabet without I O S V Z); GS 15-2006 (ISO 7064 MOD 11,10);
 *          GB 11714-1997 (MOD 11); GB 11643-1999 (ISO 7064 MOD 11-2) */
void code_check(struct arena *a, enum code_kind kind, struct str raw, struct date today, struct code_result *out);
/** The kind a normalised text looks like by its length and characters: 18 -> USCC, 15 digits -> REG15, 9 -> ORGCODE;
 *  CODE_NONE otherwise. */
enum code_kind code_guess(struct str value);
/** The text as it would be looked up: full-width to ASCII, upper case, without blanks and hyphens. */
struct str code_normal(struct arena *a, struct str raw);
/** The check character of the first n-1 characters of a code, or 0 when they hold a character outside the alphabet.
 *  `value` may be with or without its check character. */
char code_check_char(enum code_kind kind, struct str value);
/** 110105********002X: what may be shown of an identity number; short ones show their last two characters only. */
struct str code_mask_id(struct arena *a, struct str value);
/** 138****8000; a landline keeps its last four digits. */
struct str code_mask_phone(struct arena *a, struct str value);
/** Birthday, sex and division of a valid citizen id. */
struct date code_citizen_birth(struct str value);
/** Registered capital from the registers' free text ("4,281.5000(万人民币元)", "3万人民币", "50(万元人民币)") in fen;
 *  absent for another currency, "N/A" and what cannot be read. */
struct opt_money capital_parse(struct str text);
#endif
