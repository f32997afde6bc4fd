static void pe_take(struct pe *pe)
{
	struct table *tbl = pe->table;

	pe_set_bypass(pe, false);
	pe_unset_window(pe, 0);
	pe_table_free(tbl);
}
