// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any bytes as mail: refused with a sentence, or a commit's parts that git
 * would take.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/mail/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_message(const struct mail *m)
{
	struct buf message = { 0 };
	size_t len = strlen(m->body);

	assert(!strpbrk(m->name, "<>\n") && !strpbrk(m->email, "<>\n"));
	assert(!strchr(m->subject, '\n'));
	assert(!len || (m->body[len - 1] == '\n' && m->body[0] != '\n'));
	assert(!strstr(m->body, "\n\n\n") && !strstr(m->body, " \n"));
	assert(m->dated || (!m->when && !m->zone_min));
	mail_message(m, &message);
	buf_release(&message);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	/* A copy of its own, so that a read past the end is seen. */
	char *text = memcpy(malloc(size + !size), bytes, size);
	struct diag why = { 0 };
	struct mail m;

	if (mail_parse(&m, (struct span){ text, size }, "mail", NULL, &why))
		assert(why.text[0]);
	else
		check_message(&m);
	mail_release(&m);
	free(text);
	return 0;
}
