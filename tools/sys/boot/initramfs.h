/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_INITRAMFS_H
#define SYS_BOOT_INITRAMFS_H

#include <stddef.h>

#include "core/text/buf.h"
#include "core/text/diag.h"

/* A file or a folder in an initramfs. */
struct initramfs_file {
	const char *name;	/* "init", "dev"; no slash before it */
	unsigned int mode;	/* type and permissions: 0100755, 040755 */
	struct span bytes;	/* of a file */
};

/*
 * Adds to out a gzipped newc cpio archive of the files, in their order. Owners,
 * times and inode numbers are fixed: equal files make equal bytes. 0 or -1 and
 * *why.
 */
int initramfs_pack(const struct initramfs_file *files, size_t nr,
		   struct buf *out, struct diag *why);

#endif
