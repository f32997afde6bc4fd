// SPDX-License-Identifier: GPL-2.0-only
/* What is known of a program before it is run for its work: whether it is there, and which one it is. */
#include "sys/os/version.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/os/fs.h"
#include "sys/os/run.h"

static bool runs(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISREG(st.st_mode) && !access(path, X_OK);
}

/* The path at which PATH has the program; caller frees. NULL when it is not there. */
static char *find(const char *program)
{
	const char *path = getenv("PATH");

	if (strchr(program, '/'))
		return runs(program) ? fs_path("%s", program) : NULL;
	for (const char *at = path ? path : "/usr/bin:/bin"; at;) {
		size_t len = strcspn(at, ":");
		char *full = fs_path("%.*s%s%s", (int)len, at, len ? "/" : "",
				     program);

		if (runs(full))
			return full;
		free(full);
		at = at[len] ? at + len + 1 : NULL;
	}
	return NULL;
}

bool program_found(const char *program)
{
	char *path = find(program);
	bool found = path;

	free(path);
	return found;
}

/*
 * True when the version depends on the file at path alone: it is compiled, and the program itself (NAME, NAME-12,
 * NAME.bfd) rather than one that goes by many names and runs another, as ccache does through links. A compiled
 * program of that very name which runs another one is not told from it.
 */
static bool speaks_for_itself(const char *path, const char *program)
{
	char *real = realpath(path, NULL), magic[4] = "";
	const char *name = real ? strrchr(real, '/') + 1 : "";
	size_t len = strlen(program);
	bool named = !strncmp(name, program, len) &&
		     strchr("-.", name[len]);	/* or its end */
	int fd = named ? open(real, O_RDONLY | O_CLOEXEC) : -1;
	bool compiled = fd >= 0 && read(fd, magic, 4) == 4 &&
			!memcmp(magic, "\177ELF", 4);

	if (fd >= 0)
		close(fd);
	free(real);
	return compiled;
}

/* What ccache, too, tells compilers by: the file's times and size, here also which file it is. NULL: ask the program. */
static char *fingerprint(const char *program)
{
	char *path = find(program), *print = NULL;
	struct stat st;

	if (path && !strchr(program, '/') && speaks_for_itself(path, program) &&
	    !stat(path, &st))
		print = fs_path("%ju %ju %jd %jd.%09ld %jd.%09ld %s\n",
				(uintmax_t)st.st_dev, (uintmax_t)st.st_ino,
				(intmax_t)st.st_size,
				(intmax_t)st.st_mtim.tv_sec, st.st_mtim.tv_nsec,
				(intmax_t)st.st_ctim.tv_sec, st.st_ctim.tv_nsec,
				path);
	free(path);
	return print;
}

/* The folder of the notes; caller frees. NULL when there is no place for a cache. */
static char *notes(void)
{
	struct diag ignored;
	char *cache = fs_cache(&ignored);
	char *folder = cache ? fs_path("%s/programs", cache) : NULL;

	free(cache);
	return folder;
}

/* The version that was noted for that fingerprint; caller frees. NULL for none. */
static char *noted(const char *program, const char *print)
{
	char *folder = notes(), *path, *line = NULL;
	struct diag ignored;
	struct buf text = { 0 };

	if (!folder)
		return NULL;
	path = fs_path("%s/%s", folder, program);
	if (!fs_read(&text, path, &ignored) &&
	    span_starts(buf_span(&text), print))
		line = fs_path("%s", text.at + strlen(print));
	buf_release(&text);
	free(path);
	free(folder);
	return line;
}

/* Where it cannot be noted, the program is asked again. */
static void note(const char *program, const char *print, const char *line)
{
	char *folder = notes(), *path, *text;
	struct diag ignored;

	if (!folder)
		return;
	path = fs_path("%s/%s", folder, program);
	text = fs_path("%s%s", print, line);
	if (!fs_mkdirs(folder, &ignored))
		fs_publish(path, span_of(text), &ignored);
	free(text);
	free(path);
	free(folder);
}

static int ask(const char *program, char **line, struct diag *why)
{
	const char *const argv[] = { program, "--version", NULL };
	const char *const env[] = { "LC_ALL=C", NULL };
	struct buf text = { 0 };
	struct proc p = { .argv = argv, .env = env, .capture = &text,
			  .timeout_s = 30 };
	struct span rest, first = span_of("");
	struct proc_end end;
	int ret = proc_run(&p, &end, why);

	rest = buf_span(&text);
	if (!ret && (end.status || !span_line(&rest, &first)))
		ret = diag_set(why, NULL, 0, "'%s --version' ended with status %d; is it whole?",
			       program, end.status);
	if (!ret)
		*line = span_copy(first);
	buf_release(&text);
	return ret;
}

int program_version(const char *program, char **line, struct diag *why)
{
	char *print = fingerprint(program);
	int ret = 0;

	*line = print ? noted(program, print) : NULL;
	if (!*line) {
		ret = ask(program, line, why);
		if (!ret && print)
			note(program, print, *line);
	}
	free(print);
	return ret;
}
