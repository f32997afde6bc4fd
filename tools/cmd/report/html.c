// SPDX-License-Identifier: GPL-2.0-only
/*
 * backport report: the page, its policy, its links, and upstream's side of
 * each fix.
 */
#include "cmd/report/html.h"
#include "cmd/report/relative-path.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/report/page/page.h"
#include "sys/conf/branch.h"
#include "sys/series/find-upstream.h"

/* What a policy calls a piece of script or style: the base64 of its sha256. */
static void add_hash(struct buf *out, const char *tag)
{
	struct span text = page_element(tag);
	unsigned char sum[EVP_MAX_MD_SIZE], base64[64];

	if (!EVP_Digest(text.at, text.len, sum, NULL, EVP_sha256(), NULL))
		abort();
	EVP_EncodeBlock(base64, sum, 32);
	buf_addf(out, "%s-src 'sha256-%s'; ", tag, (char *)base64);
}

/* A relative way from the page's folder to the project's. */
static char *way_to_root(const char *file, bool *in_out)
{
	char *folder = file ? folder_of_file(file) : xstrdup(OUT);
	char *from = realpath(folder, NULL), *out = realpath(OUT, NULL);
	char *way = relative_path(folder, ".");

	*in_out = !file || (from && out && !strcmp(from, out));
	free(folder);
	free(from);
	free(out);
	return way;
}

void report_policy(struct buf *out, bool script)
{
	buf_adds(out, "default-src 'none'; ");
	add_hash(out, "style");
	if (script)
		add_hash(out, "script");
	buf_adds(out, "img-src data:; base-uri 'none'; form-action 'none'");
}

/* Puts upstream's patch beside a variant; that there is none is no error. */
static void add_upstream(const struct ctx *ctx, struct stored_matrix *f,
			 const struct matrix_branch *b,
			 struct matrix_patch *patch)
{
	static const struct compare_from anywhere;
	struct diag ignored = { 0 };
	const struct branch *branch =
		conf_branch(&ctx->conf, b->name, &ignored);
	struct compared_fix c = { .conf = &ctx->conf, .root = ctx->root,
				  .fix = branch ?
				  branch_fix_of_patch(branch, patch->name) :
				  NULL };
	struct buf *text = &c.up.variant.text;

	if (c.fix && !find_upstream(&c, &anywhere, &ignored)) {
		patch->upstream.len = text->len;
		patch->upstream.at = stored_matrix_keep(f, buf_detach(text));
		patch->upstream_name = stored_matrix_keep(f, xstrdup(c.from));
		/* Compared with itself, it has nothing to tell. */
		if (span_equals(patch->upstream, patch->text))
			patch->upstream_name = NULL;
	}
	compared_fix_release(&c);
}

void report_html(const struct ctx *ctx, struct stored_matrix *f,
		 const struct report_to *to, struct buf *out)
{
	struct buf csp = { 0 };
	bool in_out;
	char *way = way_to_root(to->file, &in_out);
	struct page page = { .matrix = &f->matrix, .prefix = way, .out = out,
			     .strip = in_out ? OUT "/" : "" };

	for (size_t i = 0; i < f->matrix.nr; i++)
		for (size_t k = 0; k < f->matrix.branch[i].nr_patches; k++)
			add_upstream(ctx, f, &f->matrix.branch[i],
				     &f->matrix.branch[i].patch[k]);
	report_policy(&csp, true);
	page.csp = csp.at;
	report_page(&page);
	buf_release(&csp);
	free(way);
}
