/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OS_LIBARCHIVE_H
#define SYS_OS_LIBARCHIVE_H

#include <archive.h>
#include <archive_entry.h>

#include "core/text/diag.h"

/*
 * libarchive, loaded only by commands that read or write an archive. It needs
 * nine more libraries, ICU and libstdc++ among them. Loading them takes 2.5 ms,
 * half of what a short command takes without them.
 */

/* Those of its functions that are called here, without "archive_". */
#define LIBARCHIVE_FUNCTIONS(F) \
	F(entry_clear) F(entry_filetype) F(entry_free) F(entry_hardlink) \
	F(entry_new) F(entry_pathname) F(entry_perm) \
	F(entry_set_filetype) F(entry_set_gid) F(entry_set_ino) \
	F(entry_set_mode) F(entry_set_mtime) F(entry_set_nlink) \
	F(entry_set_pathname) F(entry_set_perm) F(entry_set_size) \
	F(entry_set_uid) F(entry_size) F(entry_symlink) F(error_string) \
	F(filter_bytes) F(filter_code) F(read_data) F(read_free) \
	F(read_new) F(read_next_header) F(read_open) F(read_open_fd) \
	F(read_open_filename) F(read_open_memory) \
	F(read_support_filter_all) F(read_support_filter_bzip2) \
	F(read_support_filter_gzip) F(read_support_filter_lzip) \
	F(read_support_filter_lzma) F(read_support_filter_xz) \
	F(read_support_filter_zstd) F(read_support_format_empty) \
	F(read_support_format_raw) F(read_support_format_tar) \
	F(set_error) F(write_add_filter_gzip) F(write_add_filter_zstd) \
	F(write_close) F(write_data) F(write_free) F(write_header) \
	F(write_new) F(write_open) F(write_set_bytes_in_last_block) \
	F(write_set_bytes_per_block) F(write_set_filter_option) \
	F(write_set_format_cpio_newc) F(write_set_format_gnutar) \
	F(write_set_options)

struct libarchive {
#define F(name) __typeof__(archive_##name) *name;
	LIBARCHIVE_FUNCTIONS(F)
#undef F
};

/* Its functions, once it is loaded. */
extern struct libarchive ar;

/*
 * Loads it if it is not loaded: to be called before any of ar's functions.
 * 0 or -1 and *why.
 */
int libarchive_load(struct diag *why);

#endif
