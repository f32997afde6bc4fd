// SPDX-License-Identifier: GPL-2.0-only
/* Gives a fuzzer's target the files that are named: for make coverage. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path)
{
	FILE *f = fopen(path, "rb");
	uint8_t *data;
	long size;

	if (!f || fseek(f, 0, SEEK_END) || (size = ftell(f)) < 0 ||
	    fseek(f, 0, SEEK_SET)) {
		fprintf(stderr, "replay: cannot read %s\n", path);
		return -1;
	}
	data = malloc(size ? size : 1);
	if (data && fread(data, 1, size, f) == (size_t)size)
		LLVMFuzzerTestOneInput(data, size);
	free(data);
	return fclose(f);
}

int main(int argc, char **argv)
{
	int ret = 0;

	for (int i = 1; i < argc; i++)
		ret |= replay(argv[i]);
	return !!ret;
}
