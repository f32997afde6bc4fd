#include <linux/bridge.h>
#include <linux/group.h>

static void pe_setup_bus(struct pe *pe, struct bus *bus)
{
	struct device *dev;

	list_for_each_entry(dev, &bus->devices, bus_list) {
		set_table_base(dev, pe->group.tables[0]);
		dev->archdata.dma_offset = pe->bypass_base;

		if ((pe->flags & PE_BUS_ALL) && dev->subordinate)
			pe_setup_bus(pe, dev->subordinate);
	}
}

static long pe_take_ownership(struct group *group, struct device *dev)
{
	struct pe *pe = container_of(group, struct pe, group);
	/* unset_window() takes it away */
	struct table *tbl = pe->group.tables[0];

	if (!tbl)
		return 0;

	pe_set_bypass(pe, false);
	pe_unset_window(&pe->group, 0);
	if (pe->bus)
		pe_setup_bus(pe, pe->bus);
	else if (pe->dev)
		set_table_base(pe->dev, NULL);
	table_put(tbl);

	return 0;
}

static void pe_release_ownership(struct group *group, struct device *dev)
{
	struct pe *pe = container_of(group, struct pe, group);

	/* See above */
	if (pe->group.tables[0])
		return;
	pe_setup_default(pe);
}

static struct group_ops pe_ops = {
	.take_ownership = pe_take_ownership,
	.release_ownership = pe_release_ownership,
};

void pe_setup(struct phb *phb, struct pe *pe)
{
	group_register(&pe->group, phb->number, pe->number);
	pe_setup_default(pe);
}
