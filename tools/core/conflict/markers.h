/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CONFLICT_MARKERS_H
#define CORE_CONFLICT_MARKERS_H

#include "core/conflict/conflict.h"

/* Conflicts as text with diff3's markers, and what was saved instead. */

/*
 * Adds the file to out, each conflict between markers, or where resolved (one
 * per conflict; may be NULL) has a text, with that instead. target names the
 * tree in the marker.
 */
void conflicts_write(const struct conflicts *c, struct span file,
		     const char *target, const struct span *resolved,
		     struct buf *out);

/*
 * The line of saved, from 1, where a marker is left that file does not have; 0
 * when there is none.
 */
long conflicts_left_at(struct span saved, struct span file);

/*
 * Finds what a person put in the place of each conflict: text[i] is a part of
 * saved. False when saved differs from the file elsewhere too: then no text
 * says all of a resolution.
 */
bool conflicts_resolved(const struct conflicts *c, struct span file,
			struct span saved, struct span *text);

#endif
