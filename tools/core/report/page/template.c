// SPDX-License-Identifier: GPL-2.0-only
/*
 * share/report.html itself, in the program: an installed backport needs
 * no file beside it.
 */
#include "core/report/page/template.h"

__asm__(
"	.section .rodata\n"
"	.globl report_template\n"
"	.type report_template, @object\n"
"report_template:\n"
"	.incbin \"share/report.html\"\n"
"	.byte 0\n"
"	.size report_template, . - report_template\n"
"	.previous\n");
