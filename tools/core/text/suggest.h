/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_TEXT_SUGGEST_H
#define CORE_TEXT_SUGGEST_H

#include "core/text/strings.h"

/*
 * The one of known that word, which is none of them, was likely meant to be: a
 * third of its letters at most differ (a swap of two counts once), or it is the
 * beginning. NULL when none is that near.
 */
const char *suggest(const char *word, const struct strings *known);

#endif
