// SPDX-License-Identifier: GPL-2.0-only
/* Takes an IOMMU group for user space as QEMU does, with memory mapped. */
#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/vfio.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#define MAP_SIZE \
	(1024 * 1024ul) /* a multiple of every IOMMU page size in use */

static int container = -1, group = -1;
static void *memory = MAP_FAILED;
static uint64_t iova;
static int version;	/* of the sPAPR TCE IOMMU */

/* Sets r to "what: why"; returns -1. */
static int refused(struct result *r, const char *what)
{
	return fail(r, FAIL, "%s: %s", what, strerror(errno));
}

static int open_group(const char *name, struct result *r)
{
	struct vfio_group_status status = { .argsz = sizeof(status) };
	char path[64];

	snprintf(path, sizeof(path), "/dev/vfio/%s", name);
	container = open("/dev/vfio/vfio", O_RDWR | O_CLOEXEC);
	if (container < 0)
		return refused(r, "/dev/vfio/vfio");
	group = open(path, O_RDWR | O_CLOEXEC);
	if (group < 0)
		return refused(r, path);
	if (ioctl(group, VFIO_GROUP_GET_STATUS, &status))
		return refused(r, "VFIO_GROUP_GET_STATUS");
	if (!(status.flags & VFIO_GROUP_FLAGS_VIABLE))
		return fail(r, FAIL, "group %s is not viable: a device of it still has a native driver",
			    name);
	if (ioctl(group, VFIO_GROUP_SET_CONTAINER, &container))
		return refused(r, "VFIO_GROUP_SET_CONTAINER");
	return 0;
}

static int set_iommu(struct result *r)
{
	int type = version == 1 ? VFIO_SPAPR_TCE_IOMMU :
				       VFIO_SPAPR_TCE_v2_IOMMU;
	struct vfio_iommu_spapr_tce_info info = { .argsz = sizeof(info) };

	if (ioctl(container, VFIO_SET_IOMMU, type)) {
		/* 4.9 says so of every group whose tables can be replaced. */
		if (version == 1 && errno == EPERM)
			return fail(r, SKIP, "this kernel gives the group to VFIO v2 only");
		return refused(r, "VFIO_SET_IOMMU");
	}
	if (ioctl(container, VFIO_IOMMU_SPAPR_TCE_GET_INFO, &info))
		return refused(r, "VFIO_IOMMU_SPAPR_TCE_GET_INFO");
	iova = info.dma32_window_start;
	return 0;
}

/* v2 pins memory once, when it is registered; v1 when it is mapped. */
static int register_memory(struct result *r)
{
	struct vfio_iommu_spapr_register_memory reg = {
		.argsz = sizeof(reg), .vaddr = (uintptr_t)memory,
		.size = MAP_SIZE,
	};

	if (version == 1)
		return ioctl(container, VFIO_IOMMU_ENABLE) ?
		       refused(r, "VFIO_IOMMU_ENABLE") : 0;
	if (ioctl(container, VFIO_IOMMU_SPAPR_REGISTER_MEMORY, &reg))
		return refused(r, "VFIO_IOMMU_SPAPR_REGISTER_MEMORY");
	return 0;
}

static int map_memory(struct result *r)
{
	struct vfio_iommu_type1_dma_map map = {
		.argsz = sizeof(map), .vaddr = (uintptr_t)memory,
		.flags = VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE,
		.iova = iova, .size = MAP_SIZE,
	};

	if (ioctl(container, VFIO_IOMMU_MAP_DMA, &map))
		return refused(r, "VFIO_IOMMU_MAP_DMA");
	return 0;
}

int vfio_own(const char *name, int v, struct result *r)
{
	version = v;
	memory = mmap(NULL, MAP_SIZE, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	if (memory == MAP_FAILED)
		return fail(r, ERROR, "no memory to map: %s", strerror(errno));
	if (open_group(name, r) || set_iommu(r) || register_memory(r))
		return -1;
	return map_memory(r);
}

int vfio_release(struct result *r)
{
	struct vfio_iommu_type1_dma_unmap unmap = {
		.argsz = sizeof(unmap), .iova = iova, .size = MAP_SIZE,
	};

	if (ioctl(container, VFIO_IOMMU_UNMAP_DMA, &unmap))
		return refused(r, "VFIO_IOMMU_UNMAP_DMA");
	if (version == 1 && ioctl(container, VFIO_IOMMU_DISABLE))
		return refused(r, "VFIO_IOMMU_DISABLE");
	/*
	 * Registered memory is left to the close: 4.4 reads old entries in the
	 * wrong byte order, so it never counts a mapping as gone and refuses
	 * to unregister. That is another fault than the one checked here.
	 */
	if (close(group))
		return refused(r, "close of the group");
	if (close(container))
		return refused(r, "close of the container");
	munmap(memory, MAP_SIZE);
	return 0;
}
