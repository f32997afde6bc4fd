/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MAIL_ADDRESS_H
#define CORE_MAIL_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text/span.h"

/* Somebody; strings are owned. */
struct address {
	char *name, *email;	/* name may be "" */
};

struct addresses {
	struct address *address;
	size_t nr;
};

/*
 * Reads "Name <mail> # remark" or a bare mail, a trailer's value, and adds it
 * unless that mail is there already (case ignored). False when there is no mail
 * in it.
 */
bool addresses_add(struct addresses *a, struct span value);

/*
 * Adds all people that trailers of a message name: Signed-off-by, Cc and so on.
 */
void addresses_add_trailers(struct addresses *a, struct span message);

/* Takes the one of that mail out, case ignored. */
void addresses_drop(struct addresses *a, const char *email);

/* Frees the contents and leaves *a empty. */
void addresses_release(struct addresses *a);

/* True for what can be a mail address: something on both sides of an @. */
bool is_email(struct span s);

#endif
