/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_OBJECT_IMAGE_RELEASE_H
#define CORE_OBJECT_IMAGE_RELEASE_H

#include "core/text/span.h"

/*
 * The release that a kernel image names, "4.9.262", a view into it: in the
 * banner of an image that is not compressed, or in x86's setup header. Empty
 * when neither is there.
 */
struct span image_release(struct span image);

#endif
