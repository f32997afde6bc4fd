#include <linux/bridge.h>

static void pe_setup_bus(struct pe *pe,
			 struct bus *bus)
{
	struct device *dev;

	list_for_each_entry(dev, &bus->devices, bus_list) {
		set_table_base(dev, pe->group.tables[0]);
		set_dma_offset(dev, pe->bypass_base);
		group_add_device(dev);

		if ((pe->flags & PE_BUS_ALL) && dev->subordinate)
			pe_setup_bus(pe, dev->subordinate);
	}
}

static void pe_setup_first(struct phb *phb, struct pe *pe)
{
	struct table *tbl = table_new(phb, pe);

	pe_link(pe, tbl);
	if (pe->flags & PE_DEV)
		group_add_device(pe->dev);
	else if (pe->flags & (PE_BUS | PE_BUS_ALL))
		pe_setup_bus(pe, pe->bus);
}

static void pe_take_ownership(struct group *group)
{
	struct pe *pe = container_of(group, struct pe, group);
	/* unset_window() takes it away */
	struct table *tbl = pe->group.tables[0];

	pe_set_bypass(pe, false);
	pe_unset_window(&pe->group, 0);
	table_free(tbl);
}

static void pe_release_ownership(struct group *group)
{
	struct pe *pe = container_of(group, struct pe, group);

	pe_setup_default(pe);
}

static struct group_ops pe_ops = {
	.take_ownership = pe_take_ownership,
	.release_ownership = pe_release_ownership,
};
