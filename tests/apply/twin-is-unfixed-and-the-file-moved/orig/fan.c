/* moved */
#include "fan.h"

static void fan_wait(struct fan *fan)
{
	if (fan->fast) {
		fan_lock(fan);
		while (fan_busy(fan))
			cpu_relax();
		fan_unlock(fan);
		fan_note(fan);
		fan->fast_waits++;
	} else {
		fan_lock(fan);
		while (fan_busy(fan))
			fan_relax();
		fan_unlock(fan);
		fan_note(fan);
	}
}
