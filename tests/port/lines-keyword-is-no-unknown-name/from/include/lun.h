struct lun {
	u64 unpacked;
	u32 link_magic;
	bool read_only;
	u32 index;

	struct list_head list;
};
