/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CHECK_CHECKING_H
#define CORE_CHECK_CHECKING_H

#include <stdbool.h>
#include <stddef.h>

#include "core/mail/read.h"
#include "core/mail/trailers.h"
#include "core/patch/patch.h"

/* What a rule looks at. */
struct submission {
	const char *path;
	struct span text;		/* the file */
	struct span header;		/* the file above its diff */
	struct span message;		/* what a commit would say */
	const struct mail *mail;
	const struct patch *patch;
	const struct notes *notes;
	const char *want_id, *want_subject;	/* as configured, or NULL */
	bool is_own;	/* a fix that no upstream has: it wants no id */
	const char *want_author;	/* upstream's, "Name <mail>"; NULL when not known */
};

struct checking;

/* A rule: what it wants, why, and who says so. */
struct rule {
	const char *id;
	unsigned int profiles;
	bool warns;			/* is advice, not demanded */
	const char *reason;		/* one line */
	const char *document;		/* that it comes from */
	void (*check)(struct checking *c);	/* NULL: across branches */
};

/* A rule that a patch breaks. */
struct finding {
	const struct rule *rule;
	char *path;		/* owned */
	long lineno;		/* in the file, from 1; 0: no line */
	char *text;		/* owned: one sentence */
	char *silence;		/* owned: why the header silences it, or NULL */
};

struct findings {
	struct finding *finding;
	size_t nr;
};

/* Frees the contents and leaves *f empty. */
void findings_release(struct findings *f);

/* Adds a finding; notes may be NULL, else they may silence it. */
void findings_add(struct findings *f, const struct rule *rule,
		  const struct notes *notes, const char *path, long lineno,
		  const char *sentence);

/*
 * For the rules' own functions: what is checked, its tags, where complaints go.
 */
struct checking {
	const struct submission *s;
	const struct rule *rule;
	struct tags tags;		/* of the whole header */
	struct findings *findings;
};

/* Complains, at the line of the file that at points into (NULL: of none). */
void complain_at(struct checking *c, const char *at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Complains at a line of the file. */
void complain_line(struct checking *c, long lineno, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* The mail address in "Name <address>", or s itself. */
struct span address_of(struct span s);

/* True when the two persons have the same address, or the same name. */
bool same_person(struct span a, struct span b);

/* The first tag of that key in the header; NULL when there is none. */
const struct tag *first_tag(const struct checking *c, const char *key);

/* True when s begins as a URL does. */
bool is_url(struct span s);

#endif
