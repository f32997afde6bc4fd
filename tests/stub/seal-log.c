// SPDX-License-Identifier: GPL-2.0-only
/*
 * seal-log INITRD|SECRET <LOG: the log as a guest with that initramfs, or with
 * that secret, would have said it. seal-log INITRD NAME: a file in it.
 */
#include <stdlib.h>
#include <zlib.h>

#include "tests/seal-log.h"

enum { HEADER = 110, SIZE_AT = 54, NAME_SIZE_AT = 94 };

static size_t number(const char *at)
{
	char hex[9] = { 0 };

	return strtoul(memcpy(hex, at, 8), NULL, 16);
}

static bool find(struct span archive, const char *name, struct span *found)
{
	while (archive.len > HEADER) {
		const char *at = archive.at;
		size_t data = (HEADER + number(at + NAME_SIZE_AT) + 3) & ~3ul;
		size_t size = number(at + SIZE_AT);

		if (data + size > archive.len)
			break;
		*found = (struct span){ at + data, size };
		if (!strcmp(at + HEADER, name))
			return true;
		archive = span_skip(archive, data + ((size + 3) & ~3ul));
	}
	return false;
}

int main(int argc, char **argv)
{
	unsigned char secret[SEAL_SECRET];
	struct buf archive = { 0 }, log = { 0 }, out = { 0 };
	struct span found = span_of(argc == 2 ? argv[1] : "");
	gzFile initrd = argc > 1 ? gzopen(argv[1], "rb") : NULL;
	char chunk[4096];
	int n;

	while (initrd && (n = gzread(initrd, chunk, sizeof(chunk))) > 0)
		buf_add(&archive, chunk, n);
	if (initrd && !find(buf_span(&archive), argc == 3 ? argv[2] : "secret",
			    &found))
		return 129;
	if (argc == 3)
		return fwrite(found.at, 1, found.len, stdout) != found.len ||
		       fflush(stdout);
	if (found.len < 2 * SEAL_SECRET || seal_read(secret, found.at))
		return 129;
	while ((n = fread(chunk, 1, sizeof(chunk), stdin)))
		buf_add(&log, chunk, n);
	seal_log(&out, buf_span(&log), secret);
	fwrite(buf_span(&out).at, 1, out.len, stdout);
	return fflush(stdout) ? 1 : 0;
}
