#include "led.h"

/* one */
#define LED_A 1
#define LED_B 2

static int led_controller_set_brightness_of_every_led(struct led_controller *controller, unsigned int value)
{
	int i;

	for (i = 0; i < 8; i++)
		led_write(controller->led[i], value);
	led_sync(controller);
	led_log(controller);
	led_done(controller);
	return 0;
}

static int led_controller_set_brightness_of_every_lamp(struct led_controller *controller, unsigned int value)
{
	int i;

	for (i = 0; i < 8; i++)
		led_write(controller->led[i], value);
	led_sync(controller);
	led_log(controller);
	led_done(controller);
	led_idle(controller);
	return 0;
}

