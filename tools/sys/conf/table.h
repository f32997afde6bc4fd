/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_CONF_TABLE_H
#define SYS_CONF_TABLE_H

#include "core/text/diag.h"
#include "sys/conf/sections.h"

struct git_config;

/*
 * How a key's value is kept; the field stands at offset in its
 * section's struct.
 */
enum kind { ONE, LIST, NUMBER, FLAG, TARGETS, FIXES };

struct key {
	const char *name;
	enum kind kind;
	size_t offset;
	size_t nr_offset;	/* of the count, for lists */
};

/*
 * A kind of section; its rows are an array in struct conf, each beginning with
 * its name.
 */
struct section {
	const char *name;
	const struct key *keys;
	/* offsets of the array and its count; size of a row; 0: conf itself */
	size_t rows, nr, size;
};

/*
 * What a later section refers to comes first: rows that are pointed at no
 * longer move.
 */
enum {
	TARGET, FIX, MODE, BRANCH, REMOTE, NAMED_REMOTE, KCIDB, TESTS,
	MAIL, NR_SECTIONS
};
extern const struct section sections[NR_SECTIONS];

/* The field of that type, offset bytes into base. */
#define FIELD(base, offset, type) ((type *)(void *)((char *)(base) + (offset)))

/* The name that a row begins with; the row keeps it. */
char *row_name(void *row);

/* Adds item to the row's list that key is; a LIST then owns it. */
void row_add(void *row, const struct key *key, void *item);

/* Frees what the row's keys hold. */
void row_release(void *row, const struct key *keys);

/*
 * Opens a file of sections; git_config_free() frees it. 0, or -1 and *why, with
 * an error only where it could not be read.
 */
int conf_open(struct git_config **file, const char *path, struct diag *why);

/*
 * Reads a number above 0, of the variable name of the file at path. 0 or -1 and
 * *why.
 */
int conf_number(const char *path, const char *name, const char *value, long *n,
		struct diag *why);

/* The row of that name, NULL if there is none. */
void *section_find(struct conf *c, const struct section *s, const char *name);

/*
 * The row of that name, added when it is new; the arrays may move. The conf
 * itself for a section without names.
 */
void *section_get(struct conf *c, const struct section *s, const char *name);

/* Makes *to, a row of that kind, a copy of *from that owns what it holds. */
void row_copy(const struct section *s, void *to, const void *from);

/*
 * Frees all rows of that kind, and the array; conf_release() empties
 * the fields.
 */
void section_release(struct conf *c, const struct section *s);

#endif
