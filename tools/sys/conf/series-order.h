/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_CONF_SERIES_ORDER_H
#define SYS_CONF_SERIES_ORDER_H

#include "core/text/diag.h"
#include "sys/conf/sections.h"

/*
 * Puts a branch's fixes into the order in which root/series/LINE has their
 * patches, those that it has not behind them, and counts the steps. A series
 * with a wrong line changes nothing: applying it says which. 0 or -1 and *why.
 */
int series_order(struct branch *b, const char *root, struct diag *why);

#endif
