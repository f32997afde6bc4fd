static long pe_take(struct pe *pe, struct device *dev)
{
	struct table *tbl = pe->table;

	if (!tbl)
		return 0;

	pe_set_bypass(pe, false);
	pe_unset_window(pe, 0);
	if (pe->bus)
		pe_setup_bus(pe, pe->bus);
	else if (pe->dev)
		pe_setup_dev(pe, NULL);
	table_put(tbl);

	return 0;
}
