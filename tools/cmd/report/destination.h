/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_REPORT_DESTINATION_H
#define CMD_REPORT_DESTINATION_H

/* Where a report goes. */
struct report_to {
	const char *file;	/* NULL: stdout */
	/* where out/ is published, without a / at its end; NULL: nowhere */
	const char *url;
	const char *author;	/* who says so; NULL: nobody has to */
};

#endif
