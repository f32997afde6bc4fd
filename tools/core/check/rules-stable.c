// SPDX-License-Identifier: GPL-2.0-only
/* Rules on headers: the kernel's own, which the distributions build on. */
#include <stdio.h>
#include <strings.h>

#include "core/check/rules-stable.h"
#include "core/mail/clean.h"
#include "core/mail/upstream-id.h"
#include "core/source/words.h"
#include "core/text/ascii.h"
#include "core/text/release.h"

#define W(s)	(int)(s).len, (s).at

void check_mail_format(struct checking *c)
{
	if (!c->s->mail->is_mail)
		complain_line(c, 1, "no mail header: wanted From:, Date: and Subject: lines as git format-patch writes them");
}

void check_subject(struct checking *c)
{
	const char *subject = c->s->mail->subject;

	if (!subject[0])
		complain_line(c, 1, "there is no subject");
	else if (c->s->want_subject &&
		 !words_equal_but_space(span_of(subject),
					span_of(c->s->want_subject)) &&
		 !words_equal_but_space(span_of(subject_untagged(subject)),
					span_of(c->s->want_subject)))
		complain_line(c, 1, "the subject is '%s', upstream's is '%s'",
			      subject, c->s->want_subject);
}

void check_author(struct checking *c)
{
	const struct mail *m = c->s->mail;

	if (!m->email[0] || !strchr(m->email, '@'))
		complain_line(c, 1, "no author with a mail address: wanted 'From: Name <address>'");
	else if (!m->name[0])
		complain_line(c, 1, "the author <%s> has no name", m->email);
}

void check_author_kept(struct checking *c)
{
	const struct mail *m = c->s->mail;
	char author[512];

	snprintf(author, sizeof(author), "%s <%s>", m->name, m->email);
	if (c->s->want_author &&
	    !same_person(span_of(author), span_of(c->s->want_author)))
		complain_line(c, 1, "the author is %s, upstream's is %s",
			      author, c->s->want_author);
}

/*
 * True for a line that describes nothing: blank, a tag, an id, a note, a quoted
 * "(cherry picked".
 */
static bool says_nothing(struct span line)
{
	struct tags tags;
	size_t from = 0;
	bool nothing;

	line = span_trim(line);
	tags_read(&tags, line);
	nothing = !line.len || tags.nr || line.at[0] == '[' ||
		  line.at[0] == '(' || upstream_id_next(line, &from, NULL).len;
	tags_release(&tags);
	return nothing;
}

void check_description(struct checking *c)
{
	struct span rest = c->s->message, line;

	while (span_line(&rest, &line))
		if (!says_nothing(line))
			return;
	complain_line(c, 0, "the message says nothing of what was wrong, nor how it shows");
}

/*
 * A line that means to be the upstream id and is not: "commit 0123 upstream".
 */
static struct span near_miss(struct span message)
{
	struct span rest = message, line;

	while (span_line(&rest, &line)) {
		struct span s = span_trim(line);

		if ((span_starts(s, "commit ") || span_starts(s, "Commit ") ||
		     span_find_nocase(s, "upstream commit")) &&
		    span_find_nocase(s, "upstream") && s.len < 90)
			return line;
	}
	return (struct span){ message.at, 0 };
}

/*
 * "This reverts commit ID which is commit ID upstream.": the branch's own
 * change, from no upstream commit. A revert of upstream's has a commit there.
 */
static bool is_revert(struct span message)
{
	static const char begins[] = "This reverts commit ";
	bool begun = false;
	struct span line;

	while (span_line(&message, &line)) {
		begun |= span_starts(line, begins) &&
			 span_hex(span_skip(line, sizeof(begins) - 1)) >= 12;
		begun &= span_trim(line).len > 0;
		if (begun && span_find_nocase(line, "upstream"))
			return true;
	}
	return false;
}

void check_upstream_id(struct checking *c)
{
	size_t from = 0, at = 0;
	struct span message = c->s->message;
	struct span id = upstream_id_next(message, &from, &at);
	struct span miss = near_miss(message);

	if (!id.len && (c->s->is_own ||
			(!c->s->want_id && is_revert(message))))
		return;
	if (!id.len && miss.len) {
		complain_at(c, miss.at, "'%.*s' is in neither accepted form; write 'commit <40 hex> upstream.' or '[ Upstream commit <40 hex> ]' on a line of its own",
			    W(span_trim(miss)));
		return;
	}
	if (!id.len) {
		complain_line(c, 0, "no upstream id; write 'commit <40 hex> upstream.' on a line of its own above the description");
		return;
	}
	if (id.len < COMMIT_ID_LEAST || id.len > COMMIT_ID_WHOLE)
		complain_at(c, message.at + at, "the upstream id '%.*s' has %zu hex digits; a commit's id has 40, and at least 12 when it is abbreviated",
			    W(id), id.len);
	else if (c->s->want_id &&
		 !commit_ids_agree(id, span_of(c->s->want_id)))
		complain_at(c, message.at + at, "the upstream id is %.*s, the fix's is %s",
			    W(id), c->s->want_id);
}

void check_upstream_id_whole(struct checking *c)
{
	size_t from = 0, at = 0;
	struct span id = upstream_id_next(c->s->message, &from, &at);

	if (id.len >= COMMIT_ID_LEAST && id.len < COMMIT_ID_WHOLE)
		complain_at(c, c->s->message.at + at, "the upstream id '%.*s' has %zu hex digits: the stable team wants all 40",
			    W(id), id.len);
}

void check_signoff(struct checking *c)
{
	const struct mail *m = c->s->mail;
	const struct tag *tag;
	size_t from = 0, nr = 0;
	char author[512];

	snprintf(author, sizeof(author), "%s <%s>", m->name, m->email);
	while ((tag = tags_next(&c->tags, "Signed-off-by", &from))) {
		nr++;
		if (same_person(tag->value, span_of(author)))
			return;
	}
	if (!nr)
		complain_line(c, 0, "no Signed-off-by: line");
	else if (m->email[0])
		complain_line(c, 0, "the author %s has not signed it off", author);
}

/*
 * The last tag that says who had a hand in it; Cc, Link and the like say
 * nothing of that.
 */
static const struct tag *last_hand(const struct tags *t)
{
	for (size_t i = t->nr; i-- > 0;) {
		struct span key = t->tag[i].key;

		if (key.len > 3 && !strncasecmp(key.at + key.len - 3, "-by", 3))
			return &t->tag[i];
	}
	return NULL;
}

/* The last note by a full name or an address: initials prove nothing. */
static const struct note *named_note(const struct notes *n)
{
	for (size_t i = n->nr; i-- > 0;)
		if (!n->note[i].silence && n->note[i].by_person &&
		    strpbrk(n->note[i].who, " @"))
			return &n->note[i];
	return NULL;
}

/*
 * Who wrote the note has signed off behind it: the last sign-off, or an
 * earlier one where the note came with the upstream commit.
 */
static bool is_signed(struct span message, const struct note *note)
{
	const struct tag *tag;
	size_t from = 0;
	struct tags tags;
	bool signed_off = false;

	tags_read(&tags, span_skip(message, note->at));
	while (!signed_off && (tag = tags_next(&tags, "Signed-off-by", &from)))
		signed_off = same_person(span_of(note->who), tag->value);
	tags_release(&tags);
	return signed_off;
}

static void check_notes_are_by_persons(struct checking *c)
{
	const struct notes *n = c->s->notes;

	for (size_t i = 0; i < n->nr; i++)
		if (!n->note[i].by_person)
			complain_at(c, c->s->message.at + n->note[i].at,
				    "the note '[ %s: ...' does not say who wrote it: begin it with your name or address",
				    n->note[i].who);
}

void check_signoff_last(struct checking *c)
{
	const struct tag *last = last_hand(&c->tags);
	const struct tag *signoff = tags_last(&c->tags, "Signed-off-by");
	const struct note *note = named_note(c->s->notes);

	check_notes_are_by_persons(c);
	if (!signoff)
		return;
	if (last != signoff)
		complain_at(c, last->line.at, "'%.*s' stands behind the last sign-off: who made the variant signs last",
			    W(last->line));
	else if (note && !is_signed(c->s->message, note))
		complain_at(c, signoff->line.at, "%s changed the patch, but the last sign-off is by %.*s",
			    note->who, W(signoff->value));
}

void check_fixes(struct checking *c)
{
	const struct tag *tag;
	size_t from = 0;

	while ((tag = tags_next(&c->tags, "Fixes", &from))) {
		size_t n = span_hex(tag->value);
		struct span rest = span_trim(span_skip(tag->value, n));

		/* a bug's page: older patches have it so */
		if (is_url(tag->value))
			continue;
		if (n < 12 || n > 40)
			complain_at(c, tag->line.at, "'%.*s': the id has %zu hex digits; wanted 12 to 40",
				    W(tag->line), n);
		else if (rest.len < 5 || !span_starts(rest, "(\"") ||
			 memcmp(rest.at + rest.len - 2, "\")", 2))
			complain_at(c, tag->line.at, "'%.*s': wanted the commit's subject behind the id, as (\"subject\")",
				    W(tag->line));
	}
}

/* Cuts one "text:" off *s; the whole of it when there is no colon. */
static struct span until_colon(struct span *s, bool *colon)
{
	const char *at = s->len ? memchr(s->at, ':', s->len) : NULL;
	struct span part = { s->at, at ? (size_t)(at - s->at) : s->len };

	*colon = at != NULL;
	*s = span_trim(span_skip(*s, part.len + *colon));
	return span_trim(part);
}

void stable_cc_read(struct stable_cc *cc, struct span comment)
{
	struct span rest = span_trim(comment), before = rest;
	struct kver version;
	bool colon;

	*cc = (struct stable_cc){ .id = { rest.at, 0 },
				  .version = { rest.at, 0 } };
	if (!kver_read(&version, &rest)) {
		if (rest.len > 1 && rest.at[0] == 'v' && is_digit(rest.at[1]))
			cc->fault = "begins like a version and is none";
		return;
	}
	cc->version = (struct span){ before.at, before.len - rest.len };
	/*
	 * "4.4.x-4.9.x", "4.4.x, 4.9.x", "v4.4+ some words" go without a
	 * prerequisite.
	 */
	rest = span_trim(rest);
	if (!span_starts(rest, ":")) {
		if (rest.len && rest.at[0] == '.')
			cc->fault = "begins like a version and is none";
		return;
	}
	rest = span_trim(span_skip(rest, 1));
	cc->id = until_colon(&rest, &colon);
	cc->subject = rest;
	if (cc->id.len < 7 || cc->id.len > 40 || span_hex(cc->id) != cc->id.len)
		cc->fault = "names no commit id of 7 to 40 hex digits behind the version";
	else if (!colon || !rest.len)
		cc->fault = "gives no subject behind the prerequisite's id";
}

void check_cc_stable(struct checking *c)
{
	const struct tag *tag;
	size_t from = 0;

	while ((tag = tags_next(&c->tags, "Cc", &from))) {
		struct span value = tag->value;
		const char *hash =
			value.len ? memchr(value.at, '#', value.len) : NULL;
		struct span comment =
			hash ? span_skip(value, hash + 1 - value.at) :
			       (struct span){ value.at, 0 };
		struct span to =
			hash ? (struct span){ value.at, hash - value.at } :
			       value;
		struct stable_cc cc;

		if (!span_find_nocase(to, "stable@") && !span_find_nocase(to, "stable+"))
			continue;
		if (span_find_nocase(to, "stable+noautosel@kernel.org")) {
			if (!span_trim(comment).len)
				complain_at(c, tag->line.at, "stable+noautosel wants its reason behind #");
			continue;
		}
		if (!span_find_nocase(to, "stable@vger.kernel.org") &&
		    !span_find_nocase(to, "stable@kernel.org")) {
			complain_at(c, tag->line.at, "'%.*s' is not stable's address: stable@vger.kernel.org",
				    W(span_trim(to)));
			continue;
		}
		stable_cc_read(&cc, comment);
		if (cc.fault)
			complain_at(c, tag->line.at, "'# %.*s' %s; understood are '# v4.4+', '# 4.4.x' and '# 4.4.x: a1f84a3: subject'",
				    W(span_trim(comment)), cc.fault);
	}
}
