// SPDX-License-Identifier: GPL-2.0-only
/* seal-log SECRET <LOG: the log as a guest with that secret would have said it. */
#include "tests/seal-log.h"

int main(int argc, char **argv)
{
	unsigned char secret[SEAL_SECRET];
	struct buf log = { 0 }, out = { 0 };
	char chunk[4096];
	size_t n;

	if (argc != 2 || strlen(argv[1]) < 2 * SEAL_SECRET ||
	    seal_read(secret, argv[1]))
		return 129;
	while ((n = fread(chunk, 1, sizeof(chunk), stdin)))
		buf_add(&log, chunk, n);
	seal_log(&out, buf_span(&log), secret);
	fwrite(buf_span(&out).at, 1, out.len, stdout);
	return fflush(stdout) ? 1 : 0;
}
