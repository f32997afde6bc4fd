// SPDX-License-Identifier: GPL-2.0-only
/* Small tar archives that are the same bytes each time, by libarchive. */
#include "sys/os/tar.h"

#include <stdlib.h>

#include "core/patch/safe-path.h"
#include "sys/os/fs.h"
#include "sys/os/libarchive.h"

void members_add(struct members *m, const char *name, struct buf *bytes)
{
	m->member = grow_array(m->member, m->nr + 1, sizeof(*m->member));
	m->member[m->nr++] = (struct member){ xstrdup(name), *bytes };
	buf_init(bytes);
}

struct member *members_find(const struct members *m, const char *name)
{
	for (size_t i = 0; i < m->nr; i++)
		if (!strcmp(m->member[i].name, name))
			return &m->member[i];
	return NULL;
}

bool members_take(struct members *m, const char *name, struct buf *bytes)
{
	struct member *found = members_find(m, name);

	buf_release(bytes);
	if (!found)
		return false;
	*bytes = found->bytes;
	free(found->name);
	memmove(found, found + 1,
		(m->member + m->nr - found - 1) * sizeof(*found));
	m->nr--;
	return true;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct member *)a)->name,
		      ((const struct member *)b)->name);
}

void members_sort(struct members *m)
{
	if (m->nr)
		qsort(m->member, m->nr, sizeof(*m->member), by_name);
}

void members_release(struct members *m)
{
	for (size_t i = 0; i < m->nr; i++) {
		free(m->member[i].name);
		buf_release(&m->member[i].bytes);
	}
	free(m->member);
	*m = (struct members){ 0 };
}

static la_ssize_t take(struct archive *a, void *arg, const void *bytes,
		       size_t len)
{
	(void)a;
	buf_add(arg, bytes, len);
	return (la_ssize_t)len;
}

static int pack_failed(struct archive *a, struct diag *why)
{
	const char *text = ar.error_string(a);

	return diag_set(why, NULL, 0, "cannot make the archive: %s",
			text ? text : "libarchive does not say why");
}

static bool pack_one(struct archive *a, struct archive_entry *e,
		     const struct member *m)
{
	struct span bytes = buf_span(&m->bytes);

	ar.entry_clear(e);
	ar.entry_set_pathname(e, m->name);
	ar.entry_set_filetype(e, AE_IFREG);
	ar.entry_set_perm(e, 0644);
	ar.entry_set_size(e, (la_int64_t)bytes.len);
	ar.entry_set_mtime(e, 0, 0);
	return ar.write_header(a, e) == ARCHIVE_OK &&
	       ar.write_data(a, bytes.at, bytes.len) ==
	       (la_ssize_t)bytes.len;
}

int members_pack(struct members *m, bool zstd, struct buf *out,
		 struct diag *why)
{
	struct archive_entry *e;
	struct archive *a;
	int ret = 0;

	if (libarchive_load(why))
		return -1;
	a = ar.write_new();
	e = ar.entry_new();
	if (!a || !e)
		abort();
	members_sort(m);
	/* In this one names are bytes, whatever the locale. */
	ar.write_set_format_gnutar(a);
	/* The file is as long as it is, not padded to a tape's block. */
	ar.write_set_bytes_in_last_block(a, 1);
	if ((zstd && (ar.write_add_filter_zstd(a) != ARCHIVE_OK ||
		      ar.write_set_filter_option(a, "zstd",
						 "compression-level",
						 "19") != ARCHIVE_OK)) ||
	    ar.write_open(a, out, NULL, take, NULL) != ARCHIVE_OK)
		ret = pack_failed(a, why);
	for (size_t i = 0; !ret && i < m->nr; i++)
		if (!pack_one(a, e, &m->member[i]))
			ret = pack_failed(a, why);
	if (!ret && ar.write_close(a) != ARCHIVE_OK)
		ret = pack_failed(a, why);
	ar.entry_free(e);
	ar.write_free(a);
	return ret;
}

/* One member's contents; false when they are damaged, or too large. */
static bool unpack_bytes(struct archive *a, struct buf *bytes,
			 unsigned long long room)
{
	char chunk[1 << 16];
	la_ssize_t n;

	while ((n = ar.read_data(a, chunk, sizeof(chunk))) > 0) {
		if ((unsigned long long)n > room - bytes->len)
			return false;
		buf_add(bytes, chunk, (size_t)n);
	}
	return !n;
}

/* True when one name would have to be a folder for the other. */
static bool is_below(const char *a, const char *b)
{
	size_t la = strlen(a), lb = strlen(b), n = la < lb ? la : lb;

	return la != lb && !memcmp(a, b, n) && (la < lb ? b : a)[n] == '/';
}

/*
 * What of the members there are cannot stand beside that name; NULL when
 * all can.
 */
static const char *in_the_way(const struct members *m, const char *name)
{
	for (size_t i = 0; i < m->nr; i++)
		if (is_below(m->member[i].name, name))
			return m->member[i].name;
	return NULL;
}

static int unpack_one(struct archive *a, struct archive_entry *e,
		      struct members *m, unsigned long long *room,
		      const char *path, struct diag *why)
{
	const char *name = ar.entry_pathname(e), *refusal, *other;
	struct buf bytes = { 0 };

	if (!name || !*name)
		return diag_set(why, path, 0, "a member has no name"), 1;
	refusal = patch_path_refusal(name);
	if (refusal)
		return diag_set(why, path, 0, "member '%s' %s", name, refusal), 1;
	if (ar.entry_filetype(e) != AE_IFREG || ar.entry_hardlink(e))
		return diag_set(why, path, 0, "member '%s' is no file", name), 1;
	if (members_find(m, name))
		return diag_set(why, path, 0, "member '%s' is there twice",
				name), 1;
	other = in_the_way(m, name);
	if (other)
		return diag_set(why, path, 0, "members '%s' and '%s': one is a file, the other wants it to be a folder",
				other, name), 1;
	if (m->nr == MEMBERS_MOST)
		return diag_set(why, path, 0, "more than %d members",
				MEMBERS_MOST), 1;
	if (!unpack_bytes(a, &bytes, *room)) {
		buf_release(&bytes);
		return diag_set(why, path, 0,
				"member '%s' is damaged or too large", name), 1;
	}
	*room -= bytes.len;
	members_add(m, name, &bytes);
	return 0;
}

int members_unpack(struct members *m, struct span bytes, const char *path,
		   struct diag *why)
{
	unsigned long long room = MEMBERS_SIZE_MAX;
	struct archive_entry *e;
	struct archive *a;
	int ret = 0, got;

	*m = (struct members){ 0 };
	if (libarchive_load(why))
		return -1;
	a = ar.read_new();
	if (!a)
		abort();
	ar.read_support_filter_all(a);
	ar.read_support_format_tar(a);
	got = ar.read_open_memory(a, bytes.at, bytes.len);
	while (got == ARCHIVE_OK && !ret &&
	       (got = ar.read_next_header(a, &e)) == ARCHIVE_OK)
		ret = unpack_one(a, e, m, &room, path, why);
	if (!ret && got != ARCHIVE_EOF) {
		diag_set(why, path, 0, "damaged, or no tar archive: %s",
			 ar.error_string(a) ? ar.error_string(a) :
			 "it cannot be read");
		ret = 1;
	}
	ar.read_free(a);
	members_sort(m);
	return ret;
}

int members_write(const struct members *m, const char *folder,
		  struct diag *why)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < m->nr; i++) {
		char *path = xstrfmt("%s/%s", folder, m->member[i].name);

		ret = fs_publish_deep(path, buf_span(&m->member[i].bytes), why);
		free(path);
	}
	return ret;
}
