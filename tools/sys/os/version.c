// SPDX-License-Identifier: GPL-2.0-only
/* Asks whether a program is there, and which version of it. */
#include "sys/os/version.h"

#include <assert.h>
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

int program_ask(struct program_said *said, size_t nr, struct diag *why)
{
	static const char *const env[] = { "LC_ALL=C", NULL };
	struct proc p[PROC_AT_ONCE] = { 0 };
	struct proc_end end[PROC_AT_ONCE] = { 0 };
	int ret;

	assert(nr <= PROC_AT_ONCE);
	for (size_t i = 0; i < nr; i++)
		p[i] = (struct proc){ .argv = said[i].argv, .env = env,
				      .capture = &said[i].text,
				      .timeout_s = 30 };
	ret = proc_run_all(p, nr, end, why);
	for (size_t i = 0; i < nr; i++)
		said[i].status = end[i].status;
	return ret;
}

int program_version_of(const struct program_said *said, char **line,
		       struct diag *why)
{
	struct span rest = buf_span(&said->text), first;

	if (said->status || !span_line(&rest, &first))
		return diag_set(why, NULL, 0, "'%s --version' ended with status %d; is it whole?",
				said->argv[0], said->status);
	*line = span_copy(first);
	return 0;
}

static int ask(const char *program, char **line, struct diag *why)
{
	const char *const argv[] = { program, "--version", NULL };
	struct program_said said = { .argv = argv };
	int ret = program_ask(&said, 1, why);

	if (!ret)
		ret = program_version_of(&said, line, why);
	buf_release(&said.text);
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
