// SPDX-License-Identifier: GPL-2.0-only
/* backport port: one patch carried to one target. */
#include "cmd/port/carry.h"

#include "cmd/port/conflicts.h"
#include "cmd/port/resolve.h"
#include "cmd/port/show.h"
#include "cmd/port/target.h"
#include "cmd/port/write.h"

/* What could not be carried is left for a person, where that is asked for. */
static int leave(const struct port_run *r, const struct port_target *t,
		 const struct ported *p, struct diag *why)
{
	if (r->o->conflicts && port_conflicts_write(r, t, p, why))
		return -1;
	return EXIT_VERDICT;
}

static int publish(const struct port_run *r, const struct port_target *t,
		   const struct ported *p, struct diag *why)
{
	struct buf text = { 0 };
	int ret = 0;

	if (!ported_is_merged(p))
		ret = port_write(r, p, &text, why);
	if (!ret)
		ret = port_target_publish(t, r, &text, why);
	buf_release(&text);
	return ret;
}

int port_carry(struct port_run *r, const struct port_target *t,
	       struct diag *why)
{
	struct ported p;
	int ret = port_patch(&r->patch.patch, &t->tree, &r->from, &p, why);

	if (!ret && p.worst == PORT_CONFLICT)
		ret = port_resolve(&p, t, r, why);
	if (!ret) {
		port_show(r->ctx, t->name, &p);
		ret = p.worst == PORT_CONFLICT ? leave(r, t, &p, why) :
						 publish(r, t, &p, why);
	}
	ported_release(&p);
	return ret;
}
