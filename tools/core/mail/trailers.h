/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MAIL_TRAILERS_H
#define CORE_MAIL_TRAILERS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text/span.h"

/* A line "Key: value" of a message. */
struct tag {
	struct span key, value;	/* borrowed; value trimmed, its first line
				   unless that is empty or ends in a comma */
	struct span line;	/* borrowed: the line itself */
	size_t at;		/* where the line begins: byte of the message */
};

struct tags {
	struct tag *tag;
	size_t nr;
};

/*
 * Finds the tags of message, which must outlive *t: those with a key that is
 * known as one, and all of a paragraph that has nothing but tags.
 */
void tags_read(struct tags *t, struct span message);

/* Frees the list and leaves *t empty. */
void tags_release(struct tags *t);

/* True when the tag has that key, case ignored. */
bool tag_is(const struct tag *tag, const char *key);

/*
 * The first tag of that key at or after *from, case ignored, and *from behind
 * it; NULL at the end.
 */
const struct tag *tags_next(const struct tags *t, const char *key,
			    size_t *from);

/* The last tag of that key; NULL if there is none. */
const struct tag *tags_last(const struct tags *t, const char *key);

/*
 * What the maker of a variant says of it, "[ who: reason ]" over one or more
 * lines (submitting-patches.rst, "Developer's Certificate of Origin"). It
 * counts when a person wrote it and it stands before the last sign-off.
 * Notes by "backport-check" that say "ignore RULE: reason" silence a rule and
 * count as no reason. Quoted kernel messages and footnotes are no notes.
 */
struct note {
	char *who, *reason;	/* owned; white space made single spaces */
	size_t at;		/* where it begins, bytes into the message */
	bool by_person;		/* who is a name, initials or an address */
	bool counts;		/* by a person, before any last sign-off */
	bool silence;		/* [ backport-check: ignore RULE: reason ] */
	char *rule;		/* owned: what it silences, or NULL */
};

struct notes {
	struct note *note;
	size_t nr;
};

/* Reads the notes of a message (what stands before --- in a mail). */
void notes_read(struct notes *n, struct span message);

/* Frees the contents and leaves *n empty. */
void notes_release(struct notes *n);

/* The first note that counts as a reason; NULL if there is none. */
const struct note *notes_reason(const struct notes *n);

/* The note that silences that rule; NULL if there is none. */
const struct note *notes_silencing(const struct notes *n, const char *rule);

#endif
