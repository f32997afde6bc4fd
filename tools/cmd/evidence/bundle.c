// SPDX-License-Identifier: GPL-2.0-only
/* backport evidence: a bundle, read and unpacked, and its configuration. */
#include "cmd/evidence/bundle.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "sys/build/work-folder.h"
#include "sys/conf/mode.h"
#include "sys/os/fs.h"
#include "sys/os/list-folder.h"

int evidence_read(struct members *m, const char *path, struct diag *why)
{
	struct buf bytes = { 0 };
	int ret = fs_read(&bytes, path, why);

	*m = (struct members){ 0 };
	if (!ret)
		ret = members_unpack(m, buf_span(&bytes), path, why);
	buf_release(&bytes);
	return ret;
}

#define FOLDER	"backport-evidence"

void evidence_remove(const char *folder)
{
	struct diag ignored;
	char *work = work_project_folder(folder, &ignored);

	if (work)
		fs_remove_all(work, &ignored);
	fs_remove_all(folder, &ignored);
	free(work);
}

/* Removes what runs that were killed have left. */
static void remove_left(const char *below)
{
	struct strings names = { 0 };
	struct diag ignored;
	long pid;
	int ret = list_folder(&names, below, LIST_BUT_HIDDEN, &ignored);

	for (size_t i = 0; !ret && i < names.nr; i++) {
		char *path;

		if (sscanf(names.at[i], FOLDER ".%ld.", &pid) != 1 ||
		    pid <= 0 || !kill(pid, 0) || errno != ESRCH)
			continue;
		path = xstrfmt("%s/%s", below, names.at[i]);
		evidence_remove(path);
		free(path);
	}
	strings_release(&names);
}

char *evidence_unpack(const struct members *m, struct diag *why)
{
	const char *tmp = getenv("TMPDIR"), *below = tmp && *tmp ? tmp : "/tmp";
	char *folder = xstrfmt("%s/" FOLDER ".%ld.XXXXXX", below,
			       (long)getpid());
	struct diag ignored;

	remove_left(below);
	if (!mkdtemp(folder)) {
		fs_fail(folder, "make the folder", why);
		free(folder);
		return NULL;
	}
	if (!members_write(m, folder, why))
		return folder;
	fs_remove_all(folder, &ignored);
	free(folder);
	return NULL;
}

/* Asks whether a configuration would have other files read. */
static bool includes(struct span conf)
{
	while (conf.len) {
		const char *at = memchr(conf.at, '[', conf.len);

		if (!at)
			return false;
		conf = span_skip(conf, at + 1 - conf.at);
		while (conf.len && (*conf.at == ' ' || *conf.at == '\t'))
			conf = span_skip(conf, 1);
		if (conf.len >= 7 && !strncasecmp(conf.at, "include", 7))
			return true;
	}
	return false;
}

/* A fragment that is no member may be any file, or never end. */
static int check_fragment(const struct members *m, const char *path,
			  struct diag *why)
{
	if (!path || members_find(m, path))
		return 0;
	diag_set(why, "backport.conf", 0, "the fragment '%s' is not in the bundle",
		 path);
	return 1;
}

static int check_mode_fragments(const struct members *m, const struct branch *b,
				struct diag *why)
{
	int ret = 0;

	for_each_built_mode(mode, b)
		for (size_t i = 0; !ret && i < mode->nr_fragments; i++)
			ret = check_fragment(m, mode->fragment[i], why);
	return ret;
}

int evidence_conf(const struct members *m, const char *folder,
		  const char *name, struct conf *conf,
		  const struct branch **branch, struct diag *why)
{
	const struct member *text = members_find(m, "backport.conf");
	char *path = xstrfmt("%s/backport.conf", folder);
	int ret = 0;

	*branch = NULL;
	if (text && includes(buf_span(&text->bytes))) {
		diag_set(why, "backport.conf", 0, "it includes other files");
		ret = 1;
	}
	if (!ret && conf_read(conf, folder, path, why))
		ret = diag_is_of_machine(why) ? -1 : 1;
	if (!ret && !(*branch = conf_branch(conf, name, why)))
		ret = 1;
	for (size_t i = 0; !ret && i < (*branch)->target->nr_fragments; i++)
		ret = check_fragment(m, (*branch)->target->fragment[i], why);
	for (size_t i = 0; !ret && i < (*branch)->nr_fragments; i++)
		ret = check_fragment(m, (*branch)->fragment[i], why);
	if (!ret)
		ret = check_mode_fragments(m, *branch, why);
	free(path);
	return ret;
}
