/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OS_FS_H
#define SYS_OS_FS_H

#include <stdbool.h>

#include "core/text/buf.h"
#include "core/text/diag.h"

/* The largest file that is read whole, in bytes. */
#define FS_READ_MAX	(512u << 20)

/* Says "cannot doing" and why, by errno, which stays as it is; returns -1. */
int fs_fail(const char *path, const char *doing, struct diag *why);

/*
 * Reads the file at path into b (emptied first); all files are read by it. It
 * takes regular files of at most FS_READ_MAX, and pipes named /dev/stdin or
 * /dev/fd/N: any other FIFO would block, a device might never end. 0 or -1 and
 * *why.
 */
int fs_read(struct buf *b, const char *path, struct diag *why);

/* The same; 1 when there is no file at path, which needs no *why. */
int fs_read_if_there(struct buf *b, const char *path, struct diag *why);

/* Adds standard input, of at most so many MiB, to b. 0 or -1 and *why. */
int fs_read_input(struct buf *b, size_t max_mib, struct diag *why);

/* Refuses what fs_read() refuses, before a library reads it. 0 or -1, *why. */
int fs_check_file(const char *path, struct diag *why);

/*
 * Writes the file at path whole or not at all, with the mode that the umask
 * leaves. 0 or -1 and *why.
 */
int fs_publish(const char *path, struct span bytes, struct diag *why);

/*
 * Writes what -o names: a file, also one that a link leads to, whole or not at
 * all; a device or a pipe is written to and stays. 0 or -1 and *why.
 */
int fs_write_output(const char *path, struct span bytes, struct diag *why);

/*
 * Publishes from's content at to, or at what a link there leads to, which stays
 * untouched when it holds the same already. 0 or -1 and *why.
 */
int fs_copy_changed(const char *from, const char *to, struct diag *why);

/* Writes all of it to the file descriptor; 0 or -1 with errno. */
int fs_write(int fd, struct span bytes);

/* Publishes the file, and makes the folders above it that are missing. */
int fs_publish_deep(const char *path, struct span bytes, struct diag *why);

/* Makes the folder at path and those above it. 0 or -1 and *why. */
int fs_mkdirs(const char *path, struct diag *why);

/* Makes the folder at path, empty, whatever stood there. 0 or -1 and *why. */
int fs_fresh_folder(const char *path, struct diag *why);

/*
 * Makes the folder at path, if need be, and waits until nobody else holds its
 * lock. The open folder, whose close gives the lock back; -1 and *why.
 */
int fs_lock_folder(const char *path, struct diag *why);

/*
 * Removes path and all below it, never following links; nothing there is
 * success. 0 or -1 and *why.
 */
int fs_remove_all(const char *path, struct diag *why);

/*
 * True when something is at path, or when that cannot be told: reading it then
 * says why.
 */
bool fs_exists(const char *path);

/* True when path is a folder, or a link to one. */
bool fs_is_folder(const char *path);

/* True when path is the folder or stands below it, as they are written. */
bool fs_is_below(const char *path, const char *folder);

/* True when path is a regular file, or a link to one. */
bool fs_is_file(const char *path);

/* True when somebody holds the lock of the file; false where there is none. */
bool fs_is_locked(const char *path);

/*
 * The cache folder: $BACKPORT_CACHE, else below XDG_CACHE_HOME
 * or HOME. Caller frees; NULL and *why if none is set.
 */
char *fs_cache(struct diag *why);

#endif
