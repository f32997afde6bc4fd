// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which names a patch may write to. The rules for .git are those of git's
 * verify_path() with core.protectHFS and core.protectNTFS on: what git would
 * not check out on any file system is refused on all.
 */
#include "core/patch/safe-path.h"

#include <stdint.h>

#include "core/text/ascii.h"
#include "core/text/buf.h"

/*
 * The next code point of UTF-8 at *s; 0 at the end, -1 for bytes that are none.
 */
static int32_t next_code_point(const char **s)
{
	const unsigned char *u = (const unsigned char *)*s;
	int32_t c;
	int more;

	if (u[0] < 0x80) {
		*s += u[0] != 0;
		return u[0];
	}
	if (u[0] >= 0xc2 && u[0] <= 0xdf)
		more = 1;
	else if (u[0] >= 0xe0 && u[0] <= 0xef)
		more = 2;
	else if (u[0] >= 0xf0 && u[0] <= 0xf4)
		more = 3;
	else
		return -1;
	c = u[0] & (0x3f >> more);
	for (int i = 1; i <= more; i++) {
		if ((u[i] & 0xc0) != 0x80)
			return -1;
		c = c << 6 | (u[i] & 0x3f);
	}
	*s += more + 1;
	return c;
}

/* Code points that HFS+ leaves out when it compares names. */
static bool hfs_ignores(int32_t c)
{
	return (c >= 0x200c && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x206a && c <= 0x206f) || c == 0xfeff;
}

static int32_t next_hfs(const char **s)
{
	int32_t c;

	do
		c = next_code_point(s);
	while (hfs_ignores(c));
	return c;
}

/* True when the component at s is one that HFS+ takes for .git. */
static bool is_hfs_dotgit(const char *s)
{
	static const char dotgit[] = ".git";
	int32_t c;

	for (int i = 0; dotgit[i]; i++) {
		c = next_hfs(&s);
		if (c < 0 || c > 127 || to_lower((char)c) != dotgit[i])
			return false;
	}
	c = next_hfs(&s);
	return c == 0 || c == '/';
}

/*
 * True when the component at s is one that NTFS takes for .git: short name,
 * trailing dots and spaces, streams.
 */
static bool is_ntfs_dotgit(const char *s)
{
	static const char *const spelling[] = { ".git", "git~1" };

	for (int k = 0; k < 2; k++) {
		const char *at = s, *want = spelling[k];

		while (*want && to_lower(*at) == *want) {
			at++;
			want++;
		}
		if (*want)
			continue;
		while (*at == '.' || *at == ' ')
			at++;
		if (!*at || *at == '/' || *at == '\\' || *at == ':')
			return true;
	}
	return false;
}

/* Why a name may not have the component that begins at s; NULL when it may. */
static const char *component_refusal(const char *s)
{
	size_t len = strcspn(s, "/");

	if (!len)
		return "has an empty part";
	if (len == 1 && s[0] == '.')
		return "has a part '.'";
	if (len == 2 && s[0] == '.' && s[1] == '.')
		return "leaves the tree";
	if (is_hfs_dotgit(s) || is_ntfs_dotgit(s))
		return "reaches into git's own files";
	for (size_t i = 0; i + 1 < len; i++)
		if (s[i] == '\\' && is_ntfs_dotgit(s + i + 1))
			return "reaches into git's own files";
	return NULL;
}

const char *patch_path_refusal(const char *name)
{
	const char *bad;

	if (!name[0])
		return "is empty";
	if (name[0] == '/')
		return "is absolute";
	if (strlen(name) > 4095)
		return "is longer than any file name can be";
	for (const char *s = name;; s++) {
		bad = component_refusal(s);
		if (bad)
			return bad;
		s = strchr(s, '/');
		if (!s)
			return NULL;
	}
}

char *patch_path_clean(struct span name)
{
	char *clean = grow_array(NULL, name.len + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < name.len; i++) {
		bool start = !i || name.at[i - 1] == '/';

		if (start && name.at[i] == '.' && i + 1 < name.len &&
		    name.at[i + 1] == '/')
			i++;
		else if (!i || !start || name.at[i] != '/')
			clean[n++] = name.at[i];
	}
	clean[n] = '\0';
	return clean;
}
