#include "led.h"

/* one */
#define LED_A 1
#define LED_B 2

SYSCALL_DEFINE1(led_on, int, x)
{
	int i;

	for (i = 0; i < 8; i++)
		led_write(controller->led[i], value);
	led_sync(controller);
	led_log(controller);
	led_done(controller);
	return 0;
}

SYSCALL_DEFINE1(led_off, int, x)
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

