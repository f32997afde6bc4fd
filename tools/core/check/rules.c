// SPDX-License-Identifier: GPL-2.0-only
/* The table of rules. */
#include "core/check/rules.h"

#include <assert.h>
#include <string.h>

#include "core/check/rules-dep3-suse.h"
#include "core/check/rules-diff.h"
#include "core/check/rules-stable.h"
#include "core/check/rules-ubuntu-android.h"

#define STABLE_RULES	"Documentation/process/stable-kernel-rules.rst"
#define SUBMITTING	"Documentation/process/submitting-patches.rst"
#define DEP3		"DEP-3, Patch Tagging Guidelines"
#define SUSE		"SUSE kernel-source, README.md, Patch headers; scripts/python/suse_git/header.py"
#define UBUNTU		"Ubuntu kernel documentation, Stable patch format"
#define ANDROID		"Android common kernels, README.md, Common Kernel patch requirements"
#define OURS		"backport.conf(5)"

#define SIGNED	(PROFILE_STABLE | PROFILE_UBUNTU | PROFILE_ANDROID)

const struct rule rules[] = {
	{ "mail-format", PROFILE_STABLE, false, "git am must take the patch: a mail with author and subject",
	  SUBMITTING, check_mail_format },
	{ "subject", PROFILE_STABLE, false, "the subject is upstream's",
	  STABLE_RULES, check_subject },
	{ "author", PROFILE_ALL & ~PROFILE_DEP3, false,
	  "the author is named with a mail address", SUBMITTING, check_author },
	{ "author-kept", PROFILE_ALL, false,
	  "the original author stays the author", SUBMITTING,
	  check_author_kept },
	{ "description", PROFILE_STABLE | PROFILE_UBUNTU | PROFILE_ANDROID,
	  false, "the message says what was wrong", SUBMITTING,
	  check_description },
	{ "upstream-id", PROFILE_STABLE, false,
	  "the change is in mainline: its id stands on a line of its own",
	  STABLE_RULES, check_upstream_id },
	{ "upstream-id-whole", PROFILE_STABLE, false,
	  "the upstream id is not abbreviated", STABLE_RULES,
	  check_upstream_id_whole },
	{ "signoff", SIGNED, false, "the author signed the change off",
	  SUBMITTING, check_signoff },
	{ "signoff-last", SIGNED, false,
	  "the sign-off chain ends with the person who made the variant",
	  SUBMITTING, check_signoff_last },
	{ "fixes-tag", PROFILE_ALL, false,
	  "Fixes: names a commit by 12 or more digits and its subject",
	  SUBMITTING, check_fixes },
	{ "cc-stable", PROFILE_STABLE, false,
	  "Cc: stable says where to in a form that is understood", STABLE_RULES,
	  check_cc_stable },
	{ "size", PROFILE_STABLE, false, "at most 100 lines with context",
	  STABLE_RULES, check_size },
	{ "one-fix", PROFILE_ALL, false, "one fix a patch", SUBMITTING,
	  check_one_fix },
	{ "whitespace", PROFILE_ALL, false,
	  "added lines bring no white space damage", SUBMITTING,
	  check_whitespace },
	{ "dep3-description", PROFILE_DEP3, false,
	  "Description or Subject is required", DEP3, check_dep3_description },
	{ "dep3-origin", PROFILE_DEP3, false,
	  "Origin is required where no Author is named", DEP3,
	  check_dep3_origin },
	{ "dep3-forwarded", PROFILE_DEP3, true,
	  "Forwarded is no, not-needed, or best a URL", DEP3,
	  check_dep3_forwarded },
	{ "dep3-last-update", PROFILE_DEP3, false,
	  "Last-Update is a date, YYYY-MM-DD", DEP3, check_dep3_last_update },
	{ "dep3-bug", PROFILE_DEP3, false, "Bug and Bug-<Vendor> are URLs",
	  DEP3, check_dep3_bug },
	{ "suse-subject", PROFILE_SUSE, false,
	  "the subject says what the patch does", SUSE, check_suse_subject },
	{ "suse-mainline", PROFILE_SUSE, false,
	  "Patch-mainline says which release has it, or why none", SUSE,
	  check_suse_mainline },
	{ "suse-commit", PROFILE_SUSE, false,
	  "a patch from mainline has its id in Git-commit, another has none",
	  SUSE, check_suse_commit },
	{ "suse-repo", PROFILE_SUSE, false,
	  "Git-repo says where a queued patch is, and stands with no other",
	  SUSE, check_suse_repo },
	{ "suse-references", PROFILE_SUSE, false,
	  "References names the bug, the feature or git-fixes", SUSE,
	  check_suse_references },
	{ "suse-person", PROFILE_SUSE, false,
	  "somebody at SUSE wrote it, signed it off, acked or reviewed it",
	  SUSE, check_suse_person },
	{ "ubuntu-subject", PROFILE_UBUNTU, true,
	  "a mailed patch's subject begins with [SRU] and the releases", UBUNTU,
	  check_ubuntu_subject },
	{ "ubuntu-buglink", PROFILE_UBUNTU, false,
	  "the description begins with a block of BugLink lines in their short form, or CVE numbers",
	  UBUNTU, check_ubuntu_buglink },
	{ "ubuntu-provenance", PROFILE_UBUNTU, false,
	  "(cherry picked from commit ID) or (backported from commit ID) stands before the last sign-off",
	  UBUNTU, check_ubuntu_provenance },
	{ "ubuntu-note", PROFILE_UBUNTU, false,
	  "a backport says in [ name: ... ] right behind the id what was changed",
	  UBUNTU, check_ubuntu_note },
	{ "android-prefix", PROFILE_ANDROID, false,
	  "the subject begins with the type of patch", ANDROID,
	  check_android_prefix },
	{ "android-change-id", PROFILE_ANDROID, false,
	  "there is a Change-Id: of I and 40 hex digits", ANDROID,
	  check_android_change_id },
	{ "android-bug", PROFILE_ANDROID, false,
	  "Bug: names the bug; FROMLIST: and ANDROID: must have one", ANDROID,
	  check_android_bug },
	{ "android-link", PROFILE_ANDROID, false,
	  "FROMLIST: says in Link: where it was posted", ANDROID,
	  check_android_link },
	{ "android-provenance", PROFILE_ANDROID, false,
	  "a patch from elsewhere says (cherry picked from commit ID), FROMGIT: with repository and branch",
	  ANDROID, check_android_provenance },
	{ "android-note", PROFILE_ANDROID, false,
	  "BACKPORT: says below the id what was changed", ANDROID,
	  check_android_note },
	{ "branch-gap", PROFILE_ALL, false,
	  "a newer branch has what an older one carries", STABLE_RULES, NULL },
	{ "branch-subject", PROFILE_ALL, false,
	  "all variants of a fix have one subject", OURS, NULL },
	{ "branch-id", PROFILE_ALL, false,
	  "all variants of a fix name one upstream commit", OURS, NULL },
	{ "prerequisite", PROFILE_STABLE, false,
	  "what Cc: stable names as prerequisite is carried first",
	  STABLE_RULES, NULL },
	{ "follow-up", PROFILE_ALL, false, "a fix of the fix comes with it",
	  SUBMITTING, NULL },
	{ "checkpatch", PROFILE_ALL, true,
	  "scripts/checkpatch.pl of the branch's own tree does not complain",
	  SUBMITTING, NULL },
	{ 0 }
};

const struct rule *rule_named(const char *id)
{
	for (const struct rule *r = rules; r->id; r++)
		if (!strcmp(r->id, id))
			return r;
	assert(!"a rule of that id");
	return NULL;
}

unsigned int profile_named(const char *name)
{
	static const struct { const char *name; unsigned int bit; } known[] = {
		{ "stable", PROFILE_STABLE }, { "dep3", PROFILE_DEP3 },
		{ "suse", PROFILE_SUSE }, { "ubuntu", PROFILE_UBUNTU },
		{ "android", PROFILE_ANDROID },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (!strcmp(known[i].name, name))
			return known[i].bit;
	return 0;
}

void rules_check(struct findings *f, const struct submission *s,
		 unsigned int profiles)
{
	struct checking c = { .s = s, .findings = f };

	tags_read(&c.tags, s->header);
	for (c.rule = rules; c.rule->id; c.rule++)
		if (c.rule->check && c.rule->profiles & profiles)
			c.rule->check(&c);
	tags_release(&c.tags);
}
