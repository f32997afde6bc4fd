// SPDX-License-Identifier: GPL-2.0-only
/* The bytes in a packed file, checked to their end. */
#include "sys/import/unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/text/buf.h"
#include "sys/os/fs.h"

enum { CHUNK = 1 << 18 };

static int cannot(const struct unpack *u, const char *path, struct diag *why)
{
	const char *text = ar.error_string(u->from);

	return diag_set(why, path, 0, "cannot read this tarball: %s",
			text ? text : "it is damaged");
}

static void init(struct unpack *u)
{
	*u = (struct unpack){ .from = ar.read_new() };
	if (!u->from)
		abort();
	u->chunk = grow_array(NULL, CHUNK, 1);
	ar.read_support_format_raw(u->from);
	ar.read_support_format_empty(u->from);
	ar.read_support_filter_gzip(u->from);
	ar.read_support_filter_bzip2(u->from);
	ar.read_support_filter_xz(u->from);
	ar.read_support_filter_zstd(u->from);
}

/* An empty file is at its end. */
static int begin(struct unpack *u, const char *path, struct diag *why)
{
	struct archive_entry *e;
	int got = ar.read_next_header(u->from, &e);

	u->ended = got == ARCHIVE_EOF;
	return got == ARCHIVE_OK || u->ended ? 0 : cannot(u, path, why);
}

static bool is_gzip(int fd)
{
	unsigned char magic[2];

	return pread(fd, magic, 2, 0) == 2 && magic[0] == 0x1f &&
	       magic[1] == 0x8b;
}

int unpack_open(struct unpack *u, const char *path, struct diag *why)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	init(u);
	if (fd < 0)
		return fs_fail(path, "open", why);
	if (is_gzip(fd)) {
		u->gz = gzdopen(fd, "rb");
		if (u->gz)
			return 0;
		close(fd);
		return diag_set(why, path, 0, "cannot unpack it: no memory");
	}
	close(fd);
	if (ar.read_open_filename(u->from, path, CHUNK))
		return cannot(u, path, why);
	return begin(u, path, why);
}

static la_ssize_t read_outer(struct archive *from, void *arg,
			     const void **bytes)
{
	struct unpack *u = arg;
	la_ssize_t len = ar.read_data(u->outer, u->packed, CHUNK);

	*bytes = u->packed;
	if (len < 0)
		ar.set_error(from, EIO, "%s", ar.error_string(u->outer));
	return len;
}

int unpack_open_member(struct unpack *u, struct archive *outer,
		       const char *path, struct diag *why)
{
	init(u);
	u->outer = outer;
	u->packed = grow_array(NULL, CHUNK, 1);
	if (ar.read_open(u->from, u, NULL, read_outer, NULL))
		return cannot(u, path, why);
	return begin(u, path, why);
}

/* gzread() does not tell a file that is cut off from one that ends. */
static la_ssize_t read_gz(struct unpack *u)
{
	int n = gzread(u->gz, u->chunk, CHUNK), error = Z_OK;
	const char *said = n > 0 ? NULL : gzerror(u->gz, &error);

	if (n > 0 || (!n && error == Z_OK))
		return n;
	/* behind "<fd:4>: " */
	u->error = error == Z_ERRNO ? strerror(errno) : said + strcspn(said, " ");
	u->error += *u->error == ' ';
	return -1;
}

la_ssize_t unpack_read(struct unpack *u, const void **bytes)
{
	la_ssize_t n;

	*bytes = u->chunk;
	if (u->ended)
		return 0;
	n = u->gz ? read_gz(u) : ar.read_data(u->from, u->chunk, CHUNK);
	if (n < 0 && !u->gz)
		u->error = ar.error_string(u->from);
	if (n < 0 && !u->error)
		u->error = "it is damaged";
	u->ended = !n;
	return n < 0 ? -1 : n;
}

uint64_t unpack_taken(const struct unpack *u)
{
	return u->gz ? (uint64_t)gzoffset(u->gz) :
		       (uint64_t)ar.filter_bytes(u->from, -1);
}

void unpack_release(struct unpack *u)
{
	if (u->gz)
		gzclose(u->gz);
	if (u->from)
		ar.read_free(u->from);
	free(u->chunk);
	free(u->packed);
	*u = (struct unpack){ 0 };
}
