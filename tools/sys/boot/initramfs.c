// SPDX-License-Identifier: GPL-2.0-only
/* The archive that the kernel unpacks as its first root file system. */
#include "sys/boot/initramfs.h"

#include <stdbool.h>
#include <sys/stat.h>

#include "sys/os/libarchive.h"

static la_ssize_t take(struct archive *a, void *out, const void *bytes,
		       size_t len)
{
	(void)a;
	buf_add(out, bytes, len);
	return len;
}

static int open_archive(struct archive *a, struct buf *out)
{
	return ar.write_set_format_cpio_newc(a) ||
	       ar.write_add_filter_gzip(a) ||
	       /* the time of packing is no part of what is packed */
	       ar.write_set_options(a, "gzip:!timestamp,gzip:compression-level=1") ||
	       ar.write_set_bytes_per_block(a, 0) ||
	       ar.write_open(a, out, NULL, take, NULL);
}

static int add(struct archive *a, const struct initramfs_file *f, long ino)
{
	struct archive_entry *e = ar.entry_new();
	bool bad;

	ar.entry_set_pathname(e, f->name);
	ar.entry_set_mode(e, f->mode);
	ar.entry_set_ino(e, ino);
	ar.entry_set_nlink(e, S_ISDIR(f->mode) ? 2 : 1);
	ar.entry_set_uid(e, 0);
	ar.entry_set_gid(e, 0);
	ar.entry_set_mtime(e, 0, 0);
	ar.entry_set_size(e, S_ISREG(f->mode) ? f->bytes.len : 0);
	bad = ar.write_header(a, e);
	if (!bad && S_ISREG(f->mode))
		bad = ar.write_data(a, f->bytes.at, f->bytes.len) !=
		      (la_ssize_t)f->bytes.len;
	ar.entry_free(e);
	return bad;
}

int initramfs_pack(const struct initramfs_file *files, size_t nr,
		   struct buf *out, struct diag *why)
{
	struct archive *a;
	int ret;

	if (libarchive_load(why))
		return -1;
	a = ar.write_new();
	ret = open_archive(a, out);
	for (size_t i = 0; !ret && i < nr; i++)
		ret = add(a, &files[i], i + 1);
	if (!ret)
		ret = ar.write_close(a);
	if (ret)
		ret = diag_set(why, NULL, 0, "cannot pack the initramfs: %s",
			       ar.error_string(a));
	ar.write_free(a);
	return ret;
}
