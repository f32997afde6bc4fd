// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any two patches, one behind a NUL byte after the other: every change of
 * either side stands in exactly one pair, and a patch beside itself is
 * identical.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/check/rules.h"
#include "core/compare/explain.h"
#include "core/compare/pairing.h"
#include "core/compare/reason.h"
#include "core/mail/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* A pair that needs a reason has one, or a sentence on what is lacking. */
static void explain(const struct reasons *reasons, const struct pairing *p,
		    const struct pair *pair)
{
	enum reason reason = reason_of(reasons, p, pair);
	struct buf lack = { 0 };

	assert((reason == REASON_NOT_NEEDED) ==
	       !pair_kind_needs_reason(pair->kind));
	reason_explain(reason, p, pair, &lack);
	assert((reason > REASON_GIVEN) == (lack.len > 0));
	buf_release(&lack);
}

/* Each change is covered once. */
static void pair(const struct changes *up, const struct changes *down,
		 const struct notes *notes, bool same)
{
	struct pairing p;
	struct reasons reasons;
	size_t nr_up = 0, nr_down = 0;

	pairing_make(&p, up, down);
	reasons_find(&reasons, notes, NULL);
	for (size_t i = 0; i < p.nr; i++) {
		struct buf why = { 0 };

		nr_up += p.pair[i].up.nr;
		nr_down += p.pair[i].down.nr;
		assert(p.pair[i].up.nr || p.pair[i].down.nr);
		pair_explain(&p, &p.pair[i], &why);
		assert(!p.pair[i].adapted == !why.len);
		buf_release(&why);
		explain(&reasons, &p, &p.pair[i]);
	}
	for (size_t i = 0; i < up->nr; i++) {
		const struct pair *found = pairing_find(&p, i);

		assert(i >= found->up.from &&
		       i < found->up.from + found->up.nr);
	}
	assert(nr_up == up->nr && nr_down == down->nr);
	for (size_t i = 0; same && i < p.nr; i++)
		assert(p.pair[i].kind <= PAIR_CONTEXT);
	pairing_release(&p);
}

/*
 * All rules over the text as a mail: no crash, and each finding has
 * its sentence.
 */
static void check(struct span text)
{
	struct findings f = { 0 };
	struct mail mail;
	struct patch patch = { 0 };
	struct notes notes;
	struct diag why;

	if (!mail_parse(&mail, text, "fuzz", NULL, &why) &&
	    !patch_parse(&patch, buf_span(&mail.patch), 1, "fuzz", &why)) {
		struct submission s = {
			.path = "fuzz", .text = text, .header = text,
			.message = span_of(mail.body), .mail = &mail,
			.patch = &patch, .notes = &notes,
		};

		notes_read(&notes, s.message);
		rules_check(&f, &s, PROFILE_ALL);
		for (size_t i = 0; i < f.nr; i++)
			assert(f.finding[i].text[0]);
		findings_release(&f);
		notes_release(&notes);
	}
	patch_release(&patch);
	mail_release(&mail);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct span text = { (const char *)bytes, size },
		    part[2] = { text, text };
	const char *nul = size ? memchr(bytes, '\0', size) : NULL;
	struct patch patch[2] = { 0 };
	struct changes changes[2] = { 0 };
	struct notes notes;
	struct diag why;
	bool good = true;

	notes_read(&notes, text);
	if (nul) {
		part[0].len = nul - text.at;
		part[1] = span_skip(text, part[0].len + 1);
	}
	for (int i = 0; i < 2; i++) {
		good &= !patch_parse(&patch[i], part[i], 1, "fuzz", &why);
		changes_cut(&changes[i], &patch[i]);
	}
	if (good) {
		pair(&changes[0], &changes[1], &notes, !nul);
		pair(&changes[0], &changes[0], &notes, true);
	}
	for (int i = 0; i < 2; i++) {
		changes_release(&changes[i]);
		patch_release(&patch[i]);
	}
	notes_release(&notes);
	check(text);
	return 0;
}
