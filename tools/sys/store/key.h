/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_STORE_KEY_H
#define SYS_STORE_KEY_H

#include <jansson.h>

#include "core/text/diag.h"
#include "sys/os/list-folder.h"

/*
 * Gathers a key: each input is a name and its content or its id. The order of
 * different names does not matter.
 */
struct result_key;
struct result_key *result_key_new(void);
void result_key_add(struct result_key *k, const char *name, const void *bytes,
		    size_t len);
/* As result_key_add(), of a string; NULL counts as "". */
void result_key_adds(struct result_key *k, const char *name, const char *s);
/*
 * As result_key_add(), of the path and content of each file below folder, of
 * the names that are wanted; a link to a folder is refused. 0 or -1 and *why.
 */
int result_key_add_folder(struct result_key *k, const char *name,
			  const char *folder, enum list_names which,
			  struct diag *why);
/* Adds the inputs of another key. */
void result_key_add_all(struct result_key *k, const struct result_key *of);
/*
 * The inputs by name, short ones as they are, long ones as "sha256:..."; the
 * caller's reference.
 */
json_t *result_key_inputs(const struct result_key *k);
/* The key of inputs, as a result has them; NULL: as of none. */
void result_key_of(const json_t *inputs, char hex[65]);
/* The finished key, 64 hex, caller frees; k is freed. NULL gives NULL. */
char *result_key_end(struct result_key *k);

#endif
