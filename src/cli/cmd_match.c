/* cmd_match.c - nuanqiao match: queue a run, wait, say what came of it. */
#include "cli/client.h"
#include "cli/commands.h"
#include "match/match.h"

static const struct field OPTIONS_FIELDS[] = {
    FIELD(struct match_options, as_of, .zh = "截至日期（默认今天）", .en = "as of this date (default: today)",
          .example = "2020-05-14"),
};
const struct record MATCH_OPTIONS = RECORD(match_options, OPTIONS_FIELDS);

static bool match_whole(struct client *client, struct cli *c, const struct match_new *in, struct match_run *run,
                        struct match_summary *summary)
{
    if (!client_call(client, "POST", STR("/matches"), &MATCH_NEW, in, &MATCH_RUN, run)) return false;
    if (!client_wait(client, run->job_id, "match")) return false;
    struct str path = arena_printf(c->arena, "/matches/%.*s", STR_ARG(run->id));
    return client_call(client, "GET", path, NULL, NULL, &MATCH_RUN, run) &&
           client_call(client, "GET", STR("/match-summary"), NULL, NULL, &MATCH_SUMMARY, summary);
}

enum cli_exit cmd_match(struct cli *c, const void *options)
{
    const struct match_options *o = options;
    const struct match_new in = {.as_of = o->as_of};
    struct match_run run = {0};
    struct match_summary summary = {0};
    int64_t failed = 0;
    struct client *client = client_open(c);
    bool ok = client && match_whole(client, c, &in, &run, &summary);
    client_close(client);
    if (!ok) return cli_fail(c);
    for (size_t i = 0; i < summary.items.count; i++)
        failed += LIST_AT(&summary.items, struct match_item, i)->failed;
    cli_say(c, M(MATCH_DONE), I("no", run.no), I("items", run.items), I("enterprises", run.enterprises),
            I("entitled", run.entitled), I("changed", run.changed));
    cli_result(c, &MATCH_RUN, &run);
    return failed > 0 ? CLI_FINDINGS : CLI_DONE;
}
