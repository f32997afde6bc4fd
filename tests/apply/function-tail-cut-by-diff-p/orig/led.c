#include "led.h"

/* one */
#define LED_A 1
#define LED_B 2

static int led_all_on(struct led_controller *controller, int x)
{
	int i;

	for (i = 0; i < 8; i++)
		led_write(controller->led[i], value);
	led_sync(controller);
	led_log(controller);
	led_done(controller);
	return 0;
}

static int led_all_off(struct led_controller *controller, int x)
{
	int i;

	for (i = 0; i < 8; i++)
		led_write(controller->led[i], value);
	led_sync(controller);
	led_log(controller);
	led_done(controller);
	return 0;
}

