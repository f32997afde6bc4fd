// SPDX-License-Identifier: GPL-2.0-only
/*
 * backport check: what the branch's own checkpatch.pl says of lines that are
 * the variant's.
 */
#include "cmd/check/checkpatch.h"

#include <stdlib.h>

#include "sys/series/checkpatch.h"
#include "sys/os/fs.h"

/*
 * The added line of a patch that stands at lineno of its file; NULL when there
 * is none.
 */
static const struct hunk_line *added_at(const struct variant *v, long lineno)
{
	for (size_t i = 0; i < v->patch.nr; i++)
		for (size_t j = 0; j < v->patch.diff[i].nr; j++) {
			const struct hunk *h = &v->patch.diff[i].hunk[j];
			long at = h->lineno;

			for (size_t k = 0; k < h->nr; k++) {
				at += 1 + (k && h->line[k - 1].no_eol);
				if (mail_patch_line(&v->mail, at) == lineno)
					return h->line[k].kind == '+' ?
					       &h->line[k] : NULL;
			}
		}
	return NULL;
}

/*
 * True when upstream's patch adds the same line: then it is not the variant's
 * own.
 */
static bool adds(const struct patch *p, struct span text)
{
	for (size_t i = 0; i < p->nr; i++)
		for (size_t j = 0; j < p->diff[i].nr; j++)
			for (size_t k = 0; k < p->diff[i].hunk[j].nr; k++) {
				const struct hunk_line *l =
					&p->diff[i].hunk[j].line[k];

				if (l->kind == '+' &&
				    span_equals(l->text, text))
					return true;
			}
	return false;
}

/* Reads "PATH:LINE: LEVEL:TYPE: sentence"; false when line is none. */
static bool read_line(struct span line, const char *path, long *lineno,
		      struct span *says)
{
	size_t n = strlen(path);
	char *end;

	if (!span_starts(line, path) || line.len < n + 2 || line.at[n] != ':')
		return false;
	/* The output is NUL-terminated. */
	*lineno = strtol(line.at + n + 1, &end, 10);
	if (end >= line.at + line.len || *end != ':')
		return false;
	*says = span_trim(span_skip(line, end + 1 - line.at));
	return true;
}

/* What is about no line of the patch: a file that it lacks, for one. */
static void show_other(const struct ctx *ctx, const char *path,
		       struct span line)
{
	if (ctx->verbosity < 0 || !line.len || span_starts(line, "total: "))
		return;
	notice("%s: checkpatch.pl says: %.*s\n", path, (int)line.len,
	       line.at);
}

static void read_output(const struct ctx *ctx, struct check_job *c,
			const struct checked *p, const struct patch *upstream,
			struct span output)
{
	struct span line, says;
	long lineno;

	while (span_line(&output, &line)) {
		const struct hunk_line *l;
		struct buf b = { 0 };

		if (!read_line(line, p->variant.path, &lineno, &says)) {
			show_other(ctx, p->variant.path, line);
			continue;
		}
		l = added_at(&p->variant, lineno);
		if (!l || (upstream && adds(upstream, l->text)))
			continue;
		buf_add(&b, says.at, says.len);
		findings_add(&c->findings, rule_named("checkpatch"),
			     &p->variant.notes, p->variant.path, lineno, b.at);
		buf_release(&b);
	}
}

/*
 * Upstream's patch to hold lines against. 0, 1 when there is none, -1 and *why.
 */
static int read_upstream(const struct ctx *ctx, const struct check_job *c,
			 const struct checked *p, struct variant *up,
			 struct diag *why)
{
	char *path;
	int ret = 1;

	*up = (struct variant){ 0 };
	if (c->upstream)
		return variant_read(up, c->upstream, why);
	if (!p->fix)
		return 1;
	path = variant_path(ctx->root, "upstream", p->fix->patch);
	if (fs_exists(path))
		ret = variant_read(up, path, why);
	free(path);
	return ret;
}

int check_with_checkpatch(const struct ctx *ctx, struct check_job *c,
			  const struct checked *p, struct diag *why)
{
	struct variant up;
	struct buf out = { 0 };
	int has_up = read_upstream(ctx, c, p, &up, why), ret = has_up;

	if (has_up >= 0)
		ret = checkpatch_run(&out, p->branch, p->variant.path, why);
	if (ret == 1 && ctx->verbosity >= 0)
		notice("%s: checkpatch skipped: %s\n", p->variant.path,
		       why->text);
	else if (!ret)
		read_output(ctx, c, p, has_up ? NULL : &up.patch,
			    buf_span(&out));
	variant_release(&up);
	buf_release(&out);
	return ret < 0 ? -1 : 0;
}
