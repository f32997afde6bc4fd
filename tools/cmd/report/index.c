// SPDX-License-Identifier: GPL-2.0-only
/* backport report --index: what several projects and runs published. */
#include "cmd/report/index.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/report/html.h"
#include "cmd/report/relative-path.h"
#include "core/report/page/index.h"
#include "core/text/text-json.h"
#include "sys/os/fs.h"
#include "sys/os/list-folder.h"

#define MATRIX	"matrix.json"
#define PAGE	"report.html"

struct indexing {
	const char *page;	/* the folder that the page is in */
	struct index_row *row;
	size_t nr;
	struct strings kept;	/* what the rows borrow */
	struct strings seen;	/* the folders that have rows, as real paths */
	json_t *read;		/* array: what they borrow from */
};

static const char *keep(struct indexing *x, char *string)
{
	strings_add(&x->kept, string);
	free(string);
	return x->kept.at[x->kept.nr - 1];
}

static struct index_row *add_row(struct indexing *x, const char *project,
				 const char *report)
{
	x->row = grow_array(x->row, x->nr + 1, sizeof(*x->row));
	x->row[x->nr] = (struct index_row){
		.project = project, .branch = "", .base = "", .reason = "",
		.written = "", .report = report, .verdict = NO_VERDICT };
	return &x->row[x->nr++];
}

/* The project's name, and of a kept run that of its folder: "nightly/0412". */
static const char *project_of(struct indexing *x, const char *folder)
{
	char *real = realpath(folder, NULL), *name = real ? strrchr(real, '/') :
							    NULL;

	if (name && !strcmp(name, "/" OUT)) {
		*name = '\0';
		name = strrchr(real, '/');
	}
	name = xstrdup(name ? name + 1 : folder);
	free(real);
	return keep(x, name);
}

static void add_branches(struct indexing *x, const json_t *matrix,
			 const char *project, const char *report)
{
	const json_t *branch;
	size_t i;

	json_array_foreach(json_object_get(matrix, "branches"), i, branch) {
		struct index_row *r = add_row(x, project, report);

		r->branch = json_text(branch, "branch");
		r->base = json_text(branch, "base");
		r->reason = json_text(branch, "reason");
		r->written = json_text(matrix, "written");
		if (!verdict_of(json_text(branch, "verdict"), &r->verdict))
			r->verdict = NO_VERDICT;
	}
}

/* What is no matrix is a line too: it is not to vanish from the page. */
static void add_matrix(struct indexing *x, const char *folder)
{
	char *file = xstrfmt("%s/" MATRIX, folder);
	char *page = xstrfmt("%s/" PAGE, folder), *way;
	const char *project = project_of(x, folder), *report = "";
	struct buf text = { 0 };
	struct diag why = { 0 };
	json_t *matrix = NULL;
	size_t nr = x->nr;
	char line[1024];

	if (fs_exists(page)) {
		way = relative_path(x->page, folder);
		report = keep(x, xstrfmt("%s" PAGE, way));
		free(way);
	}
	if (!fs_read(&text, file, &why))
		matrix = json_loadb(text.at, text.len, 0, NULL);
	if (matrix) {
		json_array_append_new(x->read, matrix);
		add_branches(x, matrix, project, report);
	} else if (text.len) {
		diag_set(&why, file, 0, "is no JSON");
	}
	if (!why.text[0] && x->nr == nr)
		diag_set(&why, file, 0, "has no branches");
	if (x->nr == nr)
		add_row(x, project, report)->reason =
			keep(x, xstrdup(diag_line(&why, line,
							sizeof(line))));
	buf_release(&text);
	free(page);
	free(file);
}

/* Asks whether the folder has its rows already; marks it. */
static bool is_seen(struct indexing *x, const char *folder)
{
	char *real = realpath(folder, NULL);
	bool seen = real && strings_have(&x->seen, real);

	if (real && !seen)
		strings_add(&x->seen, real);
	free(real);
	return seen;
}

/* A folder with results, or a project's; false when it is neither. */
static bool add_folder(struct indexing *x, const char *path)
{
	bool found = false;

	for (size_t i = 0; !found && i < 2; i++) {
		char *folder = xstrfmt("%s%s", path, i ? "/" OUT : "");
		char *file = xstrfmt("%s/" MATRIX, folder);

		found = fs_exists(file);
		if (found && !is_seen(x, folder))
			add_matrix(x, folder);
		free(file);
		free(folder);
	}
	return found;
}

static void add_path(struct indexing *x, const char *path)
{
	struct strings names = { 0 };
	struct diag why = { 0 };
	size_t nr = x->nr;
	char line[1024];
	int ret;

	if (add_folder(x, path))
		return;
	ret = list_folder(&names, path, LIST_BUT_HIDDEN, &why);
	for (size_t i = 0; i < names.nr; i++) {
		char *below = xstrfmt("%s/%s", path, names.at[i]);

		add_folder(x, below);
		free(below);
	}
	strings_release(&names);
	if (!ret && x->nr > nr)
		return;
	add_row(x, keep(x, xstrdup(path)), "")->reason =
		!fs_exists(path) ? "there is no such folder" :
		ret ? keep(x, xstrdup(diag_line(&why, line, sizeof(line)))) :
		"nothing was published here: backport report --publish leaves " MATRIX;
}

int report_index_of(struct ctx *ctx, char **path, const char *file)
{
	char *page = file ? folder_of_file(file) : xstrdup(".");
	struct indexing x = { .page = page, .read = json_array() };
	struct buf out = { 0 }, csp = { 0 };
	struct diag why = { 0 };
	int status = EXIT_OK;

	for (; *path; path++)
		add_path(&x, cmd_output_path(ctx, *path));
	report_policy(&csp, false);
	report_index(x.row, x.nr, csp.at, &out);
	if (!file)
		say_bytes(buf_span(&out));
	else if (fs_write_output(file, buf_span(&out), &why))
		status = cmd_cannot(ctx, &why);
	buf_release(&csp);
	buf_release(&out);
	strings_release(&x.kept);
	strings_release(&x.seen);
	json_decref(x.read);
	free(x.row);
	free(page);
	return status;
}
