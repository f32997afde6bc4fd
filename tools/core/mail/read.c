// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mail as git mailinfo reads it: headers, message, diff. The rules are git's
 * down to their oddities, so that the same commit comes out.
 */
#include "core/mail/read.h"

#include <stdlib.h>

#include "core/mail/clean.h"
#include "core/mail/date.h"
#include "core/mail/headers.h"
#include "core/mail/plain.h"
#include "core/text/ascii.h"

/* The line that ends the message: a diff's first, or a --- of its own. */
static bool is_patch_break(struct span s)
{
	if (span_starts(s, "diff -") || span_starts(s, "Index: "))
		return true;
	if (!span_starts(s, "---") || s.len < 4)
		return false;
	if (s.at[3] == ' ' && s.len > 4 && !is_space(s.at[4]))
		return true;
	for (size_t i = 3; i < s.len && is_space(s.at[i]); i++)
		if (s.at[i] == '\n')
			return true;
	return false;
}

static void add_patch_line(struct reader *r, struct span line)
{
	size_t n = r->patch_lines;

	if (!r->patch->len)
		r->lines_above = r->begins - 1;
	buf_add(r->patch, line.at, line.len);
	if (!r->encoded && !r->flowed)
		return;
	if (!(n & (n + 1)))	/* room for 1, 3, 7, ... lines is full */
		r->patch_line = grow_array(r->patch_line, 2 * n + 1,
					   sizeof(*r->patch_line));
	r->patch_line[r->patch_lines++] = r->begins;
}

/* A decoded line, with its \n, of the message or the diff. */
static int take_line(struct reader *r, struct span line)
{
	size_t at = r->message.len;

	if (r->in_patch) {
		add_patch_line(r, line);
		return 0;
	}
	if (r->in_top) {
		if (!line.len || span_is(line, "\n")) {
			r->in_top = !r->folded.len;
			return end_folded(r);
		}
		if (take_inbody(r, line, &r->in_top))
			return -1;
		if (r->in_top)
			return 0;
	}
	if (!decode_charset(line, r->charset, r->charset_fn,
			    &r->message))
		return diag_set(r->why, r->path, r->lineno, "this line is not in the charset '%s' that the mail names, or that is unknown; save the patch as UTF-8",
				r->charset);
	line = span_skip(buf_span(&r->message), at);
	if (is_patch_break(line)) {
		r->in_patch = true;
		add_patch_line(r, line);
		r->message.len = at;
		r->message.at[at] = '\0';
	}
	return 0;
}

static int end_partial(struct reader *r)
{
	int ret = 0;

	if (r->partial.len)
		r->begins = r->partial_begins;
	if (r->partial.len)
		ret = take_line(r, buf_span(&r->partial));
	buf_clear(&r->partial);
	return ret;
}

/* RFC 3676: lines that end in a space go on in the next one. */
static int take_flowed(struct reader *r, struct span line)
{
	size_t len = line.len;

	if (!r->flowed)
		return take_line(r, line);
	if (len && line.at[len - 1] == '\n')
		len--;
	if (len < line.len && len && line.at[len - 1] == '\r')
		len--;
	if (len == 3 && span_starts(line, "-- "))
		return end_partial(r) || take_line(r, line) ? -1 : 0;
	if (len && line.at[0] == ' ') {
		line = span_skip(line, 1);
		len--;
	}
	if (!r->partial.len && r->encoding == ENCODING_NONE)
		r->partial_begins = r->begins;
	if (len && line.at[len - 1] == ' ') {
		buf_add(&r->partial, line.at, len - r->delsp);
		return 0;
	}
	if (!r->partial.len)
		return take_line(r, line);
	buf_add(&r->partial, line.at, line.len);
	return end_partial(r);
}

/* Keeps the beginning of a line whose end is not decoded yet. */
static void hold_partial(struct reader *r, struct span line)
{
	r->partial_begins = line.at == r->decoded.at ? r->begins : r->lineno;
	buf_add(&r->partial, line.at, line.len);
}

/*
 * Decodes r->line and hands it on in lines; what has no \n yet waits in
 * r->partial.
 */
static int take_encoded(struct reader *r)
{
	struct span rest, line;
	int ret = 0;

	buf_clear(&r->decoded);
	buf_add(&r->decoded, r->partial.at, r->partial.len);
	r->begins = r->partial.len ? r->partial_begins : r->lineno;
	buf_clear(&r->partial);
	if (r->encoding == ENCODING_QP)
		decode_qp(buf_span(&r->line), false, &r->decoded);
	else
		decode_base64(buf_span(&r->line), &r->decoded);
	rest = buf_span(&r->decoded);
	while (!ret && span_line(&rest, &line)) {
		if (line.at + line.len == r->decoded.at + r->decoded.len)
			hold_partial(r, line);
		else
			ret = take_flowed(r, (struct span){ line.at,
							    line.len + 1 });
		r->begins = r->lineno;
	}
	return ret;
}

static bool is_boundary(const struct reader *r, struct span line)
{
	const struct buf *b = r->parts ? &r->boundary[r->parts - 1] : NULL;

	return b && line.len >= b->len && !memcmp(line.at, b->at, b->len);
}

static bool find_boundary(struct reader *r)
{
	while (next_line(r, &r->line))
		if (is_boundary(r, buf_span(&r->line)))
			return true;
	return false;
}

/*
 * r->line is a boundary: goes to the first line of the next part. *more is
 * false at the mail's end.
 */
static int next_part(struct reader *r, bool *more)
{
	bool taken, folds;

	*more = false;
	for (;;) {
		const struct buf *b = &r->boundary[r->parts - 1];

		if (!span_starts(span_skip(buf_span(&r->line), b->len), "--"))
			break;
		r->parts--;
		if (take_line(r, span_of("\n")))
			return -1;
		if (!r->parts || !find_boundary(r))
			return 0;
	}
	r->encoding = ENCODING_NONE;
	r->charset[0] = '\0';
	while (next_header(r, &r->line, &folds))
		if (take_header(r, buf_span(&r->line), &r->outer, false,
				&taken))
			return -1;
	*more = next_line(r, &r->line);
	return 0;
}

/* The rest of an unencoded mail is its diff: no line of it needs a look. */
static void take_rest(struct reader *r)
{
	struct span s = r->rest;
	const char *cr;

	while ((cr = span_find(s, "\r\n"))) {
		buf_add(r->patch, s.at, cr - s.at);
		s = span_skip(s, cr + 1 - s.at);
	}
	buf_add(r->patch, s.at, s.len);
	r->rest = span_skip(r->rest, r->rest.len);
}

/* r->line is the body's first line: the one that ended the headers. */
static int read_body(struct reader *r)
{
	bool more = true;
	int ret = 0;

	if (r->parts && !find_boundary(r))
		return 0;
	do {
		if (is_boundary(r, buf_span(&r->line))) {
			ret = end_partial(r) || next_part(r, &more) ? -1 : 0;
			if (ret || !more)
				break;
		}
		r->begins = r->lineno;
		ret = r->encoding != ENCODING_NONE ? take_encoded(r) :
				take_flowed(r, buf_span(&r->line));
		if (!ret && r->in_patch && !r->parts && !r->flowed &&
		    r->encoding == ENCODING_NONE)
			take_rest(r);
	} while (!ret && next_line(r, &r->line));
	if (!ret)
		ret = end_partial(r) || end_folded(r) ? -1 : 0;
	return ret;
}

/*
 * The value of a field: the in-body one before the mail's own, but only in
 * front of a diff.
 */
static struct buf *field(struct reader *r, enum field i)
{
	static const enum field dep3[INBODY_FIELDS] = {
		AUTHOR, DESCRIPTION, LAST_UPDATE
	};

	if (r->patch->len && r->inner.there[i])
		return &r->inner.value[i];
	if (r->outer.there[i])
		return &r->outer.value[i];
	i = dep3[i];
	return r->outer.there[i] ? &r->outer.value[i] : NULL;
}

static void settle_author(struct reader *r, struct mail *m)
{
	struct buf *from = field(r, FROM), name = { 0 }, email = { 0 };

	if (from) {
		clean_spaces(from);
		parse_from(buf_span(from), &name, &email);
		clean_ident(&name);
		clean_ident(&email);
	}
	m->name = buf_detach(&name);
	m->email = buf_detach(&email);
}

static void settle_message(struct reader *r, struct mail *m)
{
	struct buf *subject = field(r, SUBJECT), text = { 0 }, body = { 0 };
	bool described = subject && subject == &r->outer.value[DESCRIPTION];

	if (described && r->description.len) {
		/*
		 * DEP-3: the first line is the subject, the others are the
		 * text, " ." an empty one.
		 */
		struct span rest = buf_span(&r->description), line;
		size_t folded = 0;

		while (span_line(&rest, &line)) {
			folded += line.len + 1;
			if (!span_is(line, "."))
				buf_add(&text, line.at, line.len);
			buf_addc(&text, '\n');
		}
		buf_addc(&text, '\n');
		if (folded <= subject->len) {
			subject->len -= folded;
			subject->at[subject->len] = '\0';
		}
	}
	buf_add(&text, r->message.at, r->message.len);
	clean_message(buf_span(&text), &body);
	if (subject && subject->len)
		m->is_reply = !subject_number(subject->at, &m->part, &m->parts);
	if (subject) {
		clean_subject(subject);
		clean_spaces(subject);
	}
	m->subject = buf_detach(subject ? subject : &(struct buf){ 0 });
	m->body = buf_detach(&body);
	buf_release(&text);
}

static bool has_nul(const struct buf *b)
{
	return b && b->len && memchr(b->at, '\0', b->len);
}

static int settle(struct reader *r, struct mail *m)
{
	struct buf *date = field(r, DATE);

	if (has_nul(field(r, FROM)) || has_nul(field(r, SUBJECT)) ||
	    has_nul(&r->description) || has_nul(&r->message))
		return diag_set(r->why, r->path, 0, "the mail's header or message has a NUL byte, which no commit can have; save it as UTF-8");
	m->is_mail = field(r, FROM) || (field(r, SUBJECT) && !r->plain) ||
		     date;
	settle_author(r, m);
	settle_message(r, m);
	if (date && date == &r->outer.value[LAST_UPDATE])
		buf_adds(date, " 00:00:00 +0000");
	if (date && date->len)
		m->dated = mail_date(date->at, &m->when, &m->zone_min);
	if (!m->dated)
		m->when = m->zone_min = 0;
	return 0;
}

static void release_reader(struct reader *r)
{
	for (int i = 0; i < FIELDS; i++) {
		buf_release(&r->outer.value[i]);
		buf_release(&r->inner.value[i]);
	}
	for (int i = 0; i < PARTS_MAX; i++)
		buf_release(&r->boundary[i]);
	buf_release(&r->description);
	buf_release(&r->folded);
	buf_release(&r->message);
	buf_release(&r->partial);
	buf_release(&r->line);
	buf_release(&r->decoded);
}

int mail_parse(struct mail *m, struct span text, const char *path,
	       charset_fn *charset, struct diag *why)
{
	struct reader r = { .path = path, .why = why, .charset_fn = charset,
			    .rest = text, .in_top = true,
			    .patch = &m->patch };
	int ret;

	*m = (struct mail){ 0 };
	if (span_starts(text, UTF8_MARK))
		r.rest = span_skip(text, strlen(UTF8_MARK));
	while (r.rest.len && is_space(r.rest.at[0])) {
		r.lineno += r.rest.at[0] == '\n';
		r.rest = span_skip(r.rest, 1);
	}
	ret = (!plain_top(&r) && read_headers(&r)) || read_body(&r) ||
	      settle(&r, m) ? -1 : 0;
	m->encoded = r.encoded;
	m->patch_line = r.patch_line;
	m->patch_lines = r.patch_lines;
	m->lines_above = r.lines_above;
	release_reader(&r);
	return ret;
}

long mail_patch_line(const struct mail *m, long lineno)
{
	if (lineno < 1)
		return lineno;
	if (!m->patch_lines)
		return m->lines_above + lineno;
	return m->patch_line[(size_t)lineno > m->patch_lines ?
			     m->patch_lines - 1 : (size_t)lineno - 1];
}

void mail_message(const struct mail *m, struct buf *out)
{
	buf_adds(out, m->subject);
	if (m->subject[0])
		buf_addc(out, '\n');
	if (m->subject[0] && m->body[0])
		buf_addc(out, '\n');
	buf_adds(out, m->body);
}

void mail_release(struct mail *m)
{
	free(m->name);
	free(m->email);
	free(m->subject);
	free(m->body);
	free(m->patch_line);
	buf_release(&m->patch);
	*m = (struct mail){ 0 };
}
