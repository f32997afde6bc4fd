// SPDX-License-Identifier: GPL-2.0-only
/* Asks whether a program is there, and which version of it. */
#include "sys/os/version.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/os/run.h"

static bool runs(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISREG(st.st_mode) && !access(path, X_OK);
}

bool program_found(const char *program)
{
	const char *path = getenv("PATH");
	bool found = false;

	if (strchr(program, '/'))
		return runs(program);
	for (const char *at = path ? path : "/usr/bin:/bin"; !found && at;) {
		size_t len = strcspn(at, ":");
		char *full = xstrfmt("%.*s%s%s", (int)len, at, len ? "/" : "",
				     program);

		found = runs(full);
		free(full);
		at = at[len] ? at + len + 1 : NULL;
	}
	return found;
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
	/* answers: a process asks for each of a branch's steps and checks */
	static struct known {
		char *program, *line;
	} *known;
	static size_t nr;
	size_t i = 0;

	while (i < nr && strcmp(known[i].program, program))
		i++;
	if (i == nr) {
		if (ask(program, line, why))
			return -1;
		known = grow_array(known, nr + 1, sizeof(*known));
		known[nr++] = (struct known){ xstrdup(program), *line };
	}
	*line = xstrdup(known[i].line);
	return 0;
}
