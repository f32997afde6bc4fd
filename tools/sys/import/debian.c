// SPDX-License-Identifier: GPL-2.0-only
/* Kernel source as Debian packages it: linux-source-6.12. */
#include "sys/import/debian.h"

#include <stdlib.h>
#include <string.h>

#include "sys/import/from-tar.h"
#include "sys/import/notice.h"
#include "sys/os/fs.h"
#include "sys/os/list-folder.h"
#include "sys/os/piped.h"

enum { APT_S = 900 };

/* Runs argv to its end in dir and keeps what it says. 0 or -1 and *why. */
static int ask(const char *const *argv, const char *dir, struct buf *out,
	       struct diag *why)
{
	const struct piped_options how = { .drain = true, .dir = dir };
	struct piped c;
	int ret;

	ret = piped_start(&c, argv, &how, why) ||
	      piped_end(&c, out, APT_S, why) ? -1 : 0;
	piped_stop(&c);
	return ret;
}

/* The installed package's tarball; NULL when it is not installed. */
static char *installed(const char *package, struct buf *version)
{
	static const char *const kinds[] = { "xz", "zst", "bz2", "gz" };
	const char *const argv[] = { "dpkg-query", "-W", "-f", "${Version}", "--",
				     package, NULL };
	struct diag unheard;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		char *path = xstrfmt("/usr/src/%s.tar.%s", package, kinds[i]);

		if (fs_exists(path) && !ask(argv, NULL, version, &unheard) &&
		    version->len)
			return path;
		free(path);
	}
	return NULL;
}

/* The one package in the folder: NAME_VERSION_all.deb. */
static char *find_deb(const char *folder, struct buf *version)
{
	struct strings names = { 0 };
	struct diag unheard;
	char *path = NULL;

	list_folder(&names, folder, LIST_ALL, &unheard);
	for (size_t i = 0; i < names.nr && !path; i++) {
		const char *from = strchr(names.at[i], '_');
		const char *to = from ? strchr(from + 1, '_') : NULL;

		if (!to || !strstr(to, ".deb"))
			continue;
		buf_add(version, from + 1, to - from - 1);
		path = xstrfmt("%s/%s", folder, names.at[i]);
	}
	strings_release(&names);
	return path;
}

/* What apt has of it, downloaded into in; NULL and *why. */
static char *download(struct transaction *t, const char *package,
		      struct buf *version, struct diag *why)
{
	const char *const argv[] = { "apt-get", "-q", "download", "--",
				     package, NULL };
	char *folder = xstrfmt("%s/deb", t->path), *path = NULL;
	struct buf out = { 0 };

	import_notice("downloading the package %s with apt-get (about 150 MB)",
		   package);
	if (!fs_mkdirs(folder, why) && !ask(argv, folder, &out, why)) {
		path = find_deb(folder, version);
		if (!path)
			diag_set(why, NULL, 0,
				 "apt-get download %s left no package", package);
	}
	buf_release(&out);
	free(folder);
	return path;
}

int import_debian(struct transaction *t, const char *package, struct buf *from,
		  git_oid *commit, struct diag *why)
{
	struct buf version = { 0 };
	char *path = installed(package, &version);
	int ret;

	if (path) {
		import_notice("importing %s", path);
		ret = import_tar(t, path, commit, why);
	} else {
		path = download(t, package, &version, why);
		ret = path ? import_deb(t, path, commit, why) : 1;
	}
	buf_addf(from, "Debian %s %s", package, version.at ? version.at : "");
	buf_release(&version);
	free(path);
	return ret;
}
