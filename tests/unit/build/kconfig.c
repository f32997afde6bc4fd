// SPDX-License-Identifier: GPL-2.0-only
/* Fragments: merging, and what vanished from the .config. */
#include "unit.h"

#include "core/build/kconfig.h"

static int add(struct kconfig *k, const char *text, const char *path,
	       struct diag *why)
{
	return kconfig_add(k, span_of(text), path, why);
}

static void later_fragments_override(void **state)
{
	struct kconfig k = { 0 };
	struct buf out = { 0 };
	struct diag why;

	(void)state;
	assert_int_equal(add(&k, "# A kernel\n\nCONFIG_SMP=y\nCONFIG_NR=64\n"
			     "# CONFIG_XMON is not set\n", "all", &why), 0);
	assert_int_equal(add(&k, "# CONFIG_SMP is not set\r\nCONFIG_XMON=y\n"
			     "CONFIG_S=\"a b\"", "one", &why), 0);
	kconfig_write(&k, &out);
	assert_string_equal(out.at, "CONFIG_NR=64\nCONFIG_S=\"a b\"\n"
			    "# CONFIG_SMP is not set\nCONFIG_XMON=y\n");
	buf_release(&out);
	kconfig_release(&k);
}

static void fragments_in_another_order_are_written_the_same(void **state)
{
	static const char *const asked[] = {
		"CONFIG_VFIO=y\nCONFIG_PCI=y\n", "CONFIG_USER_NS=y\n",
		"CONFIG_PCI=y\n# optional\nCONFIG_A=m\n",
	};
	static const char *const path[] = { "one", "two", "three" };
	static const int order[][3] = { { 0, 1, 2 }, { 1, 2, 0 }, { 2, 0, 1 } };
	struct diag why;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct kconfig k = { 0 };
		struct buf out = { 0 };

		for (size_t j = 0; j < 3; j++)
			assert_int_equal(add(&k, asked[order[i][j]],
					     path[j], &why), 0);
		kconfig_write(&k, &out);
		assert_string_equal(out.at, "# optional\nCONFIG_A=m\n\n"
				    "CONFIG_PCI=y\nCONFIG_USER_NS=y\n"
				    "CONFIG_VFIO=y\n");
		buf_release(&out);
		kconfig_release(&k);
	}
}

static void a_vanished_symbol_is_named(void **state)
{
	struct kconfig k = { 0 };
	struct kconfig_lost *lost;
	struct diag why;

	(void)state;
	assert_int_equal(add(&k, "CONFIG_PCI=y\nCONFIG_VFIO=y\nCONFIG_NR=64\n"
			     "# CONFIG_A is not set\n# CONFIG_B is not set\n",
			     "all", &why), 0);
	assert_int_equal(kconfig_compare(&k, span_of(
		"CONFIG_PCI=y\nCONFIG_NR=128\nCONFIG_B=m\nCONFIG_VFIOX=y\n"),
		&lost), 3);
	assert_string_equal(lost[0].asked->name, "CONFIG_B");
	assert_true(span_equals(lost[0].got, span_of("m")));
	assert_string_equal(lost[1].asked->name, "CONFIG_NR");
	assert_true(span_equals(lost[1].got, span_of("128")));
	assert_string_equal(lost[2].asked->name, "CONFIG_VFIO");
	assert_int_equal(lost[2].asked->lineno, 2);
	assert_int_equal(lost[2].got.len, 0);
	free(lost);
	assert_int_equal(kconfig_compare(&k, span_of(
		"CONFIG_PCI=y\nCONFIG_VFIO=y\nCONFIG_NR=64\n"
		"# CONFIG_A is not set\n"), &lost), 0);
	free(lost);
	kconfig_release(&k);
}

static void an_optional_symbol_may_be_missing_but_not_differ(void **state)
{
	struct kconfig k = { 0 }, again = { 0 };
	struct kconfig_lost *lost;
	struct buf out = { 0 };
	struct diag why;

	(void)state;
	assert_int_equal(add(&k, "# optional: new in 4.10\nCONFIG_A=y\n# and\n"
			     "CONFIG_B=y\n\nCONFIG_C=y\n", "all", &why), 0);
	assert_int_equal(kconfig_compare(&k, span_of("CONFIG_C=y\n"), &lost),
			 0);
	free(lost);
	assert_int_equal(kconfig_compare(&k, span_of(
		"# CONFIG_A is not set\nCONFIG_B=m\n"), &lost), 3);
	free(lost);
	kconfig_write(&k, &out);
	assert_string_equal(out.at, "# optional\nCONFIG_A=y\n\n"
			    "# optional\nCONFIG_B=y\n\nCONFIG_C=y\n");
	assert_int_equal(add(&again, out.at, "again", &why), 0);
	assert_int_equal(add(&again, "CONFIG_B=y\n", "last", &why), 0);
	assert_true(again.symbol[0].optional);
	assert_false(again.symbol[1].optional || again.symbol[2].optional);
	buf_release(&out);
	kconfig_release(&again);
	kconfig_release(&k);
}

static int ask(struct kconfig *k, char *symbol, const char *path,
	       struct diag *why)
{
	return kconfig_ask(k, &symbol, 1, path, why);
}

static void checks_override_fragments_and_agree(void **state)
{
	char pci[] = "CONFIG_PCI=m", user[] = "USER_NS", all[] = "USER_NS=y",
	     none[] = "USER_NS=n", bad[] = "user ns";
	struct kconfig k = { 0 };
	struct buf out = { 0 };
	struct diag why = { 0 };

	(void)state;
	assert_int_equal(add(&k, "CONFIG_PCI=y\n# optional\nCONFIG_USER_NS=n\n",
			     "all", &why), 0);
	assert_int_equal(ask(&k, pci, "one", &why), 0);
	assert_int_equal(ask(&k, user, "one", &why), 0);
	assert_int_equal(ask(&k, user, "one", &why), 0);
	assert_int_equal(ask(&k, all, "two", &why), 0);
	kconfig_write(&k, &out);
	assert_string_equal(out.at, "CONFIG_PCI=m\nCONFIG_USER_NS=y\n");
	assert_int_equal(ask(&k, none, "three", &why), -1);
	assert_string_equal(why.path, "three");
	assert_string_equal(why.text, "asks for CONFIG_USER_NS=n, and two for y; both checks run in one kernel");
	assert_int_equal(ask(&k, bad, "three", &why), -1);
	assert_string_equal(why.text, "kconfig: wanted SYMBOL or SYMBOL=value, got 'user ns=y'");
	buf_release(&out);
	kconfig_release(&k);
}

static void a_line_that_asks_nothing_is_refused(void **state)
{
	static const char *const bad[] = {
		"CONFIG_PCI", "CONFIG_PCI=", "PCI=y", "CONFIG_=y",
		"CONFIG_P-CI=y", "CONFIG_A=y\nCONFIG_A=n\n", "\x01",
	};
	struct diag why = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct kconfig k = { 0 };

		assert_int_equal(add(&k, bad[i], "all", &why), -1);
		assert_string_equal(why.path, "all");
		assert_true(why.lineno >= 1);
		kconfig_release(&k);
	}
	{
		static const char nul[] = "CONFIG_A=x\0y";
		struct kconfig k = { 0 };

		assert_int_equal(kconfig_add(&k,
			(struct span){ nul, sizeof(nul) - 1 }, "all", &why), -1);
		kconfig_release(&k);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(later_fragments_override),
		cmocka_unit_test(
			fragments_in_another_order_are_written_the_same),
		cmocka_unit_test(a_vanished_symbol_is_named),
		cmocka_unit_test(
			an_optional_symbol_may_be_missing_but_not_differ),
		cmocka_unit_test(checks_override_fragments_and_agree),
		cmocka_unit_test(a_line_that_asks_nothing_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
