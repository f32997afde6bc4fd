/* moved */
#include "led.h"

static int led_on(struct led *led)
{
	int ret;

	mutex_lock(&led->lock);
	ret = led_write(led, 1);
	mutex_unlock(&led->lock);
	if (ret)
		led_reset(led);
	return ret;
}

static int led_off(struct led *led)
{
	int ret;

	mutex_lock(&led->lock);
	ret = led_write(led, 1);
	mutex_unlock(&led->lock);
	return ret;
}

int led_probe(struct device *dev)
{
	struct led *led = led_new(dev);

	if (!led)
		return -ENOMEM;
	mutex_init(&led->lock);
	return led_register(led);
}
