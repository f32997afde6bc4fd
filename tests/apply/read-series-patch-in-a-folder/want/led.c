#include "led.h"

int led_on(struct led *led)
{
	int ret;

	ret = led_write(led, 1);
	if (ret)
		led_reset(led);
	return ret;
}
