// SPDX-License-Identifier: GPL-2.0-only
/* backport tree: what it prints. */
#include "cmd/tree/tree.h"

#include <stdlib.h>

#include "core/text/text-json.h"
#include "sys/git/repo.h"
#include "sys/import/import.h"

int tree_print_base(const struct ctx *ctx, git_repository *repo,
		      const char *name)
{
	struct diag why = { 0 };
	struct base_record r;
	git_oid tree;
	const char *id;
	int ret = repo_find_base(repo, name, &tree, &why);

	if (!ret)
		ret = import_record(repo, name, &r, &why);
	if (ret > 0)
		diag_set(&why, NULL, 0, "no base '%s', which was there just now",
			 name);
	if (ret)
		return cmd_cannot(ctx, &why);
	id = git_oid_tostr_s(&tree);
	if (ctx->json)
		cmd_print_json(json_pack("{so ss so ss sI}", "base",
				     text_json(name), "tree", id, "from",
				     text_json(r.from), "date", r.date,
				     "files", (json_int_t)atoll(r.files)));
	else
		say("%-12s %s %6s files  %.10s  %s\n", name, id, r.files,
		    r.date, r.from);
	return EXIT_OK;
}

int tree_show_new(const struct ctx *ctx, git_repository *repo,
		  const char *name)
{
	return ctx->verbosity < 0 && !ctx->json ? EXIT_OK :
	       tree_print_base(ctx, repo, name);
}
