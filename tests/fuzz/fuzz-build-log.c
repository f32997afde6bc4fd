// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any bytes as a build's log and as Kconfig's fragment and .config: read
 * without a crash, and read the same twice.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "core/build/build-log.h"
#include "core/build/kconfig.h"
#include "core/build/warnings.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void read_warnings(struct span log)
{
	struct warnings before = { 0 }, after = { 0 };
	const struct warning **fresh;
	size_t nr;

	warnings_read(&before, log, "/src");
	warnings_read(&after, log, "/src");
	warnings_carry(&after, &before);
	fresh = warnings_new(&before, &after, NULL, &nr);
	assert(!nr);
	free(fresh);
	warnings_release(&before);
	warnings_release(&after);
}

/*
 * A fragment that is taken asks for nothing more when what it writes is
 * read again.
 */
static void read_kconfig(struct span text)
{
	struct kconfig k = { 0 }, again = { 0 };
	struct kconfig_lost *lost = NULL;
	struct buf out = { 0 };
	struct diag why = { 0 };

	if (!kconfig_add(&k, text, "fragment", &why)) {
		kconfig_write(&k, &out);
		assert(!kconfig_add(&again, buf_span(&out), "again", &why));
		assert(again.nr == k.nr);
		kconfig_compare(&k, buf_span(&out), &lost);
		free(lost);
	}
	buf_release(&out);
	kconfig_release(&k);
	kconfig_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct span text = { (const char *)bytes, size };
	struct buildlog log;

	buildlog_read(&log, text);
	read_warnings(text);
	read_kconfig(text);
	return 0;
}
