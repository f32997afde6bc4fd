/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OS_PATCH_FILE_H
#define SYS_OS_PATCH_FILE_H

#include "core/patch/series.h"
#include "core/text/buf.h"
#include "core/text/diag.h"

/*
 * Asks whether the name's ending says that the file is packed: .gz, .bz2, .xz,
 * .zst, .lzma or .lz.
 */
bool patchfile_is_packed(const char *name);

/*
 * Asks whether the name is a patch's: .patch or .diff, or Gentoo's .patch1,
 * perhaps packed.
 */
bool patchfile_is_named(const char *name);

/*
 * Puts into text (emptied first) the series at path: a series file's bytes, the
 * series file in a folder, else the folder's patches in the order of their
 * names, or one patch file's name. 0 or -1 and *why.
 */
int patchfile_series(struct buf *text, const char *path, struct diag *why);

/*
 * The folder of a series' patches, where none is named: the series itself when
 * it is a folder; beside a series file, ../patches/NAME as in a project, then
 * patches as quilt(1) has it, then the file's own folder. Caller frees.
 */
char *patchfile_folder(const char *series);

/* The largest patch that is read, in bytes, unpacked. */
#define PATCHFILE_SIZE_MAX (256u << 20)

/*
 * Reads the patch of a series' row from below folder into b (emptied first),
 * unpacked when patchfile_is_packed(). An empty
 * file gives an empty b, which quilt takes for a patch that changes nothing; a
 * missing one is refused, as quilt does, naming series and the row's line. So
 * are links that lead out of folder, whatever is no file, and what is larger
 * than PATCHFILE_SIZE_MAX. 0 or -1 and *why.
 */
int patchfile_read(struct buf *b, const char *folder,
		   const struct series_entry *e, const char *series,
		   struct diag *why);

/* Says that a series' row names a patch that is not there; returns -1. */
int patchfile_refuse_missing(const char *folder, const struct series_entry *e,
			     const char *series, struct diag *why);

#endif
