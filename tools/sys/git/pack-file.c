// SPDX-License-Identifier: GPL-2.0-only
/*
 * The file of a pack: objects come in as they stand in it, and it is sealed,
 * indexed and named.
 */
#include "sys/git/pack-file.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/git/repo.h"
#include "sys/os/fs.h"

#define WRITE_AT	(1 << 20)

void packfile_init(struct packfile *f)
{
	memset(f, 0, sizeof(*f));
	f->fd = -1;
	buf_add(&f->out, "PACK\0\0\0\2\0\0\0\0", 12);
	f->at = f->out.len;
}

/*
 * Makes the temporary file, and locks it for as long as it is open: an import
 * removes those that nobody holds. 0 or -1 with errno.
 */
static int make_temporary(struct packfile *f)
{
	struct stat st = { 0 };

	while (!st.st_nlink) {	/* removed before it was locked: once more */
		free(f->tmp);
		f->tmp = xstrfmt("%s/tmp_pack_XXXXXX", f->folder);
		if (f->fd >= 0)
			close(f->fd);
		f->fd = mkostemp(f->tmp, O_CLOEXEC);
		if (f->fd < 0 || flock(f->fd, LOCK_EX) || fstat(f->fd, &st))
			return -1;
	}
	return 0;
}

/* Says errno; returns -1. */
static int cannot_write(const struct packfile *f, struct diag *why)
{
	diag_set(why, f->folder, 0, "cannot write a pack: %s%s",
		 strerror(errno), errno == EACCES || errno == EROFS ?
		 "; set BACKPORT_CACHE to a folder that can be written" : "");
	repo_advise_if_full(why);
	return -1;
}

int packfile_open(struct packfile *f, git_repository *repo, struct diag *why)
{
	git_buf objects = { 0 };

	if (git_repository_item_path(&objects, repo,
				     GIT_REPOSITORY_ITEM_OBJECTS))
		return repo_fail(why, "find the repository's objects");
	f->folder = xstrfmt("%spack", objects.ptr);
	git_buf_dispose(&objects);
	if (fs_mkdirs(f->folder, why))
		return -1;
	if (!make_temporary(f))
		return 0;
	cannot_write(f, why);
	if (f->fd < 0) {
		free(f->tmp);
		f->tmp = NULL;
	}
	return -1;
}

static void write_out(struct packfile *f)
{
	if (!f->error && fs_write(f->fd, buf_span(&f->out)))
		f->error = errno;
	buf_clear(&f->out);
}

void packfile_add(struct packfile *f, const git_oid *id, uint32_t crc,
		  struct span bytes)
{
	f->row = grow_for_one(f->row, f->nr, &f->cap, sizeof(*f->row));
	f->row[f->nr++] = (struct packed){ *id, crc, f->at };
	buf_add(&f->out, bytes.at, bytes.len);
	f->at += bytes.len;
	if (f->out.len >= WRITE_AT)
		write_out(f);
}

/*
 * Writes the count into the header, then the checksum over all. 0 or -1
 * with errno.
 */
static int seal(struct packfile *f, unsigned char sum[20])
{
	EVP_MD_CTX *sha = EVP_MD_CTX_new();
	uint32_t count = htonl(f->nr);
	static const size_t room = 1 << 18;
	off_t at = 0;
	ssize_t n;
	int ret = -1;

	if (!sha || !EVP_DigestInit_ex(sha, EVP_sha1(), NULL))
		abort();
	if (pwrite(f->fd, &count, sizeof(count), 8) != sizeof(count))
		goto out;
	buf_grow(&f->out, room);
	while ((n = pread(f->fd, f->out.at, room, at)) > 0) {
		EVP_DigestUpdate(sha, f->out.at, n);
		at += n;
	}
	if (n || !EVP_DigestFinal_ex(sha, sum, NULL))
		goto out;
	if (write(f->fd, sum, 20) != 20 || fchmod(f->fd, 0444) ||
	    fsync(f->fd))
		goto out;
	ret = 0;
out:
	EVP_MD_CTX_free(sha);
	return ret;
}

static int publish(struct packfile *f, struct diag *why)
{
	unsigned char sum[20];
	char hex[41], *pack = NULL, *idx = NULL;
	struct buf index = { 0 };
	int ret = -1;

	if (f->error || seal(f, sum)) {
		errno = f->error ? f->error : errno;
		return cannot_write(f, why);
	}
	for (int i = 0; i < 20; i++)
		snprintf(hex + 2 * i, 3, "%02x", sum[i]);
	pack = xstrfmt("%s/pack-%s.pack", f->folder, hex);
	idx = xstrfmt("%s/pack-%s.idx", f->folder, hex);
	packidx_build(&index, f->row, f->nr, sum);
	/* Git looks for the index: with it, the pack is there. */
	if (rename(f->tmp, pack)) {
		diag_set(why, pack, 0, "cannot rename: %s", strerror(errno));
		goto out;
	}
	free(f->tmp);
	f->tmp = NULL;
	ret = fs_publish(idx, buf_span(&index), why);
out:
	buf_release(&index);
	free(pack);
	free(idx);
	return ret;
}

int packfile_publish(struct packfile *f, struct diag *why)
{
	if (f->folder)
		write_out(f);
	if (!f->nr && !f->error)
		return 0;
	if (f->at >= INT32_MAX)
		return diag_set(why, f->folder, 0,
				"more than 2 GiB of new objects: apply the series in parts");
	return publish(f, why);
}

void packfile_release(struct packfile *f)
{
	if (f->tmp)
		unlink(f->tmp);
	if (f->fd >= 0)
		close(f->fd);
	buf_release(&f->out);
	free(f->row);
	free(f->folder);
	free(f->tmp);
	memset(f, 0, sizeof(*f));
	f->fd = -1;
}
