// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any bytes as an object file with its DWARF: read, and compared with itself
 * they show no change.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "core/object/code-effect.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	/* libelf wants its file at an address of its own alignment */
	char *copy = grow_array(NULL, size + 1, 1);
	struct effect_side side = {
		.object = { copy, size }, .path = "fuzz",
		.source = span_of("int f(void)\n{\n\treturn 1;\n}\n"),
	};
	struct code_effect effect;
	struct object_func *func;
	struct object o;
	struct diag why;

	memcpy(copy, bytes, size);
	if (!object_read(&o, side.object, "fuzz", &why)) {
		size_t nr = object_compare(&o, &o, NULL, 0, &func);

		for (size_t i = 0; i < nr; i++)
			assert(func[i].change == CODE_UNCHANGED);
		free(func);
	}
	object_release(&o);
	if (!code_effect_find(&effect, &side, &side, &why))
		assert(!effect.nr);
	code_effect_release(&effect);
	free(copy);
	return 0;
}
