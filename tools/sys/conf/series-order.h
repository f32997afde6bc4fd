/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_CONF_SERIES_ORDER_H
#define SYS_CONF_SERIES_ORDER_H

#include "sys/conf/sections.h"

/*
 * Puts a branch's fixes into the order in which root/series/LINE has their
 * patches, those that it has not behind them, and counts the steps. A series
 * that cannot be read changes nothing: applying it says why.
 */
void series_order(struct branch *b, const char *root);

#endif
