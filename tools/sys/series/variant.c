// SPDX-License-Identifier: GPL-2.0-only
/* A patch file with everything that its message and its diff say. */
#include "sys/series/variant.h"

#include <stdlib.h>
#include <string.h>

#include "core/mail/upstream-id.h"
#include "core/mail/write.h"
#include "core/source/lines.h"
#include "core/text/ascii.h"
#include "sys/os/charset.h"
#include "sys/os/fs.h"
#include "sys/os/patch-file.h"

/* A patch from standard input may be this large. */
#define INPUT_MAX_MIB	64

/*
 * Lines of the file above its diff, when the diff stands there as it was
 * mailed.
 */
static long lines_above(const struct variant *v)
{
	struct span text = buf_span(&v->text), diff = buf_span(&v->mail.patch);
	const char *at =
		diff.len ? memmem(text.at, text.len, diff.at, diff.len) : NULL;

	return at ? (long)text_count_lf(text.at, at - text.at) : -1;
}

static int parse(struct variant *v, int strip, struct diag *why)
{
	if (mail_parse(&v->mail, buf_span(&v->text), v->path,
			charset_to_utf8, why))
		return -1;
	if (patch_parse(&v->patch, buf_span(&v->mail.patch), strip, v->path,
			why)) {
		why->lineno = mail_patch_line(&v->mail, why->lineno);
		return -1;
	}
	v->message = span_of(v->mail.body);
	v->diff_lineno = lines_above(v);
	notes_read(&v->notes, v->message);
	return 0;
}

char *variant_path(const char *root, const char *branch, const char *patch)
{
	if (!strcmp(root, "."))
		return xstrfmt("patches/%s/%s", branch, patch);
	return xstrfmt("%s/patches/%s/%s", root, branch, patch);
}

int variant_read_text(struct buf *text, const char *path, struct diag *why)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? xstrfmt("%.*s", (int)(slash - path), path) :
			       xstrdup(".");
	char *name = xstrdup(slash ? slash + 1 : path);
	struct series_entry entry = { .name = name, .strip = 1 };
	int ret = 0;

	/*
	 * What is packed is unpacked as in a series; a plain file may also be
	 * a link.
	 */
	if (!strcmp(path, "-"))
		ret = fs_read_input(text, INPUT_MAX_MIB, why);
	else if (patchfile_is_packed(name))
		ret = patchfile_read(text, *folder ? folder : "/", &entry,
				     path, why);
	else
		ret = fs_read(text, path, why);
	free(folder);
	free(name);
	return ret;
}

/*
 * A mail's CR LF became LF, but a series is applied as its files are: a CR that
 * ends some of their lines is a part of these. Parses the diff of the file.
 */
static int parse_as_applied(struct variant *v, int strip, struct diag *why)
{
	struct span diff = buf_span(&v->text), line;

	if (v->mail.encoded || !v->patch.nr || !span_find(diff, "\r\n"))
		return 0;
	for (long n = mail_patch_line(&v->mail, 1); n > 1; n--)
		span_line(&diff, &line);
	patch_release(&v->patch);
	if (!patch_parse(&v->patch, diff, strip, v->path, why))
		return 0;
	why->lineno = mail_patch_line(&v->mail, why->lineno);
	return -1;
}

int variant_read_as(struct variant *v, const char *path,
		    const struct series_entry *as, struct diag *why)
{
	*v = (struct variant){ .path = xstrdup(path) };
	if (variant_read_text(&v->text, path, why) ||
	    parse(v, as->strip, why) || parse_as_applied(v, as->strip, why))
		return -1;
	if (as->reverse)
		patch_reverse(&v->patch);
	return 0;
}

int variant_read(struct variant *v, const char *path, struct diag *why)
{
	return variant_read_as(v, path, &(struct series_entry){ .strip = 1 },
			       why);
}

int variant_of_diff(struct variant *v, const char *name, struct buf *diff,
		    struct diag *why)
{
	*v = (struct variant){ .path = xstrdup(name), .text = *diff };
	buf_init(diff);
	return parse(v, 1, why);
}

void variant_release(struct variant *v)
{
	notes_release(&v->notes);
	patch_release(&v->patch);
	mail_release(&v->mail);
	buf_release(&v->text);
	free(v->path);
	*v = (struct variant){ 0 };
}

/*
 * The id of a "From ID date" line that git format-patch puts first; empty for
 * the all-zero one.
 */
static struct span from_line(struct span text)
{
	struct span line, id = { text.at, 0 };
	size_t n;

	if (!span_line(&text, &line) || !span_starts(line, "From "))
		return id;
	line = span_skip(line, 5);
	n = span_hex(line);
	if (n != 40 || strspn(line.at, "0") >= 40)
		return id;
	return (struct span){ line.at, n };
}

void variant_claim(const struct variant *v, char id[41])
{
	struct span text = buf_span(&v->text), claim;
	size_t diff = v->mail.patch.len;

	/* an encoded mail's message reads differently from its text */
	claim = upstream_id_claimed(v->message);
	if (!claim.len && v->diff_lineno >= 0 && diff <= text.len)
		claim = upstream_id_claimed((struct span){ text.at,
							   text.len - diff });
	if (!claim.len)
		claim = from_line(text);
	if (claim.len > 40)
		claim.len = 40;
	for (size_t i = 0; i < claim.len; i++)
		id[i] = to_lower(claim.at[i]);
	id[claim.len] = '\0';
}

const char *variant_subject(const struct variant *v)
{
	return v->mail.subject ? v->mail.subject : "";
}

struct span variant_header(const struct variant *v, struct buf *plain)
{
	struct span text = buf_span(&v->text), rest = text, line;
	const struct mail *m = &v->mail;

	if (v->diff_lineno < 0) {
		buf_addf(plain, "From: %s <%s>\n", m->name, m->email);
		if (m->dated)
			letter_date(plain, m->when, m->zone_min);
		buf_addf(plain, "Subject: [PATCH] %s\n\n%s", m->subject,
			 m->body);
		return buf_span(plain);
	}
	for (long i = 0; i < v->diff_lineno && span_line(&rest, &line); i++)
		;
	return (struct span){ text.at, (size_t)(rest.at - text.at) };
}
