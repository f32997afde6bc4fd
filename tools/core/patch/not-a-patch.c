// SPDX-License-Identifier: GPL-2.0-only
/* Texts that are taken for patches by mistake: what they are. */
#include "core/patch/not-a-patch.h"

#include "core/text/ascii.h"

/* Signs at a text's beginning, in any case, behind white space. */
static const struct {
	const char *begins, *sentence;
} signs[] = {
	{ "<!doctype html", "a web page, not a patch; fetch the raw file" },
	{ "<html", "a web page, not a patch; fetch the raw file" },
	{ "<?xml", "an XML document, not a patch; fetch the raw file" },
	{ "{\"", "JSON, not a patch: an error that a server answered? fetch the raw file" },
	{ "version https://git-lfs.github.com/spec/",
	  "a Git LFS pointer, not the patch; get the file itself with git lfs pull" },
	{ "\x1f\x8b", "a gzip file, not a patch; unpack it, or name it .gz" },
	{ "\xfd" "7zXZ", "an xz file, not a patch; unpack it, or name it .xz" },
	{ "BZh9", "a bzip2 file, not a patch; unpack it, or name it .bz2" },
	{ "\x28\xb5\x2f\xfd", "a zstd file, not a patch; unpack it, or name it .zst" },
	{ "PK\x03\x04", "a zip file, not a patch; unpack it" },
};

/* Two bytes a character: by its mark, or by a NUL in every pair so far. */
static bool is_utf16(struct span s)
{
	size_t n = s.len < 64 ? s.len & ~(size_t)1 : 64, low = 0, high = 0;

	if (span_starts(s, "\xff\xfe") || span_starts(s, "\xfe\xff"))
		return true;
	for (size_t i = 0; i < n; i += 2) {
		low += !s.at[i] && s.at[i + 1];
		high += s.at[i] && !s.at[i + 1];
	}
	return n >= 16 && (low == n / 2 || high == n / 2);
}

/*
 * One line that is a relative path to a patch, as a link checked out
 * without links.
 */
static bool is_link(struct span s)
{
	if (s.len && s.at[s.len - 1] == '\n')
		s.len--;
	if (!s.len || s.len > 4095)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] <= ' ')
			return false;
	return span_starts(s, "../") || span_starts(s, "./") ||
	       span_ends(s, ".patch") || span_ends(s, ".diff");
}

/*
 * "Subject: [PATCH 0/3] ...": such a mail may quote diffs, as --interdiff does.
 */
static bool is_cover_letter(struct span text)
{
	struct span line;

	while (span_line(&text, &line) && span_trim(line).len) {
		if (!span_starts_nocase(line, "Subject:"))
			continue;
		for (size_t i = 1; i + 1 < line.len; i++)
			if (line.at[i] == '/' && line.at[i - 1] == '0' &&
			    is_digit(line.at[i + 1]))
				for (size_t k = i; k-- > 0;) {
					if (is_blank(line.at[k]))
						return true;
					if (line.at[k] != '0')
						break;
				}
	}
	return false;
}

/*
 * How long what stands in front of a diff's --- line is: white space, or > and
 * what goes with it.
 */
static size_t indent(struct span line, bool *quoted)
{
	size_t n = 0;

	*quoted = false;
	while (n < line.len && (is_blank(line.at[n]) || line.at[n] == '>' ||
				line.at[n] == '|'))
		*quoted |= !is_blank(line.at[n++]);
	return n;
}

static bool goes_on(struct span *rest, struct span prefix, const char *with)
{
	struct span line;

	return span_line(rest, &line) && line.len >= prefix.len &&
	       !memcmp(line.at, prefix.at, prefix.len) &&
	       span_starts(span_skip(line, prefix.len), with);
}

/*
 * Finds "--- ", "+++ " and "@@ -" on three lines that begin with the same quote
 * or indent.
 */
static long shifted_diff(struct span text, bool *quoted)
{
	struct span line, rest;
	long lineno = 0;

	while (span_line(&text, &line)) {
		size_t n = indent(line, quoted);
		struct span prefix = { line.at, n };

		lineno++;
		rest = text;
		if (n && span_starts(span_skip(line, n), "--- ") &&
		    goes_on(&rest, prefix, "+++ ") &&
		    goes_on(&rest, prefix, "@@ -"))
			return lineno;
	}
	return 0;
}

const char *not_a_patch(struct span text, long *lineno)
{
	struct span s = text;
	bool quoted;

	*lineno = 1;
	if (is_utf16(text))
		return "UTF-16 text; save the patch as UTF-8 (iconv -f UTF-16 -t UTF-8)";
	while (s.len && is_space(s.at[0]))
		s = span_skip(s, 1);
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (span_starts_nocase(s, signs[i].begins))
			return signs[i].sentence;
	if (is_link(text))
		return "the text of a link, not a patch; put the patch itself here";
	if (is_cover_letter(text))
		return NULL;
	*lineno = shifted_diff(text, &quoted);
	if (!*lineno)
		return NULL;
	return quoted ? "a diff that is quoted, as in a reply to a mail; take the patch from the mail that is replied to" :
			"a diff that is indented; take the indent off, or fetch the patch again";
}
