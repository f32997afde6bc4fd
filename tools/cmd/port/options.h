/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_PORT_OPTIONS_H
#define CMD_PORT_OPTIONS_H

#include "cmd/port/run.h"

/* For the command's table. */
extern const struct option port_option_list[];
#define PORT_SHORT_OPTIONS	"o:"

/*
 * Reads the command line, which must outlive *o; its two arrays are the
 * caller's to free. 0, or the exit status of cmd_usage().
 */
int port_options_read(struct port_options *o, int argc, char **argv);

#endif
