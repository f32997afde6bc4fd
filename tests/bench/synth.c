// SPDX-License-Identifier: GPL-2.0-only
/*
 * synth FILES PATCHES DIR: a tree of FILES files as a git fast-import stream on
 * stdout (branch base), and below DIR a series of PATCHES patches over its first thousand
 * files, three files and five hunks each, in mail format.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define TOUCHED	1000	/* files that the series goes over */
#define LINES	400

static unsigned short version[TOUCHED][LINES];

static void path(char *out, size_t size, int file)
{
	snprintf(out, size, "dir%d/sub%d/file%d.c", file % 17, file % 391,
		 file);
}

static int line(char *out, size_t size, int file, int at, int v)
{
	return snprintf(out, size, "\tline(%d, %d) = value(%d, \"%x\");\n",
			file, at, v, (unsigned int)(file * 7919 + at * 104729));
}

static void tree(int files)
{
	static char text[LINES * 80];
	char name[80];

	printf("commit refs/heads/base\ncommitter B <b@localhost> 1500000000 +0000\ndata 5\nbase\n\n");
	for (int f = 0; f < files; f++) {
		int len = 0, lines = f < TOUCHED ? LINES : 40;

		for (int i = 0; i < lines; i++)
			len += line(text + len, sizeof(text) - len, f, i, 0);
		path(name, sizeof(name), f);
		printf("M 644 inline %s\ndata %d\n", name, len);
		fwrite(text, 1, len, stdout);
		putchar('\n');
	}
}

static void hunk(FILE *to, int file, int at)
{
	char text[120];

	fprintf(to, "@@ -%d,7 +%d,7 @@\n", at - 2, at - 2);
	for (int i = at - 3; i <= at + 3; i++) {
		line(text, sizeof(text), file, i, version[file][i]);
		fprintf(to, "%c%s", i == at ? '-' : ' ', text);
		if (i != at)
			continue;
		line(text, sizeof(text), file, i, version[file][i] + 1);
		fprintf(to, "+%s", text);
	}
	version[file][at]++;
}

static void patch(FILE *to, int p)
{
	fprintf(to, "From: P <p@localhost>\nDate: Mon, 6 Nov 2017 10:00:00 +0100\nSubject: [PATCH] change %d\n\nBecause.\n---\n", p);
	for (int k = 0; k < 3; k++) {
		int file = (p * 7 + k * 311) % TOUCHED;
		int at = 10 + p * 13 % 150;
		char name[80];

		path(name, sizeof(name), file);
		fprintf(to, "diff --git a/%s b/%s\n--- a/%s\n+++ b/%s\n", name,
			name, name, name);
		hunk(to, file, at);
		if (k < 2)
			hunk(to, file, at + 200);
	}
}

int main(int argc, char **argv)
{
	char name[1024];
	FILE *series, *to;

	if (argc != 4)
		return 129;
	tree(atoi(argv[1]));
	snprintf(name, sizeof(name), "%s/patches", argv[3]);
	mkdir(argv[3], 0777);
	mkdir(name, 0777);
	snprintf(name, sizeof(name), "%s/series", argv[3]);
	series = fopen(name, "w");
	for (int p = 0; series && p < atoi(argv[2]); p++) {
		fprintf(series, "%05d.patch\n", p);
		snprintf(name, sizeof(name), "%s/patches/%05d.patch", argv[3], p);
		to = fopen(name, "w");
		if (!to)
			return 128;
		patch(to, p);
		if (fclose(to))
			return 128;
	}
	return !series || fclose(series) ? 128 : 0;
}
