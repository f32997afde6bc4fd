// SPDX-License-Identifier: GPL-2.0-only
/* Dates in the forms that git takes. */
#include "unit.h"

#include "core/mail/date.h"

static void dates_in_many_forms(void **state)
{
	static const struct {
		const char *text;
		long long when;
		int zone_min;
	} rows[] = {
		{ "Thu, 1 Jan 1970 00:00:00 +0000", 0, 0 },
		{ "Tue, 21 Feb 2017 13:41:31 +1100", 1487644891, 660 },
		{ "2015-03-04 05:06:07 +0530", 1425425767, 330 },
		{ "2016-02-29T23:59:59Z", 1456790399, 0 },
		{ "1420070400 +0100", 1420070400, 60 },
		{ "@1420070400", 1420070400, 0 },
		{ "@1 +0000", 1, 0 },
		{ "@0 -0130", 0, -90 },
		{ "Wed Mar 1 10:00:00 2017 +01:00", 1488358800, 60 },
		{ "4/5/2016 7:08 pm", 1459883280, 0 },
		{ "03 Apr 05 10:11:12 PDT", 1112548272, -420 },
		/* as git 2.39 takes them */
		{ "02/21/2017 13:40:20 +0000", 1487684420, 0 },
		{ "21/2/2017 13:40:20 +0000", 1487684420, 0 },
		{ "21.02.2017 13:40:20 +0000", 1487684420, 0 },
		{ "2017/02/21 13:40:20 +0000", 1487684420, 0 },
		{ "2017-02-21 13:40:20.5 +0000", 1487684420, 0 },
		{ "20170221T134020Z", 1487684420, 0 },
		{ "21 Feb 99 13:40:20 +0000", 919604420, 0 },
		{ "2/21/99 13:40:20 +0000", 919604420, 0 },
		{ "Tue, 21 Feb 2017 13:40:20 CET", 1487680820, 60 },
		{ "21 Feb 2017 1:40:20 pm +0000", 1487684420, 0 },
		{ "21 Feb 2017 13:40:20 +05", 1487666420, 300 },
		{ "21 Feb 2017 13:40:20 -07:30", 1487711420, -450 },
		{ "21 Feb 2017 13:40:20 +123", 1487684420, 0 },
	};
	long long when;
	int zone_min;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (!mail_date(rows[i].text, &when, &zone_min))
			fail_msg("'%s' is no date", rows[i].text);
		if (when != rows[i].when || zone_min != rows[i].zone_min)
			fail_msg("'%s' is %lld %d", rows[i].text, when, zone_min);
	}
	assert_false(mail_date("yesterday", &when, &zone_min));
	assert_false(mail_date("@1", &when, &zone_min));
	assert_false(mail_date("1 +0000", &when, &zone_min));
	assert_false(mail_date("@1 +01", &when, &zone_min));
	assert_false(mail_date("2016-02-03", &when, &zone_min));
	assert_false(mail_date("21 Feb 17 13:40:20 +0000", &when, &zone_min));
	assert_false(mail_date("32/13/2017 13:40:20 +0000", &when, &zone_min));
	assert_false(mail_date("", &when, &zone_min));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_in_many_forms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
