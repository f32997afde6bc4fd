/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CHECK_RULES_H
#define CORE_CHECK_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/mail/read.h"
#include "core/mail/trailers.h"
#include "core/patch/patch.h"

/* For whom a patch is checked; bits. */
enum profile {
	PROFILE_STABLE = 1, PROFILE_DEP3 = 2, PROFILE_SUSE = 4,
	PROFILE_UBUNTU = 8, PROFILE_ANDROID = 16,
	PROFILE_ALL = 31,
};

/* The profile of that name; 0 when there is none. */
unsigned int profile_named(const char *name);

/* What a rule looks at. */
struct submission {
	const char *path;
	struct span text;		/* the file */
	struct span header;		/* the file above its diff */
	struct span message;		/* what a commit would say */
	const struct mail *mail;
	const struct patch *patch;
	const struct notes *notes;
	long diff_lineno;	/* lines above the diff; -1: it was encoded */
	const char *want_id, *want_subject;	/* as configured, or NULL */
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

/* The table, ended by a row without an id. */
extern const struct rule rules[];

/* The rule of that id, which there must be. */
const struct rule *rule_named(const char *id);

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
 * Checks one patch against the rules of the profiles and adds what it breaks.
 */
void rules_check(struct findings *f, const struct submission *s,
		 unsigned int profiles);

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

/* rules-stable.c */
void check_mail_format(struct checking *c);
void check_subject(struct checking *c);
void check_author(struct checking *c);
void check_author_kept(struct checking *c);
void check_description(struct checking *c);
void check_upstream_id(struct checking *c);
void check_signoff(struct checking *c);
void check_signoff_last(struct checking *c);
void check_fixes(struct checking *c);
void check_cc_stable(struct checking *c);
/* rules-diff.c */
void check_size(struct checking *c);
void check_one_fix(struct checking *c);
void check_whitespace(struct checking *c);
/* rules-distro.c: DEP-3, SUSE */
void check_dep3_description(struct checking *c);
void check_dep3_origin(struct checking *c);
void check_dep3_forwarded(struct checking *c);
void check_dep3_last_update(struct checking *c);
void check_dep3_bug(struct checking *c);
void check_suse_mainline(struct checking *c);
void check_suse_commit(struct checking *c);
void check_suse_repo(struct checking *c);
void check_suse_subject(struct checking *c);
void check_suse_references(struct checking *c);
void check_suse_person(struct checking *c);
/* rules-ported.c: Ubuntu, Android */
void check_ubuntu_subject(struct checking *c);
void check_ubuntu_buglink(struct checking *c);
void check_ubuntu_provenance(struct checking *c);
void check_ubuntu_note(struct checking *c);
void check_android_prefix(struct checking *c);
void check_android_change_id(struct checking *c);
void check_android_bug(struct checking *c);
void check_android_link(struct checking *c);
void check_android_provenance(struct checking *c);
void check_android_note(struct checking *c);

/*
 * A prerequisite that a "Cc: stable" line names: "# 3.3.x: a1f84a3: sched:
 * ...".
 */
struct stable_cc {
	bool has_version;
	struct span version;	/* "3.3.x" */
	struct span id;		/* hex; empty when it names none */
	struct span subject;
	/* what is wrong, as the end of a sentence, or NULL */
	const char *fault;
};

/*
 * Reads what stands behind the # of a Cc: line to stable
 * (stable-kernel-rules.rst, Option 1).
 */
void stable_cc_read(struct stable_cc *cc, struct span comment);

#endif
