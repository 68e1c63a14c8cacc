/* cmd_audit.c - nuanqiao audit verify: the whole chain of a zone, piece by piece. */
#include "app/audit.h"
#include "cli/client.h"
#include "cli/commands.h"

static const struct field OPTIONS_FIELDS[] = {
    FIELD(struct audit_options, head, .min = 64, .max = 64, .zh = "另处保存的链头，须在链中",
          .en = "a head kept elsewhere; it must be in the chain", .example = "HASH"),
};
const struct record AUDIT_OPTIONS = RECORD(audit_options, OPTIONS_FIELDS);

static bool verify(struct client *client, struct cli *c, struct str head, struct audit_verdict *whole)
{
    struct arena *cli_arena = c->arena, *own = arena_new();
    struct audit_verdict piece = {.sound = true};
    int64_t from = 1;
    bool ok = true, met = false;
    do {
        arena_reset(own);
        c->arena = own;
        struct buf path = {.arena = own};
        buf_addf(&path, "/audit/verify?from=%" PRId64 "&limit=5000", from);
        if (head.n) buf_addf(&path, "&head=%.*s", STR_ARG(head));
        piece = (struct audit_verdict){0};
        ok = client_call(client, "GET", buf_str(&path), NULL, NULL, &AUDIT_VERDICT, &piece);
        c->arena = cli_arena;
        met = met || piece.head_met;
        from = piece.next.v;
        if (ok && piece.head_seq > 0) cli_progress(c, "audit", piece.checked_to, piece.head_seq);
    } while (ok && piece.sound && piece.next.has);
    *whole = piece;
    whole->checked_from = 1;
    whole->head_met = met;
    whole->head_hash = arena_str(c->arena, piece.head_hash);
    if (piece.subject.p) whole->subject = arena_str(c->arena, piece.subject);
    arena_free(own);
    cli_progress_end(c);
    return ok;
}

enum cli_exit cmd_audit_verify(struct cli *c, const void *options)
{
    const struct audit_options *o = options;
    struct audit_verdict v = {0};
    struct client *client = client_open(c);
    bool ok = client && verify(client, c, o->head, &v);
    client_close(client);
    if (!ok) return cli_fail(c);
    cli_result(c, &AUDIT_VERDICT, &v);
    if (v.sound) {
        cli_say(c, M(CLI_CHAIN_SOUND), I("records", v.checked_to), S("head", v.head_hash.n ? v.head_hash : STR("-")));
        return CLI_DONE;
    }
    const char *const *words = c->lang == LANG_ZH ? AUDIT_FAULT_NAMES.zh : AUDIT_FAULT_NAMES.en;
    struct str fault = str_of(words[v.fault]);
    if (v.subject.n) fault = arena_printf(c->arena, "%.*s (%.*s)", STR_ARG(fault), STR_ARG(v.subject));
    cli_say(c, M(CLI_CHAIN_BROKEN), I("seq", v.broken_seq), S("fault", fault));
    return CLI_FINDINGS;
}
