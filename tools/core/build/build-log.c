// SPDX-License-Identifier: GPL-2.0-only
/* A kernel build's V=1 log: how much was built, and what stopped it. */
#include "core/build/build-log.h"

#include <string.h>

#include "core/text/ascii.h"

/* The position of text in s; s.len when it is not there. */
static size_t find(struct span s, const char *text)
{
	const char *at = span_find(s, text);

	return at ? (size_t)(at - s.at) : s.len;
}

/*
 * Kbuild prints commands with two spaces before; make's own words begin with
 * its name.
 */
static bool is_command(struct span line)
{
	return span_find(line, " -o ") || span_starts(line, "  ") ||
	       span_starts(line, "\t");
}

bool buildlog_is_compile(struct span line)
{
	return span_find(line, " -c -o ") && span_find(line, ".o");
}

/* A line of the source below a message: "   12 |  code", "      |  ^". */
static bool is_snippet(struct span line)
{
	size_t at = 0;

	while (at < line.len && line.at[at] == ' ')
		at++;
	while (at < line.len && is_digit(line.at[at]))
		at++;
	return at && at + 1 < line.len && line.at[at] == ' ' &&
	       line.at[at + 1] == '|';
}

static bool is_make(struct span line)
{
	return span_starts(line, "make[") || span_starts(line, "make:");
}

/*
 * "make[1]: *** No rule to make target 'bzImage'.  Stop."; of what a target
 * needs, ", needed by" follows.
 */
bool buildlog_lacks_goal(struct span error, const char *goal)
{
	static const char sign[] = "*** No rule to make target ";
	size_t at = find(error, sign);

	if (!is_make(error) || at == error.len)
		return false;
	error = span_skip(error, at + strlen(sign) + 1);
	return span_starts(error, goal) &&
	       span_starts(span_skip(error, strlen(goal)), "'.");
}

/* Where a sign of trouble stands. */
enum place {
	ANYWHERE,
	START,		/* of the line */
	BY_MAKE,	/* in a line of make's */
};

/*
 * What a line says about the build, the gravest first: a full disk makes
 * compilers die in many ways.
 */
static const struct sign {
	const char *text;
	enum place place;
	enum build_fault fault;
} signs[] = {
	{ "No space left on device", ANYWHERE, BUILD_NO_SPACE },
	{ "Disk quota exceeded", ANYWHERE, BUILD_NO_SPACE },
	{ "Read-only file system", ANYWHERE, BUILD_MACHINE },
	{ "Input/output error", ANYWHERE, BUILD_MACHINE },
	{ "Stale file handle", ANYWHERE, BUILD_MACHINE },
	{ "ccache: error: ", START, BUILD_MACHINE },
	{ "Can't locate ", START, BUILD_NO_TOOL },
	{ "ModuleNotFoundError: ", START, BUILD_NO_TOOL },
	{ "ImportError: No module named ", START, BUILD_NO_TOOL },
	{ "internal compiler error", ANYWHERE, BUILD_KILLED },
	{ "Killed signal terminated program", ANYWHERE, BUILD_KILLED },
	{ "terminated by signal", ANYWHERE, BUILD_KILLED },
	{ "terminated with signal", ANYWHERE, BUILD_KILLED },
	{ "unable to execute command: ", ANYWHERE, BUILD_KILLED },
	{ "frontend command failed", ANYWHERE, BUILD_KILLED },
	{ "Segmentation fault", ANYWHERE, BUILD_KILLED },
	{ "Bus error", ANYWHERE, BUILD_KILLED },
	{ "virtual memory exhausted", ANYWHERE, BUILD_KILLED },
	{ "Cannot allocate memory", ANYWHERE, BUILD_KILLED },
	{ "cannot fork", ANYWHERE, BUILD_KILLED },
	{ "] Killed", BY_MAKE, BUILD_KILLED },
	{ "] Terminated", BY_MAKE, BUILD_KILLED },
	{ "ERROR: ", START, BUILD_BROKEN },
	{ "FATAL: ", START, BUILD_BROKEN },
	{ "error: ", ANYWHERE, BUILD_BROKEN },
	{ "Error: ", ANYWHERE, BUILD_BROKEN },
	{ ": syntax error", ANYWHERE, BUILD_BROKEN },
	{ "undefined reference to", ANYWHERE, BUILD_BROKEN },
	{ "undefined!", ANYWHERE, BUILD_BROKEN },
	{ "multiple definition of", ANYWHERE, BUILD_BROKEN },
	{ "*** ", BY_MAKE, BUILD_BROKEN },
};

/* Headers that come from this machine: tools of the kernel include them. */
static const char *const machine_headers[] = {
	"openssl/", "elf.h", "gelf.h", "libelf.h", "dwarf.h", "elfutils/",
	"ncurses", "curses.h", "gmp.h", "gcc-plugin.h", "zlib.h", "zstd.h",
	"lzma.h", "yaml.h", "Python.h", "stdio.h", "stdlib.h",
};

/* "FILE:1:2: fatal error: HEADER: No such file or directory" */
static bool lacks_header(struct span line)
{
	static const char sign[] = "fatal error: ";
	size_t at = find(line, sign);

	if (at == line.len || !span_find(line, ": No such file or directory"))
		return false;
	line = span_skip(line, at + strlen(sign));
	for (size_t i = 0;
	     i < sizeof(machine_headers) / sizeof(*machine_headers); i++)
		if (span_starts(line, machine_headers[i]))
			return true;
	return false;
}

/*
 * "sh: 1: bison: not found", "make: flex: Command not found", "make: flex: No
 * such file or directory". A path names a script of the tree, which no package
 * brings.
 */
static enum build_fault missing_program(struct span line)
{
	static const char *const ends[] = {
		": not found", ": Command not found", ": command not found",
		": No such file or directory",
	};
	bool shell = span_find(line, "sh: ");

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t at = find(line, ends[i]), from;

		if (at == line.len || at + strlen(ends[i]) < line.len ||
		    !(is_make(line) || (shell && i < 3)))
			continue;
		for (from = at; from && line.at[from - 1] != ' '; from--)
			;
		return memchr(line.at + from, '/', at - from) ? BUILD_BROKEN :
							      BUILD_NO_TOOL;
	}
	return BUILD_FINE;
}

/*
 * "make[2]: *** [init/main.o] Error 127": what the status says of the command.
 */
static enum build_fault fault_of_status(struct span line)
{
	if (span_find(line, "] Error 137") || span_find(line, "] Error 143"))
		return BUILD_KILLED;
	return span_find(line, "] Error 127") ? BUILD_NO_TOOL : BUILD_BROKEN;
}

/*
 * Bash on a job that ended: "link-vmlinux.sh: line 95:  4711 Killed   ld -o x".
 */
static bool is_killed_job(struct span line)
{
	size_t at = find(line, " Killed ");

	return at && at < line.len && is_digit(line.at[at - 1]) &&
	       span_find(line, ": line ");
}

static enum build_fault sign_of(struct span line)
{
	enum build_fault missing = missing_program(line);
	bool make = is_make(line);

	if (missing)
		return missing;
	if (lacks_header(line))
		return BUILD_NO_TOOL;
	if (is_killed_job(line))
		return BUILD_KILLED;
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		const struct sign *s = &signs[i];

		if (s->place == START ? span_starts(line, s->text) :
		    (s->place == ANYWHERE || make) && span_find(line, s->text))
			return s->fault;
	}
	return BUILD_FINE;
}

/*
 * "make[2]: *** [scripts/Makefile.build:303: init/main.o] Error 1" names
 * init/main.o.
 */
static struct span make_target(struct span line)
{
	size_t from = find(line, "*** ["), to;

	if (!span_starts(line, "make") || from == line.len)
		return span_of("");
	line = span_skip(line, from + 5);
	to = find(line, "] ");
	line.len = to;
	while ((from = find(line, ": ")) < line.len)
		line = span_skip(line, from + 2);
	return line;
}

/* The last command before the end of text that writes target. */
static struct span command_for(struct span text, struct span target)
{
	struct span line, found = span_of("");

	while (span_line(&text, &line)) {
		const char *at = is_command(line) ?
			memmem(line.at, line.len, target.at, target.len) : NULL;

		if (at && at > line.at && at[-1] != '.' &&
		    !span_find(line, "*** ["))
			found = span_trim(line);
	}
	return found;
}

/* The reading of a log. */
struct reading {
	struct buildlog *to;
	struct span said;	/* the line before, if it is plain */
	long said_lineno;
	bool explained;		/* a line has told why make's next "***" comes */
};

static void note_fault(struct reading *r, enum build_fault fault,
		       struct span line, long lineno)
{
	/* a full disk or a dead compiler brings errors of its own */
	if (fault <= r->to->fault)
		return;
	r->to->fault = fault;
	r->to->error = line;
	r->to->error_lineno = lineno;
}

/*
 * "make[2]: *** [init/main.o] Error 1": the reason stands above it, if
 * anywhere.
 */
static void read_stop(struct reading *r, struct span line, long lineno)
{
	enum build_fault fault = sign_of(line);
	bool said = r->said.len;

	if (fault == BUILD_BROKEN)
		fault = fault_of_status(line);
	if (fault != BUILD_BROKEN)
		said = false;
	/*
	 * that the tree lacks a script is not that the machine lacks a program
	 */
	if (!r->explained || fault == BUILD_KILLED)
		note_fault(r, fault, said ? r->said : line,
			   said ? r->said_lineno : lineno);
	if (!r->to->target.len)
		r->to->target = make_target(line);
	r->explained = false;
	r->said.len = 0;
}

static void read_line(struct reading *r, struct span line, long lineno)
{
	enum build_fault fault;

	if (is_make(line) && span_find(line, "*** [")) {
		read_stop(r, line, lineno);
		return;
	}
	if (span_find(line, ": warning: ") || span_find(line, ": note: ") ||
	    is_snippet(line))
		return;
	if (is_command(line) && !span_find(line, "rror: ") && !is_killed_job(line)) {
		r->said.len = 0;
		return;
	}
	fault = sign_of(line);
	if (fault) {
		note_fault(r, fault, line, lineno);
		r->explained = true;
	} else if (!is_make(line) && span_trim(line).len) {
		r->said = line;
		r->said_lineno = lineno;
	}
}

void buildlog_read(struct buildlog *l, struct span text)
{
	struct reading r = { .to = l, .said = span_of("") };
	struct span rest = text, line;

	memset(l, 0, sizeof(*l));
	l->error = l->target = l->command = span_of("");
	for (long lineno = 1; span_line(&rest, &line); lineno++) {
		if (buildlog_is_compile(line)) {
			l->nr_objects++;
			r.said.len = 0;
			continue;
		}
		if (span_find(line, "warning: "))
			l->nr_warnings++;
		read_line(&r, line, lineno);
	}
	if (l->target.len)
		l->command = command_for(text, l->target);
}
