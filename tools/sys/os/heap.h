/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OS_HEAP_H
#define SYS_OS_HEAP_H

#include <stddef.h>

/*
 * Says that a command is about to allocate some tens of megabytes in small
 * pieces: size bytes of address space are set aside for them, in large pages
 * where the kernel gives those to processes that ask
 * (Documentation/admin-guide/mm/transhuge.rst, "madvise"). What is not used
 * costs nothing. It cannot fail: the command is then only slower.
 */
void heap_expect(size_t size);

#endif
