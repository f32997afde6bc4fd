// SPDX-License-Identifier: GPL-2.0-only
/* The words of a reason. */
#include "core/compare/reason-words.h"

#include <string.h>
#include <strings.h>

#include "core/text/ascii.h"

/* Parts of sentences; a blank in front or behind is the edge of a word. */
static const char *const missing[] = {
	" drop", " omit", " left out", " leave out", " leaves out", " skip",
	" remov", " lack", " missing", " absent", " unneeded", " unnecess",
	" exclud", NULL
};
/* The same, unless what they deny is a conflict or the like. */
static const char *const denials[] = {
	" without ", " not ", "n't ", " no ", " never ", " nothing ", NULL
};
static const char *const denied[] = {
	"apply", "applie", "clean", "conflict", "functional", "chang", "differ",
	"modif", "adjust", "adapt", "merg", "problem", "issue", "fuzz",
	"context",
};
static const char *const extra[] = {
	" add", " also ", " extra", " new ", " need", " introduc", " bring",
	" includ", " helper", " serve", " comes ", " come ", " import",
	" defin", " declar", " too ", " requir", " import", " initiali", NULL
};
static const char *const moved[] = {
	" move", " order", " before ", " after ", " above ", " below ",
	" behind ", " in front ", " instead ", " place", " stand", " earlier",
	" later ", " live", " locat", " into ", " is in ", " are in ",
	" inside ", " outside ", NULL
};
static const char *const *const says[] = {
	[SAYS_MISSING] = missing, [SAYS_EXTRA] = extra, [SAYS_MOVED] = moved,
};

/* Begins of words that say nothing; an = in front: the whole word. */
static const char *const generic[] = {
	"adjust", "adapt", "context", "refresh", "rebas", "minor", "trivial",
	"conflict", "resol", "fuzz", "offset", "=line", "=lines", "number",
	"hunk", "change", "backport", "port", "upstream", "=to", "=for", "=in",
	"=of", "=the", "=a", "=an", "=and", "=on", "=with", "=is", "=are",
	"=was", "=were", "=it", "=its", "=this", "=that", "=by", "=as", "=at",
	"only", "=one", "same", "=due", "because", "differ", "merge", "fix",
	"appl", "patch", "kernel", "stable", "branch", "code", "slight",
	"small", "some", "function", "file", "manual", "version", "update",
	"surround", "=x", "=y", "=s", "=v", "linux", "=lts", "older", "tree",
	"=from", "=clean", "=cleanly", "=not", "=no", "necessary", "=did",
	"=does", "=around", "=there", "=where", "=here", "order", "modif",
};

/* Reads text as words, blanks between, for the tables above. */
struct reader {
	struct span rest;
};

/* The next word of letters and digits; a ' is a part of it. */
static bool next_word(struct reader *r, struct span *word)
{
	size_t n = 0;

	while (r->rest.len && !is_word(r->rest.at[0]))
		r->rest = span_skip(r->rest, 1);
	while (n < r->rest.len && is_word(r->rest.at[n]))
		n++;
	*word = (struct span){ r->rest.at, n };
	r->rest = span_skip(r->rest, n);
	return n;
}

/* True when sought stands at text[at]; its blanks match edges of words. */
static bool stands_at(struct span text, size_t at, const char *sought)
{
	if (*sought == ' ') {
		if (at && is_word(text.at[at - 1]))
			return false;
		sought++;
	}
	for (; *sought; sought++, at++) {
		bool edge = at == text.len || !is_word(text.at[at]);

		if (*sought == ' ' && !sought[1])
			return edge;
		if (at == text.len ||
		    to_lower(text.at[at]) != to_lower(*sought))
			return false;
	}
	return true;
}

/* True when text, which stands behind a denial, begins with a conflict. */
static bool denies_trifle(struct span text)
{
	struct reader r = { text };
	struct span word;

	do {
		if (!next_word(&r, &word))
			return false;
	} while (span_is(word, "a") || span_is(word, "an") ||
		 span_is(word, "the") || span_is(word, "any") ||
		 span_is(word, "to"));
	for (size_t i = 0; i < sizeof(denied) / sizeof(*denied); i++)
		if (span_starts_nocase(word, denied[i]))
			return true;
	return false;
}

static bool denies(struct span text)
{
	for (const char *const *s = denials; *s; s++) {
		/* blanks in front and behind are edges, not characters */
		size_t n = strlen(*s) - 1 - (**s == ' ');

		for (size_t at = 0; at < text.len; at++)
			if (stands_at(text, at, *s) &&
			    !denies_trifle(span_skip(text, at + n)))
				return true;
	}
	return false;
}

bool reason_says(struct span text, enum says what)
{
	for (const char *const *s = says[what]; *s; s++)
		for (size_t at = 0; at < text.len; at++)
			if (stands_at(text, at, *s))
				return true;
	return what == SAYS_MISSING && denies(text);
}

/* Where needle stands in text from at on; text.len when it does not. */
static size_t find(struct span text, size_t at, struct span needle)
{
	const char *found = memmem(text.at + at, text.len - at, needle.at,
				   needle.len);

	return found ? (size_t)(found - text.at) : text.len;
}

/* A word's edge: for a number also none of a release's dots, "4.4". */
static bool is_edge(struct span text, size_t at, bool number)
{
	return at >= text.len || (!is_word(text.at[at]) &&
				  !(number && text.at[at] == '.' &&
				    at + 1 < text.len &&
				    is_digit(text.at[at + 1])));
}

bool reason_has_word(struct span text, struct span word)
{
	bool number = word.len && is_digit(word.at[0]);
	size_t at = 0;

	while (word.len && (at = find(text, at, word)) < text.len) {
		bool begins = !at || (is_edge(text, at - 1, number) &&
				      !(number && text.at[at - 1] == '.'));

		if (begins && is_edge(text, at + word.len, number))
			return true;
		at++;
	}
	return false;
}

bool reason_word_begins(struct span text, struct span begin)
{
	size_t at = 0;

	while (begin.len && (at = find(text, at, begin)) < text.len) {
		if (!at || !is_word(text.at[at - 1]))
			return true;
		at++;
	}
	return false;
}

/* What a file's name is made of, beside / in front of it. */
static bool is_name(char c)
{
	return is_word(c) || c == '-' || c == '+';
}

bool reason_has_path(struct span text, struct span name)
{
	size_t at = 0;

	while (name.len && (at = find(text, at, name)) < text.len) {
		size_t end = at + name.len;

		if ((!at || !is_name(text.at[at - 1])) &&
		    (end == text.len || !is_name(text.at[end])))
			return true;
		at++;
	}
	return false;
}

static bool read_number(struct span word, size_t *nr)
{
	*nr = 0;
	for (size_t i = 0; i < word.len; i++) {
		if (!is_digit(word.at[i]) || i > 8)
			return false;
		*nr = *nr * 10 + (size_t)(word.at[i] - '0');
	}
	return word.len;
}

/* Reads the numbers behind "hunk", as long as nothing else stands there. */
static bool numbers_have(struct reader *r, size_t nr)
{
	struct reader ahead = *r;
	struct span word;
	size_t n, last = 0;

	while (next_word(&ahead, &word)) {
		bool to = last && word.at[-1] == '-';

		if (read_number(word, &n)) {
			if (n == nr || (to && nr > last && nr < n))
				return true;
			last = n;
		} else if (!span_is(word, "and")) {
			return false;
		}
		*r = ahead;
	}
	return false;
}

bool reason_has_hunk(struct span text, size_t nr)
{
	struct reader r = { text };
	struct span word;

	while (next_word(&r, &word))
		if ((word.len == 4 || word.len == 5) &&
		    !strncasecmp(word.at, "hunks", word.len) &&
		    numbers_have(&r, nr))
			return true;
	return false;
}

bool reason_is_value(struct span word)
{
	static const char *const values[] = { "true", "false", "NULL" };

	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		if (span_is(word, values[i]))
			return true;
	return word.len && (word.at[0] == '"' || word.at[0] == '\'' ||
			    is_digit(word.at[0]));
}

bool reason_word_is_generic(struct span word)
{
	for (size_t i = 0; i < sizeof(generic) / sizeof(*generic); i++) {
		const char *g = generic[i];
		bool whole = *g == '=';
		size_t n = strlen(g += whole);

		if ((whole ? word.len == n : word.len >= n) &&
		    !strncasecmp(word.at, g, n))
			return true;
	}
	return false;
}

bool reason_is_generic(struct span text)
{
	struct reader r = { text };
	struct span word;

	while (next_word(&r, &word)) {
		bool name = memchr(word.at, '_', word.len) != NULL ||
			    (r.rest.len && r.rest.at[0] == '(');

		if (!name && !is_digit(word.at[0]) &&
		    !reason_word_is_generic(word) &&
		    !(word.at[0] == 'v' && word.len > 1 &&
		      is_digit(word.at[1])))
			return false;
	}
	return true;
}
