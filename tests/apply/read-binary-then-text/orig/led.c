#include "led.h"

int led_on(struct led *led)
{
	int ret;

	ret = led_write(led, 1);
	return ret;
}
