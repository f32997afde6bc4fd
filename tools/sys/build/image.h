/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_IMAGE_H
#define SYS_BUILD_IMAGE_H

#include <stdbool.h>

#include "sys/build/kbuild.h"

/*
 * What a build leaves for the boot: <cache>/work/<branch>/<side>/ holds the image (under the
 * last part of its name, "vmlinux"), the modules (NAME.ko) and .config. With $BACKPORT_IMAGES, the
 * folder is $BACKPORT_IMAGES/<branch>/<side>/: where another machine boots what this one built.
 */

/* Copies them from obj, then names their build's key in the file "key". 0 or -1 and *why. */
int image_keep(const struct kbuild *k, const char *side, const char *key,
	       struct diag *why);

/* True when the folder holds the images of the build of that key. */
bool image_kept(const struct branch *b, const char *side, const char *key);

/* Path of a file there, caller frees; NULL and *why when there is no place for a cache. */
char *image_path(const struct branch *b, const char *side, const char *file,
		 struct diag *why);

/* The last part of a path: the image's name without its folders. */
const char *image_name(const char *path);

#endif
