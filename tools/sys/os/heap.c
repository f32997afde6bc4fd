// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where system calls and page faults are dear, the first touch of 60 MB by 4
 * KiB costs as much as the work.
 */
#include "sys/os/heap.h"

#include <limits.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define LARGE_PAGE	((uintptr_t)2 << 20)

#ifdef __GLIBC__
void heap_expect(size_t size)
{
	void *volatile first;
	uintptr_t from, to;

	/*
	 * One heap for all threads, which gives nothing back: what one blob
	 * leaves the next one takes.
	 */
	mallopt(M_ARENA_MAX, 1);
	mallopt(M_MMAP_THRESHOLD, 32 << 20);
	mallopt(M_TRIM_THRESHOLD, INT_MAX);
	mallopt(M_TOP_PAD, (int)size);
	/* more than is left of the heap: it grows, and by size */
	first = malloc(LARGE_PAGE);
	mallopt(M_TOP_PAD, 1 << 20);
	to = (uintptr_t)sbrk(0);
	from = ((uintptr_t)first + LARGE_PAGE - 1) & ~(LARGE_PAGE - 1);
	if (first && from < to)
		madvise((void *)from, to - from, MADV_HUGEPAGE);
	free(first);
}
#else
void heap_expect(size_t size)
{
	(void)size;
}
#endif
