/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_SITE_H
#define CORE_PORT_SITE_H

#include "core/merge/align.h"
#include "core/merge/change.h"
#include "core/port/functions.h"

/* Where a change goes in a file. */
struct port_site {
	struct alignment a;
	/* the file's lines, half-open, at which something changes */
	size_t from, end;
	bool alone;	/* only the lines that it removes tell */
};

/* What the search may use. */
struct site_scope {
	const struct port_lines *target;
	/* the function to stay inside; NULL: anywhere in the file */
	const struct port_function *function;
	/*
	 * the named function is not there: only one that has the lines of the
	 * hunk will do
	 */
	bool by_body;
};

/*
 * The lines of target to look for a change in: those of the function f and as
 * many as more on either side; all where f is NULL.
 */
struct align_scope port_site_lines(const struct port_lines *target,
				   const struct port_function *f, size_t more);

/*
 * Finds the place of c. NULL when it has exactly one, else a sentence that says
 * what is wrong with the best one. port_site_release() either way.
 */
const char *port_site_find(struct port_site *s, const struct port_change *c,
			   const struct site_scope *scope);

/*
 * NULL when the place leaves nothing to judge: the lines that c removes stand
 * there verbatim, and nowhere else in the scope; and what it adds beside them
 * stands between the nearest telling lines that it was made for. Else a
 * sentence that says what was assumed.
 */
const char *port_site_doubt(const struct port_site *s,
			    const struct port_change *c,
			    const struct site_scope *scope);

/* Frees the contents and leaves *s empty. */
void port_site_release(struct port_site *s);

#endif
