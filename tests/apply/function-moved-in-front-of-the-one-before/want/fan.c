#include "fan.h"

static int fan_count(void)
{
	return fans;
}

static int fan_down(struct fan *fan)
{
	int ret = fan_ask(fan);

	if (ret < 0)
		return ret;
	fan->running = 0;
	fan->state = FAN_DOWN;
	return fan_sleep(fan);
}

static int fan_up(struct fan *fan)
{
	int err = fan_begin(fan);

	if (err)
		return err;
	fan->running = 1;
	fan->state = FAN_UP;
	return fan_end(fan);
}

