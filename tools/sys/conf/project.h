/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_CONF_PROJECT_H
#define SYS_CONF_PROJECT_H

#include "core/text/diag.h"

#define PROJECT_FILE	"backport.conf"

/*
 * Enters the project that this folder is in: the folder here, or the nearest
 * one above, that has a PROJECT_FILE. *below gets where we were, as seen from
 * there: "" or "series/"; caller frees. Without a project nothing is entered.
 * A project above that belongs to another user is not entered, as its
 * configuration names programs to run: -1 and *why.
 */
int project_enter(char **below, struct diag *why);

#endif
