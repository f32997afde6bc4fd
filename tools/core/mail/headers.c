// SPDX-License-Identifier: GPL-2.0-only
/* A mail's headers: folded lines, and what the ones of interest say. */
#include "core/mail/headers.h"

#include "core/text/ascii.h"

static const char *const names[FIELDS] = {
	"From", "Subject", "Date", "Description", "Author", "Last-Update",
};

const char *field_name(enum field field)
{
	return names[field];
}

bool next_line(struct reader *r, struct buf *line)
{
	struct span s;
	bool lf;

	buf_clear(line);
	if (!r->rest.len)
		return false;
	r->lineno++;
	span_line(&r->rest, &s);
	lf = s.at + s.len != r->rest.at;
	if (lf && s.len && s.at[s.len - 1] == '\r')
		s.len--;
	buf_add(line, s.at, s.len);
	if (lf)
		buf_addc(line, '\n');
	return true;
}

static void trim_end(struct buf *b)
{
	while (b->len && is_space(b->at[b->len - 1]))
		b->at[--b->len] = '\0';
}

bool is_header(struct span s)
{
	if (span_starts(s, "From ") || span_starts(s, ">From "))
		return true;
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == ':')
			return true;
		if (s.at[i] < 33 || s.at[i] > 126)
			break;
	}
	return false;
}

bool next_header(struct reader *r, struct buf *line, bool *folds)
{
	struct buf more = { 0 };

	*folds = false;
	if (!next_line(r, line))
		return false;
	trim_end(line);
	if (!line->len || !is_header(buf_span(line))) {
		buf_addc(line, '\n');
		return false;
	}
	while (r->rest.len && is_blank(r->rest.at[0])) {
		next_line(r, &more);
		more.at[0] = ' ';
		trim_end(&more);
		/* DEP-3 keeps the lines apart; mail does not. */
		buf_add(&r->description, more.at + (more.len > 0),
			more.len - (more.len > 0));
		buf_addc(&r->description, '\n');
		buf_add(line, more.at, more.len);
		*folds = true;
	}
	buf_release(&more);
	return true;
}

bool is_field(struct span line, const char *name, struct span *value)
{
	size_t n = strlen(name);

	if (!span_starts_nocase(line, name) || line.len == n ||
	    line.at[n] != ':')
		return false;
	line = span_skip(line, n + 1);
	while (line.len && is_space(line.at[0]))
		line = span_skip(line, 1);
	*value = line;
	return true;
}

/* The value of name=value or name="value" in s. */
static bool attribute(struct span s, const char *name, struct span *value)
{
	const char *at = span_find_nocase(s, name), *ends = "; \t";
	size_t n = 0;

	if (!at)
		return false;
	at += strlen(name);
	s = (struct span){ at, s.at + s.len - at };
	if (s.len && s.at[0] == '"') {
		s = span_skip(s, 1);
		ends = "\"";
	}
	while (n < s.len && s.at[n] && !strchr(ends, s.at[n]))
		n++;
	*value = (struct span){ s.at, n };
	return true;
}

static bool attribute_is(struct span s, const char *name, const char *want)
{
	struct span value;

	return attribute(s, name, &value) && value.len == strlen(want) &&
	       span_starts_nocase(value, want);
}

static int on_content_type(struct reader *r, struct span value)
{
	struct span found;

	r->flowed = attribute_is(value, "format=", "flowed");
	r->delsp = attribute_is(value, "delsp=", "yes");
	if (attribute(value, "boundary=", &found)) {
		if (r->parts == PARTS_MAX)
			return diag_set(r->why, r->path, r->lineno, "MIME parts nest too deep; save the patch as plain text");
		buf_clear(&r->boundary[r->parts]);
		buf_adds(&r->boundary[r->parts], "--");
		buf_add(&r->boundary[r->parts++], found.at, found.len);
		r->encoded = true;
	}
	if (attribute(value, "charset=", &found) && found.len < sizeof(r->charset)) {
		memcpy(r->charset, found.at, found.len);
		r->charset[found.len] = '\0';
	}
	return 0;
}

static void on_transfer_encoding(struct reader *r, struct span value)
{
	r->encoding = span_find_nocase(value, "base64") ? ENCODING_BASE64 :
		      span_find_nocase(value, "quoted-printable") ? ENCODING_QP :
		      ENCODING_NONE;
	r->encoded |= r->encoding != ENCODING_NONE;
}

static int refuse_header(struct reader *r)
{
	return diag_set(r->why, r->path, r->lineno, "a header here has a damaged encoded word (=?charset?...?=) or a charset that is not known; write it in UTF-8");
}

int take_header(struct reader *r, struct span line, struct fields *f,
		       bool replace, bool *taken)
{
	int nr = f == &r->inner ? INBODY_FIELDS : FIELDS;
	struct span value;

	*taken = true;
	for (int i = 0; i < nr; i++) {
		if ((f->there[i] && !replace) ||
		    !is_field(line, field_name(i), &value))
			continue;
		buf_clear(&f->value[i]);
		f->there[i] = true;
		return decode_header(value, r->charset_fn, &f->value[i]) ?
			       0 :
			       refuse_header(r);
	}
	if (is_field(line, "Content-Type", &value))
		return on_content_type(r, value);
	if (is_field(line, "Content-Transfer-Encoding", &value))
		on_transfer_encoding(r, value);
	else
		*taken = is_field(line, "Message-Id", &value);
	return 0;
}

int read_headers(struct reader *r)
{
	struct buf description = { 0 };
	struct span value;
	bool taken, folds;
	int ret = 0;

	while (!ret && next_header(r, &r->line, &folds)) {
		ret = take_header(r, buf_span(&r->line), &r->outer, true,
				  &taken);
		if (folds && is_field(buf_span(&r->line),
				      field_name(DESCRIPTION), &value)) {
			buf_release(&description);
			description = r->description;
			buf_init(&r->description);
		}
		buf_clear(&r->description);
	}
	buf_release(&r->description);
	r->description = description;
	return ret;
}

int end_folded(struct reader *r)
{
	bool taken;
	int ret = 0;

	if (r->folded.len)
		ret = take_header(r, buf_span(&r->folded), &r->inner, false,
				  &taken);
	buf_clear(&r->folded);
	return ret;
}

/*
 * ">From <40 hex> Mon Sep 17 00:00:00 2001", as git format-patch begins a mail.
 */
static bool is_patch_separator(struct span s)
{
	const size_t hash = strlen(">From ");

	if (!span_starts(s, ">From ") || s.len < hash + 40)
		return false;
	for (size_t i = hash; i < hash + 40; i++)
		if (!s.at[i] || !strchr("0123456789abcdef", s.at[i]))
			return false;
	return span_is(span_skip(s, hash + 40), " Mon Sep 17 00:00:00 2001\n");
}

int take_inbody(struct reader *r, struct span line, bool *taken)
{
	struct span value;

	*taken = true;
	if (r->folded.len && line.len && is_blank(line.at[0])) {
		if (r->folded.at[r->folded.len - 1] == '\n')
			r->folded.at[--r->folded.len] = '\0';
		buf_add(&r->folded, line.at, line.len);
		return 0;
	}
	if (end_folded(r))
		return -1;
	if (span_starts(line, ">From") && line.len > 5 && is_space(line.at[5])) {
		*taken = is_patch_separator(line);
		return 0;
	}
	if (span_starts(line, "[PATCH]") && line.len > 7 && is_space(line.at[7])) {
		buf_clear(&r->inner.value[SUBJECT]);
		buf_add(&r->inner.value[SUBJECT], line.at, line.len);
		r->inner.there[SUBJECT] = true;
		return 0;
	}
	for (int i = 0; i < INBODY_FIELDS; i++)
		if (!r->inner.there[i] &&
		    is_field(line, field_name(i), &value)) {
			buf_add(&r->folded, line.at, line.len);
			return 0;
		}
	*taken = false;
	return 0;
}
