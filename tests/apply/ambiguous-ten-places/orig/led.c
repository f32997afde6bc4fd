#include "led.h"

/* one */
#define LED_A 1
#define LED_B 2

static int led_0(struct led *led)
{
	int ret;

	mutex_lock(&led->lock);
	ret = led_write(led, 1);
	mutex_unlock(&led->lock);
	return ret;
}

static int led_1(struct led *led)
{
	int ret;

	mutex_lock(&led->lock);
	ret = led_write(led, 1);
	mutex_unlock(&led->lock);
	return ret;
}

static int led_2(struct led *led)
{
	int ret;

	mutex_lock(&led->lock);
	ret = led_write(led, 1);
	mutex_unlock(&led->lock);
	return ret;
}

static int led_3(struct led *led)
{
	int ret;

	mutex_lock(&led->lock);
	ret = led_write(led, 1);
	mutex_unlock(&led->lock);
	return ret;
}

static int led_4(struct led *led)
{
	int ret;

	mutex_lock(&led->lock);
	ret = led_write(led, 1);
	mutex_unlock(&led->lock);
	return ret;
}

static int led_5(struct led *led)
{
	int ret;

	mutex_lock(&led->lock);
	ret = led_write(led, 1);
	mutex_unlock(&led->lock);
	return ret;
}

static int led_6(struct led *led)
{
	int ret;

	mutex_lock(&led->lock);
	ret = led_write(led, 1);
	mutex_unlock(&led->lock);
	return ret;
}

static int led_7(struct led *led)
{
	int ret;

	mutex_lock(&led->lock);
	ret = led_write(led, 1);
	mutex_unlock(&led->lock);
	return ret;
}

static int led_8(struct led *led)
{
	int ret;

	mutex_lock(&led->lock);
	ret = led_write(led, 1);
	mutex_unlock(&led->lock);
	return ret;
}

static int led_9(struct led *led)
{
	int ret;

	mutex_lock(&led->lock);
	ret = led_write(led, 1);
	mutex_unlock(&led->lock);
	return ret;
}

