/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CONSOLE_COMPLAINT_TABLE_H
#define CORE_CONSOLE_COMPLAINT_TABLE_H

#include <stddef.h>

/* What a kernel says when something is wrong with it. */
enum complaint_kind { NO_COMPLAINT, WARNING, OOPS, PANIC };

/* A text that a kernel prints when something is wrong. */
struct complaint_row {
	enum complaint_kind kind;
	const char *text;	/* '%' is a number, '*' anything */
	const char *source;	/* the kernel's file that prints it */
};

extern const struct complaint_row complaint_table[];
extern const size_t complaint_table_nr;

/* The bytes with which the texts begin. */
extern const char complaint_firsts[];

#endif
