/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TESTS_FUZZ_SCRATCH_H
#define TESTS_FUZZ_SCRATCH_H

#include <git2.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* For fuzzers of what is read from files: a folder in memory. */
static inline const char *scratch(void)
{
	static char own[64];
	const char *given = getenv("FUZZ_SCRATCH");

	if (!given && !*own) {
		snprintf(own, sizeof(own), "/dev/shm/backport-fuzz-%ld",
			 (long)getpid());
		if (mkdir(own, 0700) && access(own, W_OK))
			abort();
	}
	return given ? given : own;
}

/* Makes the folder of that name in it. */
static inline void scratch_folder(const char *name)
{
	char path[200];

	snprintf(path, sizeof(path), "%s/%s", scratch(), name);
	if (mkdir(path, 0700) && access(path, W_OK))
		abort();
}

/* Writes the file of that name in it; its path is good until the next call. */
static inline const char *scratch_file(const char *name, const void *bytes,
				       size_t len)
{
	static char path[200];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", scratch(), name);
	f = fopen(path, "w");
	if (!f || fwrite(bytes, 1, len, f) != len || fclose(f))
		abort();
	return path;
}

/* Once: each reading of a configuration would begin and end libgit2. */
__attribute__((constructor)) static void begin_libgit2(void)
{
	git_libgit2_init();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

#endif
