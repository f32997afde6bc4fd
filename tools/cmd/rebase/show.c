// SPDX-License-Identifier: GPL-2.0-only
/* backport rebase: what became of each patch. */
#include "cmd/rebase/show.h"

#include <jansson.h>

#include "cmd/rebase/write.h"
#include "core/text/text-json.h"

static const char *detail_of(const struct rebase_run *r,
			     const struct rebased_patch *p)
{
	if (p->state == REBASE_UPSTREAM)
		return rebase_is_kept(r, p) ? ": kept, it is a fix's own" :
				       ": its line goes";
	if (p->state == REBASE_PORTED)
		return p->port.sure ? ": sure" : ": review";
	return "";
}

static void show_hunks(const struct ported *p)
{
	struct buf line = { 0 };

	for (size_t i = 0; i < p->nr; i++)
		for (size_t k = 0; k < p->part[i].result.nr; k++) {
			const struct port_hunk *h = &p->part[i].result.hunk[k];

			if (h->sure)
				continue;
			buf_clear(&line);
			buf_addf(&line, "  %s: hunk %zu: %s", p->part[i].path ?
				 p->part[i].path : "?", k + 1,
				 port_rung_describe(h->rung));
			if (h->function.len)
				buf_addf(&line, ", %.*s()",
					 (int)h->function.len, h->function.at);
			if (port_hunk_reason(h)[0])
				buf_addf(&line, ": %s", port_hunk_reason(h));
			say("%s\n", line.at);
		}
	buf_release(&line);
}

static bool is_sure(const struct rebased_patch *p)
{
	return (p->state < REBASE_PORTED && !p->port.nr) || p->port.sure;
}

void rebase_show(const struct rebase_run *r)
{
	for (size_t i = 0; i < r->r.nr; i++) {
		const struct rebased_patch *p = &r->r.patch[i];

		if (r->ctx->json) {
			cmd_print_json(json_pack("{so ss sb}", "patch",
				text_json(p->patch->name), "state",
				rebase_state_name(p->state), "sure",
				is_sure(p)));
			continue;
		}
		if (r->ctx->verbosity < 0)
			continue;
		say("%-10s %s%s\n", rebase_state_name(p->state),
		    p->patch->name, detail_of(r, p));
		show_hunks(&p->port);
	}
}
