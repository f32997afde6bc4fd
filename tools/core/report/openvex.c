// SPDX-License-Identifier: GPL-2.0-only
/* What is proved to be fixed, for scanners of vulnerabilities. */
#include "core/report/openvex.h"

#include <stdlib.h>
#include <string.h>

#include "core/report/booted.h"
#include "core/report/escape.h"
#include "core/text/hash.h"
#include "core/text/text-json.h"

#define CONTEXT	"https://openvex.dev/ns/v0.2.0"
#define PUBLIC	"https://openvex.dev/docs/public/vex-"	/* as vexctl has it */

/*
 * A kernel of the branch's last step, by its sha256: the release alone would
 * be everybody's kernel of that release.
 */
static json_t *product(const struct matrix_branch *b, const char *sha256)
{
	struct buf id = { 0 };
	json_t *o;

	buf_adds(&id, "pkg:generic/linux@");
	markup_add_url(&id, *b->base == 'v' ? b->base + 1 : b->base);
	buf_addf(&id, "?checksum=sha256:%s", sha256);
	o = json_pack("{s:s, s:{s:s}, s:{s:s}}", "@id", id.at,
		      "identifiers", "purl", id.at, "hashes", "sha-256",
		      sha256);
	buf_release(&id);
	return o;
}

/* The kernels that the fix's check passes in: no other was seen to have it. */
static json_t *products(const struct matrix_branch *b,
			const struct matrix_fix *f)
{
	json_t *kernels = booted_kernels(matrix_boot(b, b->nr_steps - 1),
					 f->name);
	json_t *list = json_array(), *sha256;
	const char *mode;

	json_object_foreach(kernels, mode, sha256)
		json_array_append_new(list, product(b,
					json_string_value(sha256)));
	json_decref(kernels);
	return list;
}

static json_t *statement(const struct matrix_branch *b,
			 const struct matrix_fix *f, const char *cve)
{
	const struct matrix_stage *boot = matrix_boot(b, b->nr_steps - 1);
	char *notes = xstrfmt("%s with series/%s, whose fix '%s'%s%s is proved: its check fails without the fix and passes in each kernel named here",
			      b->base, b->line, f->name,
			      f->upstream ? " of upstream's " : "",
			      f->upstream ? f->upstream : "");
	json_t *o = json_pack("{s:{s:s}, s:o, s:s, s:o, s:o}",
			      "vulnerability", "name", cve, "products",
			      products(b, f), "status", "fixed",
			      "timestamp", text_json(boot->started),
			      "status_notes", text_json(notes));

	free(notes);
	return o;
}

/* A vulnerability with several fixes is fixed when each of them is proved. */
static bool is_fixed(const struct matrix_branch *b, const char *cve)
{
	for (size_t i = 0; i < b->nr_fixes; i++)
		for (size_t k = 0; k < b->fix[i].nr_cves; k++)
			if (b->fix[i].verdict != PROVED &&
			    !strcmp(b->fix[i].cve[k], cve))
				return false;
	return true;
}

static void add_branch(json_t *statements, const struct matrix_branch *b)
{
	const struct matrix_stage *boot = b->nr_steps ?
		matrix_boot(b, b->nr_steps - 1) : NULL;

	if (!boot || !boot->nr_boots || !*boot->image_sha256)
		return;
	for (size_t i = 0; i < b->nr_fixes; i++)
		for (size_t k = 0; k < b->fix[i].nr_cves; k++)
			if (is_fixed(b, b->fix[i].cve[k]))
				json_array_append_new(statements, statement(
					b, &b->fix[i], b->fix[i].cve[k]));
}

/* The same statements have the same id. */
static char *id_of(const json_t *statements, const struct openvex_how *how)
{
	char *text, *id;

	if (how->url)
		return xstrfmt("%s/openvex.json", how->url);
	text = json_dumps(statements, JSON_COMPACT);
	if (!text)
		abort();
	id = xstrfmt(PUBLIC "%016llx", (unsigned long long)hash_span(
		HASH_START, span_of(text)));
	free(text);
	return id;
}

void report_openvex(const struct matrix *m, const struct openvex_how *how,
		    struct buf *out)
{
	json_t *statements = json_array(), *o;
	char *id;

	for (size_t i = 0; i < m->nr; i++)
		add_branch(statements, &m->branch[i]);
	if (!json_array_size(statements)) {
		json_decref(statements);
		return;
	}
	id = id_of(statements, how);
	o = json_pack("{s:s, s:s, s:o, s:s, s:i, s:s++, s:o}",
		      "@context", CONTEXT, "@id", id, "author",
		      text_json(how->author), "timestamp", m->when, "version",
		      1, "tooling", "backport ", m->version, "", "statements",
		      statements);
	json_write(o, out);
	json_decref(o);
	free(id);
}
