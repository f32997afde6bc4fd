// SPDX-License-Identifier: GPL-2.0-only
/* Of which release a kernel image is, by its own bytes. */
#include "core/object/image-release.h"

#include "core/text/ascii.h"

#define BANNER	"Linux version "

/* Documentation/arch/x86/boot.rst: where the header's magic and text are. */
enum { X86_MAGIC_AT = 0x202, X86_VERSION_AT = 0x20e, X86_SETUP = 0x200 };

/* The word that begins there, when it begins as a release does. */
static struct span release_at(struct span text)
{
	size_t n = 0;

	while (n < text.len && n < 64 && text.at[n] > ' ' && text.at[n] < 0x7f)
		n++;
	if (!n || !is_digit(text.at[0]) || n == text.len || text.at[n] != ' ')
		n = 0;
	return (struct span){ text.at, n };
}

static struct span x86_release(struct span image)
{
	size_t at;

	if (image.len < X86_VERSION_AT + 2 ||
	    memcmp(image.at + X86_MAGIC_AT, "HdrS", 4))
		return (struct span){ "", 0 };
	at = X86_SETUP + (unsigned char)image.at[X86_VERSION_AT] +
	     ((unsigned char)image.at[X86_VERSION_AT + 1] << 8);
	return at < image.len ? release_at(span_skip(image, at)) :
		(struct span){ "", 0 };
}

struct span image_release(struct span image)
{
	struct span rest = image, release;
	const char *at;

	while ((at = span_find(rest, BANNER))) {
		rest = span_skip(rest, at - rest.at + strlen(BANNER));
		release = release_at(rest);
		if (release.len)
			return release;
	}
	return x86_release(image);
}
