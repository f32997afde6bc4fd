// SPDX-License-Identifier: GPL-2.0-only
/* What a [target] of backport.conf must have, and how. */
#include "sys/conf/target.h"

#include <string.h>

/* As Kbuild takes it: "1", "-15", "/usr/lib/llvm-15/bin/". */
static bool is_llvm(const char *s)
{
	size_t len = strlen(s);

	return !strcmp(s, "1") || (len > 1 && s[len - 1] == '/') ||
	       (s[0] == '-' && len > 1 && strspn(s, "-.0123456789") == len);
}

int target_complete(const struct target *t, const char *path, struct diag *why)
{
	if (!t->arch || !*t->arch || !t->image || !*t->image)
		return diag_set(why, path, 0,
				"[target \"%s\"] wants arch and image",
				t->name);
	if (t->accel && strcmp(t->accel, "auto") && strcmp(t->accel, "kvm") &&
	    strcmp(t->accel, "tcg"))
		return diag_set(why, path, 0,
				"target.%s.accel is '%s', wanted auto, kvm or tcg",
				t->name, t->accel);
	if (t->llvm && !is_llvm(t->llvm))
		return diag_set(why, path, 0,
				"target.%s.llvm is '%s', wanted 1, a version as -15, or a folder that ends with /",
				t->name, t->llvm);
	if (t->cc && (!*t->cc || strpbrk(t->cc, " \t")))
		return diag_set(why, path, 0,
				"target.%s.cc is '%s', wanted one program",
				t->name, t->cc);
	return 0;
}
