// SPDX-License-Identifier: GPL-2.0-only
/* What is longer than a screen: by a pager or by man(1), as git has it. */
#include "sys/os/pager.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/text/buf.h"
#include "sys/os/terminal.h"

static pid_t pager;	/* 0: none runs */

static const char *pager_program(void)
{
	const char *name = getenv("GIT_PAGER");

	if (!name)
		name = getenv("PAGER");
	if (!name)
		name = "less";
	return !*name || !strcmp(name, "cat") ? NULL : name;
}

static int wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return status;
}

static void be_pager(const char *program, const int pipe_ends[2])
{
	setenv("LESS", "FRX", false);
	setenv("LV", "-c", false);
	dup2(pipe_ends[0], STDIN_FILENO);
	close(pipe_ends[0]);
	close(pipe_ends[1]);
	execl("/bin/sh", "sh", "-c", program, (char *)NULL);
	_exit(127);
}

void pager_start(void)
{
	const char *program = pager_program();
	bool errors_too = isatty(STDERR_FILENO);
	char columns[16];
	int ends[2];

	if (pager || !program || !isatty(STDOUT_FILENO))
		return;
	/* Asked now, as stdout will be a pipe. */
	snprintf(columns, sizeof(columns), "%d", terminal_width());
	setenv("COLUMNS", columns, false);
	terminal_set_colour(terminal_wants_colour() ? "always" : "never");
	if (pipe2(ends, O_CLOEXEC))
		return;
	fflush(stdout);
	pager = fork();
	if (!pager)
		be_pager(program, ends);
	if (pager > 0) {
		dup2(ends[1], STDOUT_FILENO);
		if (errors_too)
			dup2(ends[1], STDERR_FILENO);
	} else {
		pager = 0;
	}
	close(ends[0]);
	close(ends[1]);
}

void pager_end(void)
{
	if (!pager)
		return;
	fflush(stdout);
	fflush(stderr);
	close(STDOUT_FILENO);
	close(STDERR_FILENO);
	wait_for(pager);
	pager = 0;
}

static void be_man(const char *page, const char *folder)
{
	const char *others = getenv("MANPATH");
	int none = open("/dev/null", O_WRONLY | O_CLOEXEC);
	char *path = xstrfmt("%s:%s", folder ? folder : "",
			     others ? others : "");

	if (folder)
		setenv("MANPATH", path, true);
	dup2(none, STDERR_FILENO);
	execlp("man", "man", page, (char *)NULL);
	_exit(127);
}

bool man_show(const char *page, const char *folder)
{
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (!pid)
		be_man(page, folder);
	return pid > 0 && !wait_for(pid);
}
