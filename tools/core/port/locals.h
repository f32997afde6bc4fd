/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_LOCALS_H
#define CORE_PORT_LOCALS_H

#include "core/merge/change.h"
#include "core/merge/edits.h"
#include "core/port/functions.h"

/*
 * Declares a variable that c uses and that the function f of the target lacks,
 * behind f's other declarations. Only one whose type is plain: c assigns it
 * first, and it is what the function returns, of f's type. False, and nothing
 * added, when that is not so.
 */
bool locals_declare(const struct port_change *c,
		    const struct port_lines *target,
		    const struct port_function *f, struct span name,
		    struct port_edits *edits);

#endif
