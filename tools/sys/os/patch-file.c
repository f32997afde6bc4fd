// SPDX-License-Identifier: GPL-2.0-only
/* Patch files of a series: found below their folder, and unpacked. */
#include "sys/os/patch-file.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

#include "core/text/ascii.h"
#include "sys/os/fs.h"
#include "sys/os/libarchive.h"
#include "sys/os/list-folder.h"

/*
 * The suffixes that name a packed patch, and how libarchive reads them; NULL:
 * gunzip() does.
 */
static const struct {
	const char *suffix;
	int (**support)(struct archive *a);
} packers[] = {
	{ ".gz", NULL },
	{ ".bz2", &ar.read_support_filter_bzip2 },
	{ ".xz", &ar.read_support_filter_xz },
	{ ".zst", &ar.read_support_filter_zstd },
	{ ".lzma", &ar.read_support_filter_lzma },
	{ ".lz", &ar.read_support_filter_lzip },
};

/* The row of packers for name, -1 when it is not packed. */
static int packer_of(const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < sizeof(packers) / sizeof(*packers); i++) {
		size_t n = strlen(packers[i].suffix);

		if (len > n && !strcmp(name + len - n, packers[i].suffix))
			return (int)i;
	}
	return -1;
}

bool patchfile_is_packed(const char *name)
{
	return packer_of(name) >= 0;
}

bool patchfile_is_named(const char *name)
{
	int packer = packer_of(name);
	struct span s = span_of(name);

	if (packer >= 0)
		s.len -= strlen(packers[packer].suffix);
	while (s.len && is_digit(s.at[s.len - 1]))
		s.len--;
	return span_ends(s, ".patch") || span_ends(s, ".diff");
}

static int list_patches(struct buf *text, const char *folder, struct diag *why)
{
	struct strings names = { 0 };
	int ret = list_folder(&names, folder, LIST_BUT_HIDDEN, why);

	for (size_t i = 0; !ret && i < names.nr; i++)
		if (patchfile_is_named(names.at[i]))
			buf_addf(text, "%s\n", names.at[i]);
	if (!ret && !text->len)
		ret = diag_set(why, folder, 0, "this folder has neither a series file nor a patch");
	strings_release(&names);
	return ret;
}

int patchfile_series(struct buf *text, const char *path, struct diag *why)
{
	char *inner = xstrfmt("%s/series", path);
	int ret = 0;

	buf_clear(text);
	if (fs_exists(inner))
		ret = fs_read(text, inner, why);
	else if (fs_is_folder(path))
		ret = list_patches(text, path, why);
	else if (patchfile_is_named(path) && fs_exists(path))
		buf_addf(text, "%s\n", base_name(path));
	else
		ret = fs_read(text, path, why);
	free(inner);
	return ret;
}

char *patchfile_folder(const char *series)
{
	const char *slash = strrchr(series, '/');
	int len = slash ? (int)(slash - series) : 1;
	const char *dir = slash ? series : ".";
	char *folder;

	if (fs_is_folder(series))
		return xstrdup(series);
	if (patchfile_is_named(series))
		return xstrfmt("%.*s", len, dir);
	folder = xstrfmt("%.*s/../patches/%s", len, dir, base_name(series));
	if (!fs_is_folder(folder)) {
		free(folder);
		folder = xstrfmt("%.*s/patches", len, dir);
	}
	if (!fs_is_folder(folder)) {
		free(folder);
		folder = xstrfmt("%.*s", len, dir);
	}
	return folder;
}

int patchfile_refuse_missing(const char *folder, const struct series_entry *e,
			     const char *series, struct diag *why)
{
	char *file = xstrfmt("%s%s", series,
			     fs_is_folder(series) ? "/series" : "");

	diag_set(why, file, e->lineno, "no such patch '%s' (looked in %s); add the file, or take it off the series",
		 e->name, folder);
	free(file);
	return -1;
}

/*
 * True when neither the entry's file nor a folder of its name is a link: then
 * it lies where its name says.
 */
static bool stands_itself(const char *folder, const char *name)
{
	char *path = xstrfmt("%s/%s", folder, name);
	char *slash = path + strlen(folder);
	struct stat st;
	bool itself;

	do {
		slash = strchr(slash + 1, '/');
		if (slash)
			*slash = '\0';
		itself = !lstat(path, &st) && !S_ISLNK(st.st_mode);
		if (slash)
			*slash = '/';
	} while (itself && slash);
	free(path);
	return itself;
}

/*
 * The real path of the entry's file, which lies below the real folder; NULL and
 * *why when it does not. Caller frees.
 */
static char *real_file(const char *folder, const struct series_entry *e,
		       const char *series, struct diag *why)
{
	char *top, *path = NULL, *real = NULL;
	size_t len;

	/* The rule; asking the system for real paths costs a call a folder. */
	if (stands_itself(folder, e->name))
		return xstrfmt("%s/%s", folder, e->name);
	top = realpath(folder, NULL);
	len = top ? strlen(top) : 0;
	if (!top) {
		patchfile_refuse_missing(folder, e, series, why);
		goto out;
	}
	path = xstrfmt("%s/%s", folder, e->name);
	real = realpath(path, NULL);
	if (!real && (errno == ENOENT || errno == ENOTDIR))
		patchfile_refuse_missing(folder, e, series, why);
	else if (!real)
		fs_fail(path, "follow this name", why);
	else if (strncmp(real, top, len) || (len > 1 && real[len] != '/')) {
		diag_set(why, series, e->lineno, "patch '%s' is a link that leaves %s; put the file itself there",
			 e->name, folder);
		free(real);
		real = NULL;
	}
out:
	free(path);
	free(top);
	return real;
}

static int check_file(const char *path, struct diag *why)
{
	struct stat st;

	if (lstat(path, &st))
		return fs_fail(path, "read", why);
	if (!S_ISREG(st.st_mode))
		return diag_set(why, path, 0, "is no file; a series names patch files only");
	if (st.st_size > PATCHFILE_SIZE_MAX)
		return diag_set(why, path, 0, "is larger than %u MiB, which no patch is; take it off the series",
				PATCHFILE_SIZE_MAX >> 20);
	return 0;
}

static int too_much(const char *path, struct diag *why)
{
	return diag_set(why, path, 0, "unpacks to more than %u MiB, which no patch does; take it off the series",
			PATCHFILE_SIZE_MAX >> 20);
}

static int misnamed(int packer, const char *path, struct diag *why)
{
	return diag_set(why, path, 0, "is damaged, or not packed as its name (%s) says; fetch it again, or rename it",
			packers[packer].suffix);
}

static bool is_gzip(const z_stream *z)
{
	return z->avail_in > 1 && z->next_in[0] == 0x1f &&
	       z->next_in[1] == 0x8b;
}

/* By zlib, which looks at the CRC that libarchive passes over. */
static int gunzip(const struct buf *b, int packer, struct buf *out,
		  const char *path, struct diag *why)
{
	z_stream z = { .next_in = (unsigned char *)b->at,
		       .avail_in = (unsigned int)b->len };
	int ret = 0, got;

	if (!is_gzip(&z))
		return misnamed(packer, path, why);
	got = inflateInit2(&z, 16 + MAX_WBITS);
	while (!ret && got == Z_OK) {
		buf_grow(out, 1 << 16);
		z.next_out = (unsigned char *)out->at + out->len;
		z.avail_out = 1 << 16;
		got = inflate(&z, Z_NO_FLUSH);
		out->len += (1 << 16) - z.avail_out;
		out->at[out->len] = '\0';
		if (out->len > PATCHFILE_SIZE_MAX)
			ret = too_much(path, why);
		/* what gzip wrote in several parts */
		if (got == Z_STREAM_END && is_gzip(&z))
			got = inflateReset(&z);
	}
	if (!ret && got != Z_STREAM_END)
		ret = diag_set(why, path, 0, "is damaged: %s; fetch it again",
			       z.msg ? z.msg : "it is cut off");
	inflateEnd(&z);
	return ret;
}

static int unpack_all(struct archive *a, struct buf *out, const char *path,
		      struct diag *why)
{
	for (;;) {
		ssize_t n;

		buf_grow(out, 1 << 16);
		n = ar.read_data(a, out->at + out->len, 1 << 16);
		if (n < 0)
			return diag_set(why, path, 0, "is damaged: %s; fetch it again",
					ar.error_string(a));
		if (!n)
			return 0;
		out->len += n;
		out->at[out->len] = '\0';
		if (out->len > PATCHFILE_SIZE_MAX)
			return too_much(path, why);
	}
}

static int unarchive(const struct buf *b, int packer, struct buf *out,
		     const char *path, struct diag *why)
{
	struct archive_entry *entry;
	struct archive *a;
	int ret = -1, got;

	if (libarchive_load(why))
		return -1;
	a = ar.read_new();
	if (!a)
		abort();
	ar.read_support_format_raw(a);
	ar.read_support_format_empty(a);
	/*
	 * A filter for which libarchive would have to run a program is refused.
	 */
	if ((*packers[packer].support)(a) != ARCHIVE_OK) {
		diag_set(why, path, 0, "this libarchive cannot unpack %s; unpack the patch",
			 packers[packer].suffix);
		goto out;
	}
	got = ar.read_open_memory(a, b->at, b->len);
	if (got == ARCHIVE_OK)
		got = ar.read_next_header(a, &entry);
	if ((got != ARCHIVE_OK && got != ARCHIVE_EOF) ||
	    ar.filter_code(a, 0) == ARCHIVE_FILTER_NONE)
		misnamed(packer, path, why);
	else
		ret = got == ARCHIVE_EOF ? 0 : unpack_all(a, out, path, why);
out:
	ar.read_free(a);
	return ret;
}

/* Replaces *b, a packed file's bytes, by what is in it. */
static int unpack(struct buf *b, int packer, const char *path, struct diag *why)
{
	struct buf out = { 0 };
	int ret = packers[packer].support ?
		  unarchive(b, packer, &out, path, why) :
		  gunzip(b, packer, &out, path, why);

	buf_release(b);
	*b = out;
	if (ret)
		buf_clear(b);
	return ret;
}

int patchfile_read(struct buf *b, const char *folder,
		   const struct series_entry *e, const char *series,
		   struct diag *why)
{
	char *real = real_file(folder, e, series, why);
	char *path = xstrfmt("%s/%s", folder, e->name);
	int packer = packer_of(e->name), ret = -1;

	buf_clear(b);
	if (!real || check_file(real, why) || fs_read(b, real, why))
		goto out;
	ret = packer >= 0 && b->len ? unpack(b, packer, path, why) : 0;
out:
	free(path);
	free(real);
	return ret;
}
