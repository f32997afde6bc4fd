// SPDX-License-Identifier: GPL-2.0-only
/*
 * What kernels print when something is wrong: from the sources of 4.4, 4.9,
 * 4.10 and 6.12, for x86, arm64, arm, powerpc, riscv, s390 and common code.
 *
 * Not here is what only informs: pr_warn("WARNING: ...") about a configuration,
 * a CPU's bugs or a command line; slow clocks and NMIs, which are the
 * emulator's; a memory cgroup that reaches its limit; damaged file systems.
 * What comes from WARN() or BUG() needs no row of its own.
 */
#include "core/console/complaint-table.h"

const char complaint_firsts[] = "KPr[OIUkgdisBAWMHCSnu.ph-blNcVE";

const struct complaint_row complaint_table[] = {
	{ PANIC, "Kernel panic - not syncing", "kernel/panic.c" },
	{ PANIC, "PANIC: ", "arch/x86/kernel/traps.c" },
	{ PANIC, "rust_kernel: panicked at", "rust/kernel/lib.rs" },

	/* What dies: "[#1]" stands in what every die() prints. */
	{ OOPS, "[#%]", "arch/x86/kernel/dumpstack.c" },
	{ OOPS, "Oops: ", "arch/powerpc/kernel/traps.c" },
	{ OOPS, "Internal error: ", "arch/arm64/kernel/traps.c" },
	{ OOPS, "Unable to handle kernel ", "arch/arm64/mm/fault.c" },
	{ OOPS, "kernel BUG at ", "lib/bug.c" },
	{ OOPS, "Kernel BUG at ", "lib/bug.c" },
	{ OOPS, "general protection fault: ", "arch/x86/kernel/traps.c" },
	{ OOPS, "general protection fault, ", "arch/x86/kernel/traps.c" },
	{ OOPS, "divide error: ", "arch/x86/kernel/traps.c" },
	{ OOPS, "invalid opcode: ", "arch/x86/kernel/traps.c" },
	{ OOPS, "stack segment: ", "arch/x86/kernel/traps.c" },
	{ OOPS, "kernel tried to execute * page", "arch/x86/mm/fault.c" },
	{ OOPS, "Kernel attempted to * user page",
	  "arch/powerpc/mm/fault.c" },
	{ OOPS, "Kernel stack overflow", "arch/powerpc/kernel/traps.c" },
	{ OOPS, "kernel stack overflow", "arch/x86/mm/fault.c" },
	{ OOPS, "Insufficient stack space to handle exception",
	  "arch/arm64/kernel/traps.c" },
	{ OOPS, "Bad mode in * handler detected",
	  "arch/arm64/kernel/traps.c" },
	{ OOPS, "Unhandled fault: ", "arch/arm64/mm/fault.c" },
	{ OOPS, "Alignment trap: not handling", "arch/arm/mm/alignment.c" },
	{ OOPS, "Bad kernel stack pointer", "arch/powerpc/kernel/traps.c" },
	{ OOPS, "Unrecoverable ", "arch/powerpc/kernel/traps.c" },
	{ OOPS, "Unexpected TM Bad Thing exception",
	  "arch/powerpc/kernel/traps.c" },
	{ OOPS, "WARNING: exception is not recoverable",
	  "arch/powerpc/kernel/process.c" },

	/* Machine checks */
	{ OOPS, "Machine check in kernel mode", "arch/powerpc/kernel/traps.c" },
	{ OOPS, "Machine check interrupt ", "arch/powerpc/kernel/mce.c" },
	{ OOPS, "MCE: CPU%: machine check (", "arch/powerpc/kernel/mce.c" },
	{ OOPS, "Hypervisor Maintenance interrupt [Not recovered",
	  "arch/powerpc/platforms/powernv/opal-hmi.c" },
	{ OOPS, "CPU %: Machine Check", "arch/x86/kernel/cpu/mce/core.c" },
	{ WARNING, "Machine check events logged",
	  "arch/x86/kernel/cpu/mce/core.c" },
	{ OOPS, "System stopped due to unrecoverable machine check",
	  "arch/s390/kernel/nmi.c" },

	/* Memory that is not as it must be */
	{ OOPS, "BUG: KASAN: ", "mm/kasan/report.c" },
	{ OOPS, "BUG: KFENCE: ", "mm/kfence/report.c" },
	{ OOPS, "BUG: KMSAN: ", "mm/kmsan/report.c" },
	{ OOPS, "BUG: KCSAN: ", "kernel/kcsan/report.c" },
	{ OOPS, "BUG: ", "kernel/sched/core.c" },	/* and many more */
	{ OOPS, "BUG * (*): ", "mm/slub.c" },
	{ OOPS, "INFO: Allocated in ", "mm/slub.c" },
	{ OOPS, "INFO: Freed in ", "mm/slub.c" },
	{ OOPS, "Slab corruption", "mm/slab.c" },
	{ OOPS, "slab error in ", "mm/slab.c" },
	{ WARNING, "Slab cache still has objects", "mm/slab_common.c" },
	{ OOPS, "Wrong slab cache. ", "mm/slub.c" },
	{ WARNING, "new suspected memory leaks", "mm/kmemleak.c" },
	{ WARNING, "unreferenced object 0x", "mm/kmemleak.c" },
	{ OOPS, ".c:%: bad p", "arch/x86/include/asm/pgtable_64.h" },
	{ WARNING, "Bad swap file entry ", "mm/swapfile.c" },
	{ WARNING, "Bad swap offset entry ", "mm/swapfile.c" },
	{ WARNING, "page allocation failure", "mm/page_alloc.c" },
	{ WARNING, "page allocation stalls for", "mm/page_alloc.c" },
	{ WARNING, "Out of memory*: Kill", "mm/oom_kill.c" },

	/* What stands still */
	{ OOPS, "soft lockup", "kernel/watchdog.c" },
	{ OOPS, "hard LOCKUP", "kernel/watchdog.c" },
	{ OOPS, "Hard LOCKUP", "arch/powerpc/kernel/watchdog.c" },
	{ OOPS, "INFO: rcu_", "kernel/rcu/tree_stall.h" },
	{ OOPS, "kthread starved for % jiffies", "kernel/rcu/tree_stall.h" },
	{ OOPS, "kthread timer wakeup didn't happen for",
	  "kernel/rcu/tree_stall.h" },
	{ OOPS, "non-responsive CSD lock", "kernel/smp.c" },
	{ WARNING, "INFO: task ", "kernel/hung_task.c" },
	{ WARNING, "unregister_netdevice: waiting for", "net/core/dev.c" },

	/* lockdep: "[ INFO: ... ]" and "[ BUG: ... ]", later "WARNING: ..." */
	{ WARNING, "possible circular locking dependency detected",
	  "kernel/locking/lockdep.c" },
	{ WARNING, "possible irq lock inversion dependency detected",
	  "kernel/locking/lockdep.c" },
	{ WARNING, "possible recursive locking detected",
	  "kernel/locking/lockdep.c" },
	{ WARNING, "inconsistent lock state", "kernel/locking/lockdep.c" },
	{ WARNING, "-safe -> *-unsafe lock order detected",
	  "kernel/locking/lockdep.c" },
	{ WARNING, "suspicious RCU usage", "kernel/locking/lockdep.c" },
	{ WARNING, "bad unlock balance detected", "kernel/locking/lockdep.c" },
	{ WARNING, "bad contention detected", "kernel/locking/lockdep.c" },
	{ WARNING, "held lock freed", "kernel/locking/lockdep.c" },
	{ WARNING, "lock held when returning to user space",
	  "kernel/locking/lockdep.c" },
	{ WARNING, "still has locks held", "kernel/locking/lockdep.c" },
	{ WARNING, "Nested lock was not taken", "kernel/locking/lockdep.c" },
	{ WARNING, "INFO: trying to register non-static key",
	  "kernel/locking/lockdep.c" },
	{ WARNING, "WARNING: lockdep init error", "kernel/locking/lockdep.c" },
	{ WARNING, "WARNING: chain_key collision", "kernel/locking/lockdep.c" },

	/* WARN() */
	{ WARNING, "WARNING: CPU: ", "kernel/panic.c" },
	{ WARNING, "WARNING: at *:%", "lib/bug.c" },
	{ WARNING, "WARNING: at *[verbose debug info", "lib/bug.c" },
	{ WARNING, "WARNING: * at *+0x", "kernel/panic.c" },	/* 6.19 */
	{ WARNING, "[ cut here ]-----", "kernel/panic.c" },
	{ WARNING, "UBSAN: ", "lib/ubsan.c" },
	{ WARNING, "WARNING: kmemcheck: ", "arch/x86/mm/kmemcheck/error.c" },
	{ WARNING, "WARNING: kernel stack ", "arch/x86/kernel/unwind_frame.c" },
	{ WARNING, "WARNING: stack recursion on stack type",
	  "arch/x86/kernel/dumpstack_64.c" },
	{ WARNING, "huh, entered ", "kernel/softirq.c" },
	{ WARNING, "cannot create duplicate filename", "fs/sysfs/dir.c" },
	{ WARNING, "kobject_add_internal failed for", "lib/kobject.c" },
	{ WARNING, "VFS: Busy inodes after unmount", "fs/super.c" },
	{ WARNING, "VFS: Close: file count is ", "fs/open.c" },

	/* Devices */
	{ WARNING, "irq %: nobody cared", "kernel/irq/spurious.c" },
	{ WARNING, "irq event %: bogus return value",
	  "kernel/irq/spurious.c" },
	{ WARNING, "EEH: Frozen ", "arch/powerpc/kernel/eeh_driver.c" },
	{ WARNING, "EEH: Fenced ",
	  "arch/powerpc/platforms/powernv/eeh-powernv.c" },
	{ WARNING, "EEH: dead ",
	  "arch/powerpc/platforms/powernv/eeh-powernv.c" },
	{ WARNING, "EEH: PHB#* failure detected", "arch/powerpc/kernel/eeh.c" },
	{ WARNING, "EEH: * has failed % times",
	  "arch/powerpc/kernel/eeh_driver.c" },
	{ WARNING, "EEH: Unable to recover",
	  "arch/powerpc/kernel/eeh_driver.c" },
	{ WARNING, "Event logged [IO_PAGE_FAULT",
	  "drivers/iommu/amd/iommu.c" },
	{ WARNING, "[DMA *] Request device [", "drivers/iommu/intel/dmar.c" },
	{ WARNING, "Unhandled context fault: ",
	  "drivers/iommu/arm/arm-smmu/arm-smmu.c" },
};

const size_t complaint_table_nr =
	sizeof(complaint_table) / sizeof(*complaint_table);
