// SPDX-License-Identifier: GPL-2.0-only
/* backport export: the series as quilt has it, and as Debian has it. */
#include "cmd/export/forms.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cmd/export/out.h"
#include "core/mail/dep3.h"

static void copy(struct buf *to, const struct buf *from)
{
	buf_add(to, from->at ? from->at : "", from->len);
}

/* The series as it is; of some of its patches, their lines of it. */
static void add_series(const struct export *x, struct buf *out)
{
	struct span rest = buf_span(&x->series_text), line;
	long lineno = 0;

	if (x->nr == x->series.nr) {
		copy(out, &x->series_text);
		return;
	}
	while (span_line(&rest, &line)) {
		lineno++;
		for (size_t i = 0; i < x->nr; i++)
			if (x->patch[i].entry->lineno == lineno)
				buf_addf(out, "%.*s\n", (int)line.len,
					 line.at);
	}
}

static int quilt_tar(const struct export *x, struct diag *why)
{
	struct members m = { 0 };
	struct buf bytes = { 0 };
	int ret;

	add_series(x, &bytes);
	members_add(&m, "series", &bytes);
	for (size_t i = 0; i < x->nr; i++) {
		copy(&bytes, &x->patch[i].text);
		members_add(&m, x->patch[i].entry->name, &bytes);
	}
	ret = members_pack(&m, x->out && span_ends(span_of(x->out), ".zst"),
			   &bytes, why);
	if (!ret)
		ret = export_write(x, buf_span(&bytes), why);
	buf_release(&bytes);
	members_release(&m);
	return ret;
}

/*
 * A folder is what $QUILT_PATCHES names: the series, and the patches beside it.
 */
int export_quilt(const struct export *x, struct diag *why)
{
	struct buf series = { 0 };
	int ret;

	if (!x->out && isatty(STDOUT_FILENO))
		return diag_set(why, NULL, 0, "a tar archive is nothing for a terminal: give -o FOLDER/ or -o FILE.tar");
	for (size_t i = 0; i < x->nr; i++)
		if (!strcmp(x->patch[i].entry->name, "series"))
			return diag_set(why, NULL, 0, "a patch is called 'series', which quilt's own file is: rename it");
	if (!export_to_folder(x))
		return quilt_tar(x, why);
	add_series(x, &series);
	ret = export_file(x, "series", buf_span(&series), why);
	buf_release(&series);
	for (size_t i = 0; !ret && i < x->nr; i++)
		ret = export_file(x, x->patch[i].entry->name,
				  buf_span(&x->patch[i].text), why);
	return ret;
}

static void deb_patch(const struct export *x, const struct export_patch *p,
		      struct buf *out)
{
	struct dep3 d = {
		.upstream = p->fix ? p->fix->upstream : NULL,
		.since = p->fix ? p->fix->since : NULL,
		.date = x->date, .subject = export_subject(p),
		.text = buf_span(&p->text),
	};

	dep3_write(out, &p->mail, &d);
	buf_addc(out, '\n');
	buf_add(out, p->diff.at, p->diff.len);
}

int export_deb(const struct export *x, struct diag *why)
{
	struct buf out = { 0 };
	bool folder = export_to_folder(x);
	int ret = 0;

	if (!folder && x->nr > 1)
		return diag_set(why, NULL, 0, "series/%s has %zu patches: give -o FOLDER/, a file each",
				x->branch->name, x->nr);
	for (size_t i = 0; !ret && i < x->nr; i++) {
		deb_patch(x, &x->patch[i], &out);
		ret = folder ? export_file(x, x->patch[i].entry->name,
					   buf_span(&out), why) :
			export_write(x, buf_span(&out), why);
		buf_clear(&out);
	}
	buf_release(&out);
	return ret;
}
