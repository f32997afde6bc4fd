#include "fan.h"

static int fan_count(void)
{
	return fans;
}

static void fan_send(struct fan *fan)
{
	if (fan->duplex) {
		if (fan->queue) {
			fan_wake(fan);
			fan_flush(fan);
			fan->queue = NULL;
			fan_put(fan);
		}
		fan->sent_duplex++;
	} else {
		if (fan->queue) {
			fan_wake(fan);
			fan_flush(fan);
			fan->queue = NULL;
			fan_put(fan);
		}
		fan->sent++;
	}
}
