/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_IMAGE_H
#define SYS_BUILD_IMAGE_H

#include <stdbool.h>

#include "sys/build/kbuild.h"

/*
 * What a build leaves for the boot: the image (under the last part of its name,
 * "vmlinux"), the modules (NAME.ko), .config, and the build's key in "key".
 * They stand in <work>/images/<id>/, the id being a digest of them, and are
 * never written again; <work>/<side> is a link to that folder. <work> is
 * kbuild_folder() or, with $BACKPORT_IMAGES, $BACKPORT_IMAGES/<branch>: where
 * another machine boots what this one built.
 */

/*
 * Copies them from obj and sets the link; removes images that no link names and
 * no boot holds. 0 or -1 and *why.
 */
int image_keep(const struct kbuild *k, const char *side, const char *key,
	       struct diag *why);

/* Gives a step the images of another one, from. 0 or -1 and *why. */
int image_share(const struct branch *b, const char *from, const char *side,
		struct diag *why);

/*
 * 1 when the link names the images of the build of that key, 0 when not, -1 and
 * *why when it cannot be read.
 */
int image_kept(const struct branch *b, const char *side, const char *key,
	       struct diag *why);

/* Images that a boot holds: they stay while it does, whatever is built. */
struct image {
	char *folder;	/* absolute, of this content for good */
	char *kernel;	/* path, in the folder */
	char *release;	/* of the kernel; "" when it does not say so */
	int lock;	/* -1 when not held */
};

/*
 * Holds a side's images and reads the kernel in them: its sha256 must be the
 * one given, and all of them what was built. 0; 1 and *why when the images are
 * gone or others; -1 and *why.
 * image_close() either way.
 */
int image_open(struct image *im, const struct branch *b, const char *side,
	       const char *sha256, struct diag *why);

/* Gives them back; frees the contents. */
void image_close(struct image *im);

/*
 * Path of a file there, caller frees; NULL and *why when there is no place for
 * a cache.
 */
char *image_path(const struct branch *b, const char *side, const char *file,
		 struct diag *why);

#endif
