// SPDX-License-Identifier: GPL-2.0-only
/*
 * Does a PCI device keep its DMA when its IOMMU group goes to user space and
 * comes back? The NIC is used, handed to VFIO, taken back and used again; in
 * between the oracle module tells which table the devices would use.
 */
#include "check.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ORACLE "tablebase.ko"
#define ORACLE_FILE "/sys/module/tablebase/parameters/devices"
#define ROUNDS 3
#define DEVICES_MAX 16
#define NIC_WAIT_MS 2000	/* for the interface to appear after the bind */

/* A device of the NIC's IOMMU group and the driver that it began with. */
struct device {
	char name[32];
	char driver[32];	/* empty if none */
};

static struct device devices[DEVICES_MAX];
static int ndevices;
static char group[16];
static int vfio = 2;		/* version of the sPAPR TCE IOMMU: 1 or 2 */
static char nic[32];		/* the network card's PCI address */

/* Remembers the devices of the group and their drivers. */
static int list_group(struct result *r)
{
	char path[128];
	struct dirent *entry;
	DIR *dir;

	snprintf(path, sizeof(path), "/sys/kernel/iommu_groups/%s/devices", group);
	dir = opendir(path);
	if (!dir)
		return fail(r, ERROR, "%s: %s", path, strerror(errno));
	while ((entry = readdir(dir)) && ndevices < DEVICES_MAX) {
		struct device *d = &devices[ndevices];

		if (*entry->d_name == '.')
			continue;
		snprintf(d->name, sizeof(d->name), "%.31s", entry->d_name);
		snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/driver",
			 d->name);
		if (link_name(path, d->driver, sizeof(d->driver)))
			*d->driver = '\0';
		ndevices++;
	}
	closedir(dir);
	return ndevices ? 0 : fail(r, ERROR, "IOMMU group %s is empty", group);
}

static int setup(struct result *r)
{
	char path[128];

	if (access(ORACLE, R_OK))
		return fail(r, ERROR, "%s: %s", ORACLE, strerror(errno));
	if (nic_find(nic, sizeof(nic)))
		return fail(r, ERROR, "no network card on PCI");
	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/iommu_group", nic);
	if (link_name(path, group, sizeof(group)))
		return fail(r, FAIL, "%s: the card is in no IOMMU group: %s",
			    path, strerror(errno));
	return list_group(r);
}

/* The NIC carries traffic: 32-bit DMA both ways through the IOMMU. */
static void use_nic(struct result *r)
{
	static const size_t bytes[] = { 56, 512, 1400 };
	long end = now_ms() + NIC_WAIT_MS;
	char name[32];
	int i;

	while (nic_interface(nic, name, sizeof(name))) {
		if (now_ms() >= end) {
			fail(r, FAIL, "%s has no network interface", nic);
			return;
		}
		usleep(20000);
	}
	if (nic_up(name, r))
		return;
	for (i = 0; i < 3; i++)
		if (nic_echo(name, i + 1, bytes[i], r))
			return;
}

/* Takes a device from its driver and says which may take it next, if any. */
static int leave(const char *name, const char *next, struct result *r)
{
	char path[128];

	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/driver/unbind", name);
	if (file_write(path, name) && errno != ENOENT)
		return fail(r, FAIL, "%s: %s", path, strerror(errno));
	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/driver_override", name);
	if (file_write(path, next))
		return fail(r, FAIL, "%s: %s", path, strerror(errno));
	return 0;
}

static int bind(const char *name, const char *driver, struct result *r)
{
	char path[128];

	snprintf(path, sizeof(path), "/sys/bus/pci/drivers/%s/bind", driver);
	if (file_write(path, name))
		return fail(r, FAIL, "%s to %s: %s", name, path, strerror(errno));
	return 0;
}

static void unbind(struct result *r)
{
	int i;

	for (i = 0; i < ndevices; i++)
		if (leave(devices[i].name, "vfio-pci", r))
			return;
}

static void own(struct result *r)
{
	int i;

	for (i = 0; i < ndevices; i++)
		if (bind(devices[i].name, "vfio-pci", r))
			return;
	vfio_own(group, vfio, r);
}

static void release(struct result *r)
{
	vfio_release(r);
}

/*
 * Reads the oracle; true for each device of the group either "no table base"
 * or "the group's table, and there is one".
 */
static void compare_bases(bool owned, struct result *r)
{
	char text[4096], *line, *rest = text;
	int found = 0;

	if (module_load(ORACLE)) {
		fail(r, ERROR, "%s: %s", ORACLE, strerror(errno));
		return;
	}
	if (file_read(ORACLE_FILE, text, sizeof(text))) {
		fail(r, ERROR, "%s: %s", ORACLE_FILE, strerror(errno));
		return;
	}
	while ((line = strsep(&rest, "\n"))) {
		char name[32], id[16];
		unsigned long base, table;

		if (sscanf(line, "%31s group=%15s base=%lx table=%lx",
			   name, id, &base, &table) != 4 || strcmp(id, group))
			continue;
		found++;
		if (owned ? !base : base && base == table)
			continue;
		fail(r, FAIL, "%s: table base is %lx, wanted %s%lx", name, base,
		     owned ? "none, the group has " : "the group's ", table);
		return;
	}
	if (found != ndevices)
		fail(r, ERROR, "%s shows %d devices of group %s, wanted %d",
		     ORACLE_FILE, found, group, ndevices);
}

static void owned_base(struct result *r)
{
	compare_bases(true, r);
}

static void released_base(struct result *r)
{
	compare_bases(false, r);
}

static void rebind(struct result *r)
{
	int i;

	for (i = 0; i < ndevices; i++)
		if (leave(devices[i].name, "\n", r))
			return;
	for (i = 0; i < ndevices; i++)
		if (*devices[i].driver &&
		    bind(devices[i].name, devices[i].driver, r))
			return;
}

/* The limits leave room for an emulator on a machine that has other work. */
static const struct step steps[] = {
	{ "up", use_nic, 20, false, NULL },
	{ "unbind", unbind, 10, false, "up" },
	{ "own", own, 10, true, "unbind" },
	{ "owned-base", owned_base, 10, false, "own" },
	{ "release", release, 10, true, "own" },
	{ "released-base", released_base, 10, false, "release" },
	{ "rebind", rebind, 10, false, "release" },
	{ "again", use_nic, 20, false, "rebind" },
	{ NULL, NULL, 0, false, NULL },
};

static int usage(void)
{
	fprintf(stderr, "usage: check [--rounds=N] [--vfio=v1|v2]\n");
	return 129;
}

int main(int argc, char **argv)
{
	struct check check = { .steps = steps, .rounds = ROUNDS,
			       .setup = setup };
	int i;

	for (i = 1; i < argc; i++) {
		if (!strncmp(argv[i], "--rounds=", 9))
			check.rounds = atoi(argv[i] + 9);
		else if (!strcmp(argv[i], "--vfio=v1"))
			vfio = 1;
		else if (strcmp(argv[i], "--vfio=v2"))
			return usage();
	}
	return check.rounds > 0 ? check_run(&check) : usage();
}
