#include "led.h"

/* one */
#define LED_A 1
#define LED_B 2

static int led_off(struct led *led)
{
	int ret;

	mutex_lock(&led->lock);
	ret = led_write(led, 1);
	mutex_unlock(&led->lock);
	return ret;
}

#ifdef X
static int led_off(struct led *led)
{
	int ret;

	mutex_lock(&led->lock);
	ret = led_write(led, 1);
	mutex_unlock(&led->lock);
	return ret;
}

#endif
