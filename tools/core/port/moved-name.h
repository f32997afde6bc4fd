/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_MOVED_NAME_H
#define CORE_PORT_MOVED_NAME_H

#include <stdbool.h>

/*
 * True when path may be the file that another tree calls was: the same base
 * name; the same stem and another extension, of documents; or a stem that has
 * the other's words in front or behind. Never of another architecture.
 */
bool port_may_have_moved(const char *was, const char *path);

/* True when two paths have the same extension. */
bool port_same_format(const char *a, const char *b);

#endif
