// SPDX-License-Identifier: GPL-2.0-only
/* The archive that the kernel unpacks as its first root file system. */
#include "sys/boot/initramfs.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdbool.h>
#include <sys/stat.h>

static la_ssize_t take(struct archive *a, void *out, const void *bytes,
		       size_t len)
{
	(void)a;
	buf_add(out, bytes, len);
	return len;
}

static int open_archive(struct archive *a, struct buf *out)
{
	return archive_write_set_format_cpio_newc(a) ||
	       archive_write_add_filter_gzip(a) ||
	       /* the time of packing is no part of what is packed */
	       archive_write_set_options(a, "gzip:!timestamp,gzip:compression-level=1") ||
	       archive_write_set_bytes_per_block(a, 0) ||
	       archive_write_open(a, out, NULL, take, NULL);
}

static int add(struct archive *a, const struct initramfs_file *f, long ino)
{
	struct archive_entry *e = archive_entry_new();
	bool bad;

	archive_entry_set_pathname(e, f->name);
	archive_entry_set_mode(e, f->mode);
	archive_entry_set_ino(e, ino);
	archive_entry_set_nlink(e, S_ISDIR(f->mode) ? 2 : 1);
	archive_entry_set_uid(e, 0);
	archive_entry_set_gid(e, 0);
	archive_entry_set_mtime(e, 0, 0);
	archive_entry_set_size(e, S_ISREG(f->mode) ? f->bytes.len : 0);
	bad = archive_write_header(a, e);
	if (!bad && S_ISREG(f->mode))
		bad = archive_write_data(a, f->bytes.at, f->bytes.len) !=
		      (la_ssize_t)f->bytes.len;
	archive_entry_free(e);
	return bad;
}

int initramfs_pack(const struct initramfs_file *files, size_t nr,
		   struct buf *out, struct diag *why)
{
	struct archive *a = archive_write_new();
	int ret = open_archive(a, out);

	for (size_t i = 0; !ret && i < nr; i++)
		ret = add(a, &files[i], i + 1);
	if (!ret)
		ret = archive_write_close(a);
	if (ret)
		ret = diag_set(why, NULL, 0, "cannot pack the initramfs: %s",
			       archive_error_string(a));
	archive_write_free(a);
	return ret;
}
