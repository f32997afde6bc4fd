// SPDX-License-Identifier: GPL-2.0-only
/* backport report: the forms that a matrix is written in. */
#include "cmd/report/formats.h"

#include <string.h>

#include "cmd/report/html.h"
#include "core/report/json.h"
#include "core/report/junit.h"
#include "core/report/kcidb.h"
#include "core/report/ktap.h"
#include "core/report/openvex.h"
#include "core/report/table.h"
#include "sys/os/terminal.h"

static void format_table(const struct ctx *ctx, struct stored_matrix *f,
			 const struct report_to *to, struct buf *out)
{
	(void)ctx;
	report_table(&f->matrix, to->file ? 0 : terminal_width(),
		     !to->file && terminal_wants_colour(), out);
}

static void format_ktap(const struct ctx *ctx, struct stored_matrix *f,
			const struct report_to *to, struct buf *out)
{
	(void)ctx;
	(void)to;
	report_ktap(&f->matrix, out);
}

static void format_junit(const struct ctx *ctx, struct stored_matrix *f,
			 const struct report_to *to, struct buf *out)
{
	(void)ctx;
	(void)to;
	report_junit(&f->matrix, out);
}

static void format_json(const struct ctx *ctx, struct stored_matrix *f,
			const struct report_to *to, struct buf *out)
{
	(void)ctx;
	(void)to;
	report_json(&f->matrix, out);
}

static void format_kcidb(const struct ctx *ctx, struct stored_matrix *f,
			 const struct report_to *to, struct buf *out)
{
	const struct kcidb_how how = { ctx->conf.kcidb_origin,
				       ctx->conf.kcidb_tree, to->url };

	report_kcidb(&f->matrix, &how, out);
}

static void format_openvex(const struct ctx *ctx, struct stored_matrix *f,
			   const struct report_to *to, struct buf *out)
{
	const struct openvex_how how = { to->author, to->url };

	(void)ctx;
	report_openvex(&f->matrix, &how, out);
}

const struct format formats[NR_FORMATS] = {
	[FORMAT_TABLE] = { "table", NULL, false, NULL, format_table },
	[FORMAT_JSON] = { "json", "matrix.json", false, NULL, format_json },
	[FORMAT_KTAP] = { "ktap", "matrix.ktap", false, NULL, format_ktap },
	[FORMAT_JUNIT] = { "junit", "junit.xml", true, NULL, format_junit },
	[FORMAT_KCIDB] = { "kcidb", "kcidb.json", true, NULL, format_kcidb },
	[FORMAT_HTML] = { "html", "report.html", true, NULL, report_html },
	[FORMAT_OPENVEX] = { "openvex", NULL, false,
		"no fix with a cve in the configuration is proved: nothing to state",
		format_openvex },
	/* of what changed since a run */
	[FORMAT_MAIL] = { "mail", NULL, false, NULL, NULL },
};

const struct format *format_named(const char *name)
{
	for (size_t i = 0; i < NR_FORMATS; i++)
		if (!strcmp(formats[i].name, name))
			return &formats[i];
	return NULL;
}
