// SPDX-License-Identifier: GPL-2.0-only
/* scripts/checkpatch.pl, taken out of a base's tree and run by perl. */
#include "sys/series/checkpatch.h"

#include <stdlib.h>
#include <unistd.h>

#include "sys/git/repo.h"
#include "sys/os/fs.h"
#include "sys/os/run.h"
#include "sys/os/sandbox.h"
#include "sys/os/version.h"
#include "sys/series/patched-files.h"

#define TIMEOUT_S	60
#define OUTPUT_MAX	(16ul << 20)	/* bytes */

/*
 * checkpatch.pl reads these from the folder that it stands in; only the first
 * must be there.
 */
static const char *const files[] = {
	"checkpatch.pl", "spelling.txt", "const_structs.checkpatch", NULL
};

/*
 * Writes scripts/NAME of tree into dir. 0, 1 when the tree has none, -1 and
 * *why.
 */
static int take(git_repository *home, const git_tree *tree, const char *dir,
		const char *name, struct diag *why)
{
	char *from = xstrfmt("scripts/%s", name), *to = xstrfmt("%s/%s", dir, name);
	git_blob *blob = NULL;
	int ret = tree_blob(&blob, NULL, home, tree, from, why) ? -1 : 1;

	if (blob)
		ret = fs_publish(to, (struct span){ git_blob_rawcontent(blob),
				 git_blob_rawsize(blob) }, why);
	git_blob_free(blob);
	free(from);
	free(to);
	return ret;
}

/*
 * Puts a base's scripts into dir. 0, 1 and *why when the base has none, -1 and
 * *why.
 */
static int take_all(const struct branch *branch, const char *dir,
		    struct diag *why)
{
	const char *base = branch->line;
	git_repository *repo = NULL, *home = NULL;
	git_tree *tree = NULL;
	git_oid id;
	int ret = -1;

	if (repo_open(&repo, why))
		goto out;
	base = repo_base_of(repo, branch);
	ret = repo_find_base(repo, base, &id, why);
	if (ret == 1)
		diag_set(why, NULL, 0, "%s is not in the cache; 'backport tree add %s SOURCE' puts it there",
			 base, base);
	if (ret)
		goto out;
	ret = -1;
	if (repo_tree(repo, base, &tree, &home, why))
		goto out;
	ret = 0;
	for (size_t i = 0; files[i] && ret >= 0; i++) {
		ret = take(home, tree, dir, files[i], why);
		if (ret == 1 && !i) {
			diag_set(why, NULL, 0, "%s has no scripts/checkpatch.pl", base);
			goto out;
		}
	}
	if (ret > 0)
		ret = 0;
out:
	git_tree_free(tree);
	if (home != repo)
		git_repository_free(home);
	git_repository_free(repo);
	return ret;
}

static int run(struct buf *out, const char *dir, const char *patch,
	       struct diag *why)
{
	char *script = xstrfmt("%s/checkpatch.pl", dir);
	/* a relative path is one from here inside as well */
	char *here = patch[0] == '/' ? NULL : getcwd(NULL, 0);
	/*
	 * -X: what this perl thinks of an older script is not the patch's
	 * fault.
	 */
	const char *argv[] = { "sh", "-c", "exec \"$@\" 2>&1", "sh", "perl",
			       "-X", script, "--no-tree", "--no-signoff",
			       "--terse", "--show-types", patch, NULL };
	struct proc p = { .argv = argv, .dir = here, .capture = out,
			  .timeout_s = TIMEOUT_S,
			  .output_max = OUTPUT_MAX };
	const char *const readable[] = { dir, patch, NULL };
	const struct sandbox box = { .readable = readable };
	struct strings words = { 0 };
	struct span rest, line = span_of("");
	struct proc_end end;
	int ret = sandbox_wrap(&p, &box, &words, why) ? 1 :
		proc_run(&p, &end, why);

	strings_release(&words);
	free(here);
	free(script);
	if (ret || (!end.timed_out && !end.flooded && end.status <= 1))
		return ret;
	rest = buf_span(out);
	span_line(&rest, &line);
	if (end.timed_out)
		diag_set(why, NULL, 0, "checkpatch.pl took longer than %d s",
			 TIMEOUT_S);
	else if (end.flooded)
		diag_set(why, NULL, 0, "checkpatch.pl printed more than %lu MiB",
			 OUTPUT_MAX >> 20);
	else
		diag_set(why, NULL, 0, "checkpatch.pl does not run with this perl (exit status %d)%s%.*s",
			 end.status, line.len ? ": " : "", (int)line.len,
			 line.at);
	return 1;
}

int checkpatch_run(struct buf *out, const struct branch *branch,
		   const char *patch, struct diag *why)
{
	char dir[] = "/tmp/backport-checkpatch-XXXXXX";
	struct diag late;
	int ret;

	if (!program_found("perl")) {
		diag_set(why, NULL, 0, "perl is not installed");
		return 1;
	}
	if (!mkdtemp(dir))
		return diag_set(why, dir, 0, "cannot make a folder");
	ret = take_all(branch, dir, why);
	if (!ret)
		ret = run(out, dir, patch, why);
	if (fs_remove_all(dir, &late) && !ret) {
		*why = late;
		ret = -1;
	}
	return ret;
}
