// SPDX-License-Identifier: GPL-2.0-only
/* backport port: patches carried to one target. */
#include "cmd/port/carry.h"


#include "cmd/port/compile.h"
#include "cmd/port/conflicts.h"
#include "cmd/port/prerequisites.h"
#include "cmd/port/resolve.h"
#include "cmd/port/show.h"
#include "cmd/port/target.h"
#include "cmd/port/write.h"

/* What could not be carried is left for a person, where that is asked for. */
static int leave(const struct port_run *r, size_t i,
		 const struct port_target *t, const struct ported *p,
		 struct diag *why)
{
	if (r->o->prerequisites &&
	    port_prerequisites_show(r, &r->mail[i], t, p, why))
		return -1;
	if (r->o->conflicts &&
	    port_conflicts_write(r, &r->mail[i], t, p, why))
		return -1;
	if (!r->ctx->json && r->ctx->verbosity >= 0 && i + 1 < r->nr)
		say("  not tried: %zu behind it\n", r->nr - i - 1);
	return EXIT_VERDICT;
}

static int publish(const struct port_run *r, size_t i, struct port_target *t,
		   const struct ported *p, struct diag *why)
{
	struct buf text = { 0 };
	int ret = 0;

	if (!ported_is_merged(p))
		ret = port_write(r, &r->mail[i], p, &text, why);
	if (!ret)
		ret = port_target_publish(t, r, i, &text, why);
	if (!ret && i + 1 < r->nr)
		ret = ported_take(p, t->tree.edited, why);
	buf_release(&text);
	return ret;
}

static int carry_mail(struct port_run *r, size_t i, struct port_target *t,
		      struct diag *why)
{
	struct patch *patch = &r->mail[i].variant.patch;
	struct ported p;
	int ret = port_source_find(&r->source, patch, why);

	if (ret)
		return ret;
	ret = port_patch(patch, &t->tree, &r->source.at, &p, why);
	if (!ret && (p.worst == PORT_CONFLICT || r->resumed))
		ret = port_resolve(&p, t, r, why);
	if (!ret && r->o->build && ported_is_carried(&p))
		ret = port_compile(&p, t, why);
	if (!ret) {
		port_show(r, &r->mail[i], t, &p);
		ret = p.worst == PORT_CONFLICT ? leave(r, i, t, &p, why) :
						 publish(r, i, t, &p, why);
	}
	ported_release(&p);
	return ret;
}

/*
 * The series has it, and it stays: one of several, or for one of several
 * branches, that was carried before.
 */
static bool is_done(const struct port_run *r, size_t i,
		    const struct port_target *t)
{
	return t->listed[i] && !r->o->force &&
	       (r->nr > 1 || (r->o->to.nr > 1 && !r->o->dry_run));
}

int port_carry(struct port_run *r, struct port_target *t, struct diag *why)
{
	int ret = port_source_begin(&r->source, why);

	for (size_t i = 0; !ret && i < r->nr; i++) {
		if (is_done(r, i, t))
			port_show_listed(r, &r->mail[i], t);
		else
			ret = carry_mail(r, i, t, why);
		if (!ret && i + 1 < r->nr)
			ret = port_source_step(&r->source,
					       &r->mail[i].variant.patch, why);
	}
	if (!ret)
		ret = port_target_finish(t, r, why);
	return ret;
}
