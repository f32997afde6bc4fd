// SPDX-License-Identifier: GPL-2.0-only
/* What the message of a patch says about itself: tags, notes, upstream ids. */
#include "core/mail/trailers.h"

#include <stdlib.h>

#include "core/text/ascii.h"
#include "core/text/buf.h"

static bool is_key_char(char c)
{
	return is_letter_or_digit(c) || c == '-';
}

/* Reads "Key: value" from line; false when it is none. */
static bool read_tag(struct span line, struct tag *tag)
{
	size_t n = 0;

	while (n < line.len && is_key_char(line.at[n]))
		n++;
	if (!n || n == line.len || line.at[n] != ':')
		return false;
	tag->key = (struct span){ line.at, n };
	tag->value = span_trim(span_skip(line, n + 1));
	tag->line = line;
	return true;
}

/* Keys that are read wherever they stand; a kernel's "BUG: " is none. */
static bool is_known(struct span key)
{
	static const char *const known[] = {
		"Cc", "Fixes", "Link", "Closes", "References", "Bug", "BugLink",
		"Change-Id", "Git-commit", "Git-repo", "Patch-mainline",
		"Origin", "Applied-Upstream", "Forwarded", "Last-Update",
		"Author", "From", "Subject", "Date", "Description",
		"Message-Id", "Test", "Depends-on",
	};

	if (span_is(key, "BUG"))
		return false;
	if (span_starts_nocase(key, "Bug-") ||
	    (key.len > 3 && span_equals_nocase(span_skip(key, key.len - 3),
					       span_of("-by"))))
		return true;
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (span_equals_nocase(key, span_of(known[i])))
			return true;
	return false;
}

/*
 * True when the paragraph that text begins with is nothing but tags, a known
 * one among them.
 */
static bool is_tag_block(struct span text)
{
	struct span line;
	bool known = false;

	while (span_line(&text, &line) && span_trim(line).len) {
		struct tag tag;

		if (read_tag(line, &tag))
			known |= is_known(tag.key);
		else if (!strchr(" \t[(#-", line.at[0]))
			return false;
	}
	return known;
}

/*
 * A value that is empty, or ends in a comma, goes on in the lines that begin
 * with white space.
 */
static void unfold(struct tag *tag, struct span *rest)
{
	struct span line;

	while ((!tag->value.len || tag->value.at[tag->value.len - 1] == ',') &&
	       rest->len && is_blank(rest->at[0]) && span_line(rest, &line)) {
		const char *from = tag->value.len ? tag->value.at : line.at;

		tag->value = span_trim((struct span){ from,
					line.at + line.len - from });
	}
}

void tags_read(struct tags *t, struct span message)
{
	struct span rest = message, line;
	bool begins = true, block = false;

	*t = (struct tags){ 0 };
	while (rest.len) {
		struct tag tag;

		if (begins)
			block = is_tag_block(rest);
		span_line(&rest, &line);
		begins = !span_trim(line).len;
		if (!read_tag(line, &tag) || !(block || is_known(tag.key)))
			continue;
		unfold(&tag, &rest);
		tag.at = line.at - message.at;
		t->tag = grow_array(t->tag, t->nr + 1, sizeof(*t->tag));
		t->tag[t->nr++] = tag;
	}
}

void tags_release(struct tags *t)
{
	free(t->tag);
	*t = (struct tags){ 0 };
}

bool tag_is(const struct tag *tag, const char *key)
{
	return span_equals_nocase(tag->key, span_of(key));
}

const struct tag *tags_next(const struct tags *t, const char *key, size_t *from)
{
	while (*from < t->nr)
		if (tag_is(&t->tag[(*from)++], key))
			return &t->tag[*from - 1];
	return NULL;
}

const struct tag *tags_last(const struct tags *t, const char *key)
{
	for (size_t i = t->nr; i-- > 0;)
		if (tag_is(&t->tag[i], key))
			return &t->tag[i];
	return NULL;
}

/* s with every run of white space made one space. */
static char *on_one_line(struct span s)
{
	struct buf b = { 0 };

	s = span_trim(s);
	for (size_t i = 0; i < s.len; i++) {
		if (!is_space(s.at[i]))
			buf_addc(&b, s.at[i]);
		else if (b.len && b.at[b.len - 1] != ' ')
			buf_addc(&b, ' ');
	}
	return buf_detach(&b);
}

/*
 * The text between "[" at the beginning of message and the "]" that ends a
 * line; empty when it is left open.
 */
static struct span bracketed(struct span message)
{
	struct span rest = message, line;

	while (span_line(&rest, &line)) {
		line = span_trim(line);
		if (!line.len)
			break;
		if (line.at[line.len - 1] == ']')
			return (struct span){ message.at + 1,
				line.at + line.len - 2 - message.at };
	}
	return (struct span){ message.at, 0 };
}

static size_t find_char(struct span s, char c)
{
	const char *at = s.len ? memchr(s.at, c, s.len) : NULL;

	return at ? (size_t)(at - s.at) : s.len;
}

/* "ignore RULE: reason" as a silencing note. */
static void read_silence(struct note *note, struct span what)
{
	static const char word[] = "ignore ";
	size_t colon;

	what = span_trim(what);
	if (strcmp(note->who, "backport-check") || !span_starts(what, word))
		return;
	what = span_trim(span_skip(what, sizeof(word) - 1));
	colon = find_char(what, ':');
	note->silence = true;
	note->rule = on_one_line((struct span){ what.at, colon });
	free(note->reason);
	note->reason = on_one_line(colon < what.len ?
				   span_skip(what, colon + 1) :
				   (struct span){ what.at, 0 });
}

/* Words that notes begin with where a name should stand. */
static const char *const no_names[] = {
	"adapt", "adjust", "backport", "cherry", "commit", "conflict",
	"context", "drop", "fix", "manual", "merge", "note", "port", "rebas",
	"refresh", "resol", "update", "upstream", "version",
};

static bool is_no_name(struct span word)
{
	for (size_t i = 0; i < sizeof(no_names) / sizeof(*no_names); i++) {
		size_t n = strlen(no_names[i]);

		if (word.len >= n && !strncasecmp(word.at, no_names[i], n))
			return true;
	}
	return false;
}

/* One word of a name, or initials; bytes of other alphabets are letters. */
static bool is_name_word(struct span word)
{
	bool letter = word.at[0] & 0x80 || is_letter(word.at[0]);

	for (size_t i = 0; i < word.len && letter; i++)
		if (!is_letter_or_digit(word.at[i]) && !(word.at[i] & 0x80) &&
		    !strchr("-_.,'", word.at[i]))
			return false;
	return letter;
}

/*
 * True for what can be a person: an address, initials, a name whose words are
 * written with capitals ("van" and the like apart), or maintainers.
 */
static bool is_person(struct span who)
{
	static const char *const particles[] = { "van", "von", "de", "der",
						 "den", "di", "da", "la",
						 "maintainers", "team" };
	size_t words = 0;

	if (find_char(who, '@') < who.len)
		return find_char(who, ']') == who.len;
	if (is_no_name(who) &&
	    find_char(who, ' ') + strlen(" maintainers") != who.len)
		return false;
	for (struct span word; who.len; words++) {
		bool particle = false;

		word = (struct span){ who.at, find_char(who, ' ') };
		if (!is_name_word(word))
			return false;
		for (size_t i = 0; words && !particle &&
		     i < sizeof(particles) / sizeof(*particles); i++)
			particle = span_is(word, particles[i]);
		if (words && is_lower(word.at[0]) && !particle)
			return false;
		who = span_trim(span_skip(who, word.len));
	}
	return words;
}

/*
 * Reads "who: reason" from what stands in the brackets; false when it is no
 * note.
 */
static bool read_note(struct note *note, struct span inside)
{
	size_t colon = find_char(inside, ':');
	struct span who, what;

	if (colon == inside.len)
		return false;
	who = span_trim((struct span){ inside.at, colon });
	what = span_trim(span_skip(inside, colon + 1));
	if (!who.len || !what.len || span_starts(what, "//") ||
	    find_char(who, '\n') < who.len)
		return false;
	/* quoted kernel messages and footnotes: "[ 1.2] usb 1-1: new [x=1]" */
	if (find_char(who, ']') < who.len || is_digit(who.at[0]))
		return false;
	*note = (struct note){ .who = on_one_line(who),
			       .reason = on_one_line(what) };
	read_silence(note, what);
	note->by_person = note->silence || is_person(span_of(note->who));
	return true;
}

/*
 * Where the last sign-off's line begins; the message's length when there
 * is none.
 */
static size_t last_signoff(struct span message)
{
	struct tags tags;
	const struct tag *last;
	size_t at;

	tags_read(&tags, message);
	last = tags_last(&tags, "Signed-off-by");
	at = last ? last->at : message.len;
	tags_release(&tags);
	return at;
}

void notes_read(struct notes *n, struct span message)
{
	struct span rest = message, line, inside;
	size_t end = last_signoff(message);

	*n = (struct notes){ 0 };
	while (span_line(&rest, &line)) {
		size_t at = line.at - message.at;
		struct note note;

		if (!span_starts(line, "["))
			continue;
		inside = bracketed(span_skip(message, at));
		if (!inside.len || !read_note(&note, inside))
			continue;
		note.at = at;
		note.counts = note.by_person && at < end;
		n->note = grow_array(n->note, n->nr + 1, sizeof(*n->note));
		n->note[n->nr++] = note;
	}
}

void notes_release(struct notes *n)
{
	for (size_t i = 0; i < n->nr; i++) {
		free(n->note[i].who);
		free(n->note[i].reason);
		free(n->note[i].rule);
	}
	free(n->note);
	*n = (struct notes){ 0 };
}

const struct note *notes_reason(const struct notes *n)
{
	for (size_t i = 0; i < n->nr; i++)
		if (n->note[i].counts && !n->note[i].silence)
			return &n->note[i];
	return NULL;
}

const struct note *notes_silencing(const struct notes *n, const char *rule)
{
	for (size_t i = 0; i < n->nr; i++)
		if (n->note[i].silence && n->note[i].reason[0] &&
		    !strcmp(n->note[i].rule, rule))
			return &n->note[i];
	return NULL;
}
