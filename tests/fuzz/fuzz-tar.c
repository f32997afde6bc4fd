// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any bytes as a tarball that is imported: what git is told keeps to the tree.
 * Git itself, and the cache, are played.
 */
#include <string.h>

#include "sys/import/from-tar.h"
#include "sys/import/transaction.h"
#include "sys/os/piped.h"
#include "tests/fuzz/scratch.h"

/* A command is a write of its own: M 100644 inline "path", C "from" "path". */
static void check_command(const char *s, size_t len)
{
	if (len > 5 && (s[0] == 'M' || s[0] == 'C') && s[1] == ' ' &&
	    memchr(s, '"', len) &&
	    (memmem(s, len, "\"/", 2) || memmem(s, len, "/../", 4) ||
	     memmem(s, len, "\"../", 4)))
		abort();
}

int piped_start(struct piped *c, const char *const *argv,
		const struct piped_options *how, struct diag *why)
{
	(void)how, (void)why;
	*c = (struct piped){ .name = argv[0], .in = -1, .out = -1, .err = -1 };
	return 0;
}

bool piped_write(struct piped *c, const void *bytes, size_t len)
{
	(void)c;
	if (len < 5000 && len && !memchr(bytes, 0, len))
		check_command(bytes, len);
	return true;
}

int piped_end(struct piped *c, struct buf *out, long timeout_s,
	      struct diag *why)
{
	(void)c, (void)out, (void)timeout_s, (void)why;
	return 0;
}

void piped_stop(struct piped *c)
{
	(void)c;
}

int transaction_find_commit(struct transaction *t, const char *ref,
			    git_oid *commit, struct diag *why)
{
	(void)t, (void)ref, (void)commit, (void)why;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct transaction t = { .path = (char *)scratch() };
	struct diag why = { 0 };
	git_oid id;

	if (import_tar(&t, scratch_file("k.tar", bytes, len), &id, &why) &&
	    !why.text[0])
		abort();
	return 0;
}
