// SPDX-License-Identifier: GPL-2.0-only
/* What Ubuntu and Android want in the header of a patch that was ported. */
#include "core/check/rules-ubuntu-android.h"

#include "core/mail/clean.h"
#include "core/mail/upstream-id.h"

#define W(s)	(int)(s).len, (s).at

/* A line of where a patch came from. */
struct provenance {
	struct span line, id;
	struct span from;	/* behind the id: repository and branch */
	bool closed;		/* ends in ) */
	bool backported;	/* "(backported from" */
	size_t at;		/* into the message */
};

static bool read_provenance(struct span line, struct provenance *p)
{
	static const char *const starts[] = { "(cherry picked from commit ",
					      "(backported from commit " };

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
		if (!span_starts(line, starts[i]))
			continue;
		p->line = line;
		p->id = span_skip(line, strlen(starts[i]));
		p->from = span_trim(p->id);
		p->closed = p->from.len && p->from.at[p->from.len - 1] == ')';
		p->from.len -= p->closed;
		p->id.len = span_hex(p->id);
		p->from = span_trim(span_skip(p->from, p->id.len));
		p->backported = i == 1;
		return true;
	}
	return false;
}

/*
 * Android's README.md puts repository and branch on a line of their own, a
 * blank in front: takes such lines up to the closing bracket into *line.
 */
static void take_folded(struct span *line, struct span *rest)
{
	struct span whole = *line, next;

	while (memchr(whole.at, ')', whole.len) == NULL &&
	       span_starts(*rest, " ") && span_line(rest, &next))
		whole.len = next.at + next.len - whole.at;
	if (memchr(whole.at, ')', whole.len))
		*line = whole;
}

/* The last such line of the message; false when there is none. */
static bool find_provenance(const struct checking *c, struct provenance *p)
{
	struct span rest = c->s->message, line;
	bool found = false;

	while (span_line(&rest, &line)) {
		if (span_starts(line, "("))
			take_folded(&line, &rest);
		if (read_provenance(line, p)) {
			p->at = line.at - c->s->message.at;
			found = true;
		}
	}
	return found;
}

static void check_id(struct checking *c, const struct provenance *p)
{
	struct span rest = p->line, first = p->line;

	span_line(&rest, &first);
	if (p->id.len != COMMIT_ID_WHOLE)
		complain_at(c, p->line.at, "'%.*s': the id has %zu hex digits, not 40",
			    W(first), p->id.len);
	else if (c->s->want_id &&
		 !commit_ids_agree(p->id, span_of(c->s->want_id)))
		complain_at(c, p->line.at, "the commit is %.*s, the fix's is %s",
			    W(p->id), c->s->want_id);
	else if (!p->closed)
		complain_at(c, p->line.at, "'%.*s' is not closed by )",
			    W(first));
}

/* True when a [ name: what was changed ] stands right behind the line. */
static bool note_follows(const struct checking *c, const struct provenance *p)
{
	struct span between = span_skip(c->s->message, p->at + p->line.len);

	for (size_t i = 0; i < c->s->notes->nr; i++) {
		const struct note *note = &c->s->notes->note[i];

		if (note->silence || note->at < p->at + p->line.len)
			continue;
		between.len = note->at - p->at - p->line.len;
		return !span_trim(between).len;
	}
	return false;
}

void check_ubuntu_subject(struct checking *c)
{
	const struct tag *t = first_tag(c, "Subject");
	struct span s = t ? t->value : (struct span){ "", 0 };

	while (s.len && s.at[0] == '[') {
		const char *close = memchr(s.at, ']', s.len);

		if (!close)
			break;
		if (span_starts(s, "[SRU]"))
			return;
		s = span_trim(span_skip(s, close + 1 - s.at));
	}
	complain_at(c, t ? t->line.at : NULL, "the subject does not begin with [SRU][RELEASE]");
}

static bool is_cve(struct span line)
{
	return span_starts(line, "CVE-") &&
	       span_digits(span_skip(line, 4)) == 4 && line.len > 9 &&
	       line.at[8] == '-' && span_digits(span_skip(line, 9));
}

/* One line of the block: false, and a complaint, when it is neither form. */
static bool check_bug_line(struct checking *c, struct span line)
{
	static const char key[] = "BugLink:", url[] = "https://bugs.launchpad.net/bugs/";
	struct span number;

	if (is_cve(line))
		return true;
	if (span_starts(line, "CVE-")) {
		complain_at(c, line.at, "'%.*s': wanted CVE-YEAR-NUMBER", W(line));
		return false;
	}
	if (!span_starts_nocase(line, key)) {
		complain_at(c, line.at, "the description does not begin with 'BugLink: %sNUMBER'",
			    url);
		return false;
	}
	number = span_trim(span_skip(line, strlen(key)));
	if (span_starts(number, url)) {
		number = span_skip(number, strlen(url));
		if (number.len && span_digits(number) == number.len)
			return true;
	}
	complain_at(c, line.at, "'%.*s': wanted the short form, %sNUMBER",
		    W(line), url);
	return false;
}

void check_ubuntu_buglink(struct checking *c)
{
	struct span rest = c->s->message, line = { "", 0 }, word;

	while (span_line(&rest, &line) && !span_trim(line).len)
		;
	line = span_trim(line);
	if (!check_bug_line(c, line))
		return;
	/* Numbers or links, then an empty line. */
	while (span_line(&rest, &line) && span_trim(line).len) {
		word = span_trim(line);
		if (span_starts(word, "CVE-") || span_starts(word, "BugLink:")) {
			if (!check_bug_line(c, word))
				return;
			continue;
		}
		complain_at(c, word.at, "no empty line ends the BugLink block");
		return;
	}
}

/* A patch of Ubuntu's own comes from no commit. */
static bool is_ubuntus(const struct checking *c)
{
	return span_starts(span_of(subject_untagged(c->s->mail->subject)),
			   "UBUNTU:");
}

void check_ubuntu_provenance(struct checking *c)
{
	struct provenance p;

	if (!find_provenance(c, &p)) {
		if (is_ubuntus(c))
			return;
		complain_line(c, 0, "neither '(cherry picked from commit ID)' nor '(backported from commit ID)'");
		return;
	}
	check_id(c, &p);
	if (!memmem(p.line.at, c->s->message.at + c->s->message.len - p.line.at,
		    "Signed-off-by:", 14))
		complain_at(c, p.line.at, "nobody signed off behind '%.*s'",
			    W(p.line));
}

void check_ubuntu_note(struct checking *c)
{
	struct provenance p;

	if (find_provenance(c, &p) && p.backported && !note_follows(c, &p))
		complain_at(c, p.line.at, "it is a backport and no [ name: what was changed ] stands right behind");
}

/*
 * The type that an Android subject names, leaving out a BACKPORT: before it;
 * NULL when it has none.
 */
static const char *android_type(const struct checking *c)
{
	static const char *const types[] = { "UPSTREAM: ", "FROMGIT: ",
		"FROMLIST: ", "ANDROID: ", "BACKPORT: " };
	static const size_t backport = sizeof(types) / sizeof(*types) - 1;
	struct span s = span_of(c->s->mail->subject);
	bool carried = span_starts(s, types[backport]);

	if (carried)
		s = span_skip(s, strlen(types[backport]));
	for (size_t i = 0; i <= backport; i++)
		if (span_starts(s, types[i]))
			return types[i];
	return carried ? types[backport] : NULL;
}

/* True when the patch was changed on its way. */
static bool is_android_backport(const struct checking *c)
{
	return span_starts(span_of(c->s->mail->subject), "BACKPORT: ");
}

static bool is_type(const char *type, const char *name)
{
	return type && !strncmp(type, name, strlen(name));
}

void check_android_prefix(struct checking *c)
{
	if (!android_type(c))
		complain_line(c, 1, "the subject '%s' begins with none of UPSTREAM:, BACKPORT:, FROMGIT:, FROMLIST: and ANDROID:",
			      c->s->mail->subject);
}

void check_android_change_id(struct checking *c)
{
	const struct tag *t = first_tag(c, "Change-Id");

	if (!t)
		complain_line(c, 0, "no Change-Id: line");
	else if (t->value.len != 41 || t->value.at[0] != 'I' ||
		 span_hex(span_skip(t->value, 1)) != 40)
		complain_at(c, t->line.at, "'%.*s': wanted I and 40 hex digits",
			    W(t->line));
}

/*
 * Required for what no maintainer's tree has; else only where a bug was
 * assigned.
 */
void check_android_bug(struct checking *c)
{
	const struct tag *t = first_tag(c, "Bug");
	const char *type = android_type(c);

	if (!t && (is_type(type, "FROMLIST") || is_type(type, "ANDROID")))
		complain_line(c, 0, "the subject says %.*s and there is no Bug: line",
			      (int)strlen(type) - 1, type);
	else if (t && !span_digits(t->value) && !is_url(t->value) &&
		 !span_starts(t->value, "b/"))
		complain_at(c, t->line.at, "'%.*s': wanted the bug's number",
			    W(t->line));
}

void check_android_link(struct checking *c)
{
	const struct tag *t = first_tag(c, "Link");
	const char *type = android_type(c);

	if (is_type(type, "FROMLIST") && (!t || !is_url(t->value)))
		complain_at(c, t ? t->line.at : NULL, "the subject says FROMLIST: and no Link: line gives the URL of the mail");
}

void check_android_provenance(struct checking *c)
{
	const char *type = android_type(c);
	struct provenance p;

	if (!type || is_type(type, "ANDROID") || is_type(type, "FROMLIST"))
		return;
	if (!find_provenance(c, &p)) {
		complain_line(c, 0, "the subject says %.*s and no '(cherry picked from commit ID)' follows",
			      (int)strlen(type) - 1, type);
		return;
	}
	check_id(c, &p);
	if (is_type(type, "FROMGIT") && p.id.len == 40 &&
	    !memchr(p.from.at, ' ', p.from.len))
		complain_at(c, p.line.at, "the subject says FROMGIT: and no repository and branch stand behind the id");
}

void check_android_note(struct checking *c)
{
	struct provenance p;

	if (is_android_backport(c) && find_provenance(c, &p) &&
	    !note_follows(c, &p))
		complain_at(c, p.line.at, "it is a backport and no [ name: what was changed ] stands right behind");
}
