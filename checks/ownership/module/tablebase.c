// SPDX-License-Identifier: GPL-2.0-only
/*
 * Shows, when asked, which IOMMU table each PCI device uses for DMA and which
 * one its group has now. It judges nothing: the check that reads it does.
 *
 * A module parameter with a getter of its own is the whole interface, because
 * that is the one read-only file whose kernel API is the same from 4.4 on.
 */
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/pci.h>
#include <asm/iommu.h>

/* Writes a line a device: "0000:01:00.0 group=0 base=<hex> table=<hex>". */
static int devices_get(char *buffer, const struct kernel_param *kp)
{
	struct pci_dev *pdev = NULL;
	int len = 0;

	for_each_pci_dev(pdev) {
		struct iommu_group *group = iommu_group_get(&pdev->dev);
		struct iommu_table_group *tables;

		if (!group)
			continue;
		tables = iommu_group_get_iommudata(group);
		len += scnprintf(
			buffer + len, PAGE_SIZE - len,
			"%s group=%d base=%lx table=%lx\n", pci_name(pdev),
			iommu_group_id(group),
			(unsigned long)get_iommu_table_base(&pdev->dev),
			tables ? (unsigned long)tables->tables[0] : 0);
		iommu_group_put(group);
	}
	return len;
}

static const struct kernel_param_ops devices_ops = {
	.get = devices_get,
};

module_param_cb(devices, &devices_ops, NULL, 0400);
MODULE_PARM_DESC(devices, "PCI devices, their IOMMU table base and their group's table");

MODULE_DESCRIPTION("IOMMU table bases of PCI devices");
MODULE_LICENSE("GPL");
