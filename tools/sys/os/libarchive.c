// SPDX-License-Identifier: GPL-2.0-only
/* libarchive, loaded where it is needed. */
#include "sys/os/libarchive.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>

#define SONAME	"libarchive.so.13"

struct libarchive ar;

static const struct {
	const char *name;
	size_t at;	/* of its pointer, in ar */
} functions[] = {
#define F(name)	{ "archive_" #name, offsetof(struct libarchive, name) },
	LIBARCHIVE_FUNCTIONS(F)
#undef F
};

/* Why it cannot be used; "" when it can be. */
static struct diag refused;

static void load(void)
{
	void *lib = dlopen(SONAME, RTLD_NOW), *function;

	for (size_t i = 0; lib && i < sizeof(functions) / sizeof(*functions);
	     i++) {
		function = dlsym(lib, functions[i].name);
		if (!function)
			lib = NULL;
		memcpy((char *)&ar + functions[i].at, &function,
		       sizeof(function));
	}
	if (!lib)
		diag_set(&refused, NULL, 0, "cannot load libarchive: %s; is it installed?",
			 dlerror());
}

int libarchive_load(struct diag *why)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, load);
	if (!refused.text[0])
		return 0;
	*why = refused;
	return -1;
}
