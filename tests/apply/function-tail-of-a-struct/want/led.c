#include "led.h"

/* one */
#define LED_A 1
#define LED_B 2

static const struct led_desc red = {
	.a = 1,
	.b = 2,
	.c = 3,
	.d = 4,
	.e = 5,
	.f = 6,
	.g = 7,
};

static const struct led_desc green = {
	.a = 1,
	.b = 2,
	.c = 3,
	.d = 4,
	.e = 9,
	.f = 6,
	.g = 7,
};

