// SPDX-License-Identifier: GPL-2.0-only
/* Logs while they are written. */
#include "sys/store/live-log.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/build/build-log.h"
#include "core/console/guest-line.h"

#define PIECE (1 << 18) /* bytes read at a time; a longer line is cut here */
#define TAIL 2048 /* bytes of a console's end that are looked at */

/* Takes the whole lines of a piece; returns how many bytes they are. */
static size_t take_lines(struct follow *f, struct span piece)
{
	const char *end = memrchr(piece.at, '\n', piece.len);
	size_t len = end ? (size_t)(end - piece.at) + 1 :
		     piece.len == PIECE ? PIECE : 0;
	struct span lines = { piece.at, len }, line;

	while (span_line(&lines, &line))
		f->compiles += buildlog_is_compile(line);
	return len;
}

long follow_compiles(struct follow *f, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	char *piece;
	ssize_t n;
	size_t len;

	if (fd < 0 || fstat(fd, &st)) {
		if (fd >= 0)
			close(fd);
		return f->compiles;
	}
	if (st.st_ino != f->file || st.st_size < f->at)
		*f = (struct follow){ .file = st.st_ino };
	piece = malloc(PIECE);
	if (!piece)
		abort();
	while ((n = pread(fd, piece, PIECE, f->at)) > 0) {
		len = take_lines(f, (struct span){ piece, n });
		if (!len)
			break;
		f->at += len;
	}
	free(piece);
	close(fd);
	return f->compiles;
}

/*
 * The path of the newest file of that kind; NULL when there is none.
 * Caller frees.
 */
static char *newest(const char *folder, const char *prefix)
{
	DIR *dir = opendir(folder);
	struct timespec best = { 0, 0 };
	struct dirent *e;
	char *path = NULL;

	while (dir && (e = readdir(dir))) {
		size_t len = strlen(e->d_name);
		struct stat st;

		if (strncmp(e->d_name, prefix, strlen(prefix)) || len < 4 ||
		    strcmp(e->d_name + len - 4, ".log") ||
		    fstatat(dirfd(dir), e->d_name, &st, 0))
			continue;
		if (path && (st.st_mtim.tv_sec < best.tv_sec ||
			     (st.st_mtim.tv_sec == best.tv_sec &&
			      st.st_mtim.tv_nsec <= best.tv_nsec)))
			continue;
		best = st.st_mtim;
		free(path);
		path = xstrfmt("%s/%s", folder, e->d_name);
	}
	if (dir)
		closedir(dir);
	return path;
}

void follow_newest(const char *folder, const char *prefix, char *line,
		   size_t size)
{
	char *path = newest(folder, prefix), text[TAIL];
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;
	struct span rest, one, last = { "", 0 };
	struct stat st;
	ssize_t n = -1;

	if (fd >= 0 && !fstat(fd, &st))
		n = pread(fd, text, sizeof(text), st.st_size > TAIL ?
			  st.st_size - TAIL : 0);
	rest = (struct span){ text, n > 0 ? n : 0 };
	while (span_line(&rest, &one))
		if (span_trim(one).len)
			last = span_trim(one);
	last = guest_clean(last, line, size - 1);
	line[last.len] = '\0';
	if (fd >= 0)
		close(fd);
	free(path);
}
