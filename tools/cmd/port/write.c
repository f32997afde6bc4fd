// SPDX-License-Identifier: GPL-2.0-only
/* backport port: the variant's text. */
#include "cmd/port/write.h"

#include "sys/git/commit.h"

int port_write(const struct port_run *r, const struct port_mail *m,
	       const struct ported *p, struct buf *out, struct diag *why)
{
	struct buf plain = { 0 };
	struct ident who = { 0 };
	int ret = ident_committer(&who, r->cache, why);

	if (!ret)
		ret = ported_write(p, &(struct port_header){
			.text = variant_header(&m->variant, &plain),
			.upstream = m->upstream[0] ? m->upstream : NULL,
			}, who.name, out, why);
	ident_release(&who);
	buf_release(&plain);
	return ret;
}
