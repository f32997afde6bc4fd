struct count_acpi {
	struct device *adev;
	int flags;
};

static const char * const count_suffixes[] = { "counts", "count" };

#ifdef CONFIG_ACPI
static const char * const count_suffixes[] = { "counts", "count" };
void acpi_count_add(struct count_chip *chip);
void acpi_count_remove(struct count_chip *chip);
