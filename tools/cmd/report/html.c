// SPDX-License-Identifier: GPL-2.0-only
/*
 * backport report: the page, its policy, its links, and upstream's side of
 * each fix.
 */
#include "cmd/report/html.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/report/page/page.h"
#include "sys/os/fs.h"
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

/*
 * The folder of the page, or of the project's out/ when it goes to stdout, from
 * the root.
 */
static void add_climb(struct buf *out, const char *from, const char *to)
{
	size_t same = 0;

	for (size_t i = 0;; i++) {
		bool end = !from[i] || !to[i];

		if ((!from[i] || from[i] == '/') && (!to[i] || to[i] == '/'))
			same = i;
		if (end || from[i] != to[i])
			break;
	}
	for (const char *c = from + same; *c; c++)
		if (*c == '/')
			buf_adds(out, "../");
	to += same + (to[same] == '/');
	if (*to)
		buf_addf(out, "%s/", to);
}

/* A relative way from the page's folder to the project's. */
static char *way_to_root(const char *file, bool *in_out)
{
	const char *slash = file ? strrchr(file, '/') : NULL;
	char *folder = !file ? fs_path("%s", OUT) :
		       slash ? fs_path("%.*s", (int)(slash - file), file) :
			       fs_path(".");
	char *from = realpath(*folder ? folder : "/", NULL);
	char *root = realpath(".", NULL), *out = realpath(OUT, NULL);
	struct buf way = { 0 };

	*in_out = !file || (from && out && !strcmp(from, out));
	if (from && root)
		add_climb(&way, from, root);
	free(folder);
	free(from);
	free(root);
	free(out);
	return buf_detach(&way);
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
		patch->upstream_name = stored_matrix_keep(f, fs_path("%s", c.from));
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
	buf_adds(&csp, "default-src 'none'; ");
	add_hash(&csp, "style");
	add_hash(&csp, "script");
	buf_adds(&csp, "img-src data:; base-uri 'none'; form-action 'none'");
	page.csp = csp.at;
	report_page(&page);
	buf_release(&csp);
	free(way);
}
