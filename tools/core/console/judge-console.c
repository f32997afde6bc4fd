// SPDX-License-Identifier: GPL-2.0-only
/*
 * A console log: the guest's lines among firmware's and the kernel's, and what
 * they prove.
 */
#include "core/console/judge-console.h"

#include <stdlib.h>

#include "core/console/block.h"
#include "core/console/command-line.h"

/* Is it the first line that the check is to fail by? */
static bool is_splat(const struct block_reader *r, const struct piece *p)
{
	struct span text = piece_text(r->said, p);
	struct buf line = { 0 };
	bool is;

	if (!r->asked->splat || r->c->splat.len)
		return false;
	/* ended by a NUL: not every C library has REG_STARTEND */
	for (size_t i = 0; i < p->len; i++)
		buf_addc(&line, text.at[i] ? text.at[i] : ' ');
	is = !regexec(&r->splat, line.at ? line.at : "", 0, NULL, 0);
	buf_release(&line);
	return is;
}

/* Text of firmware or the kernel, which may share its line with the guest. */
static void take_kernel(struct block_reader *r, const struct piece *p)
{
	const struct complaint now = { p->complaint, span_trim(p->line),
				       p->lineno, !r->any_started };
	struct span line, word;

	if (r->where == THEIRS && p->complaint != NO_COMPLAINT)
		block_spoil(r);
	if (r->where == THEIRS || r->where == BEYOND)
		return;
	if (!r->told_command_line && command_line_of(now.text, &line)) {
		r->told_command_line = true;
		if (command_line_lacks(line, r->asked->append, &word))
			block_wrong(r, "the kernel's command line lacks '%.*s'",
				    (int)word.len, word.at);
	}
	complaints_take(&r->c->complaints, &now, p->ends_trace);
	if (r->where == OURS && is_splat(r, p)) {
		r->c->splat = span_trim(p->line);
		r->c->splat_lineno = p->lineno;
	}
}

static void take(struct block_reader *r, const struct piece *p)
{
	r->lineno = p->lineno;
	r->c->last = span_trim(p->line);
	if (p->kind == PIECE_GUEST)
		block_take(r, p);
	else if (p->kind == PIECE_KERNEL)
		take_kernel(r, p);
	/* in another check's block it is that one's doing */
	else if (r->where != THEIRS)
		block_wrong(r, "a line of the guest is cut, garbled or forged");
}

static enum ending ending_of(const struct block_reader *r)
{
	const struct console *c = r->c;

	if (c->has_result && (r->ended || r->where == BEYOND))
		return ENDED_RESULT;
	if (c->complaints.panic.len)
		return ENDED_PANIC;
	if (c->started)
		return ENDED_CUT;
	return c->spoke ? ENDED_NO_START : ENDED_SILENT;
}

void console_judge(struct console *c, const struct transcript *said,
		   const struct boot_asked *asked)
{
	struct block_reader r = { .c = c, .asked = asked, .said = said };
	bool splat = asked->splat && !regcomp(&r.splat, asked->splat,
					      REG_EXTENDED);
	struct boot_asked without;

	*c = (struct console){ .result = ERROR, .init_ms = -1, .start_ms = -1,
			       .result_ms = -1 };
	if (!splat && asked->splat) {
		without = *asked;
		without.splat = NULL;
		r.asked = &without;
	}
	for (size_t i = 0; i < said->nr; i++)
		take(&r, &said->piece[i]);
	c->spoke = said->spoke || c->complaints.nr;
	if (c->malformed[0])
		c->result = ERROR;
	c->ending = ending_of(&r);
	if (splat)
		regfree(&r.splat);
	free(r.theirs);
}

void console_read(struct console *c, struct span text,
		  const struct boot_asked *asked)
{
	struct transcript said;

	transcript_read(&said, text, asked->secret);
	console_judge(c, &said, asked);
	transcript_release(&said);
}
