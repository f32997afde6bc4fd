// SPDX-License-Identifier: GPL-2.0-only
/* Which function a line lies in, and what an @@ tail names. */
#include "unit.h"

#include "core/source/function-at.h"
#include "core/source/function-name.h"

static const char file[] =
	"int on(struct led *led);\n"
	"\n"
	"static int on(struct led *led)\n"
	"{\n"
	"	if (led)\n"
	"		goto out;\n"
	"out:\n"
	"	return 0;\n"
	"}\n"
	"\n"
	"int off(struct led *led)\n"
	"{\n"
	"	return 1;\n"
	"}\n";

static size_t at(const char *words)
{
	return strstr(file, words) - file;
}

static void named(const char *line, const char *name)
{
	struct span s = func_name(span_of(line));

	if (!span_equals(s, span_of(name)))
		fail_msg("'%s' names '%.*s', not '%s'", line, (int)s.len, s.at,
			 name);
}

static void names_are_found_in_their_lines(void **state)
{
	(void)state;
	named("static int led_on(struct led *led)", "led_on");
	named("struct led *led_get (int nr)", "led_get");
	named("struct led {", "led");
	named("static const struct led_ops ops = {", "ops");
	named("static int table[] = {", "table");
	named("int led_count;", "led_count");
	named("SYSCALL_DEFINE3(open, const char *, name)", "open");
	named("EXPORT_SYMBOL_GPL(led_on);", "led_on");
	named("static __printf(1, 2) int say(const char *fmt)", "say");
	named("static void __init led_init(void)", "led_init");
	named("config LED_A", "LED_A");
	named("out:", "");
	named("static int __led_on(struct led *led)", "__led_on");
	named("__releases(&led->lock)", "");
	named("", "");
}

static void labels_open_nothing(void **state)
{
	(void)state;
	assert_true(func_is_line(span_of("int on(void)")));
	assert_false(func_is_line(span_of("out:")));
	assert_false(func_is_line(span_of("out: /* done */")));
	assert_false(func_is_line(span_of("	return 0;")));
	assert_false(func_is_line(span_of("}")));
	assert_false(func_is_line(span_of("#define X")));
	assert_false(func_is_line(span_of("")));
}

static void the_function_in_front_is_found(void **state)
{
	struct span f = span_of(file);

	(void)state;
	assert_true(span_equals(func_before(f, at("	return 0;")),
				span_of("static int on(struct led *led)")));
	assert_true(span_equals(func_before(f, at("static int on")),
				span_of("int on(struct led *led);")));
	assert_int_equal(func_before(f, 0).len, 0);
}

static void same_functions(void **state)
{
	struct span line = span_of("static int led_controller_set(struct led_controller *controller, int on)");

	(void)state;
	assert_true(func_same(line, line));
	assert_true(func_same(span_of("static int led_controller_set(struct led_co"), line));
	assert_true(func_same(span_of("int led_controller_set(void)"), line));
	assert_false(func_same(span_of("static int led_controller_get(struct led_co"), line));
	assert_false(func_same(span_of("static int led"), line));
	assert_false(func_same(span_of(""), line));
	assert_false(func_same(span_of("struct on {"), span_of("int on(void)")));
}

/* Each question about a text is asked without and with an index. */
static struct text text_of(const char *bytes, int indexed)
{
	struct text t;

	text_open(&t, span_of(bytes));
	t.spent = indexed ? SIZE_MAX : 0;
	assert_int_equal(text_indexed(&t), indexed);
	return t;
}

static void another_function_is_a_head_or_body_of_another_name(void **state)
{
	struct span on = span_of("static int on(struct led *led)");
	struct span off = span_of("int off(struct led *led)");

	(void)state;
	for (int indexed = 0; indexed < 2; indexed++) {
		struct text t = text_of(file, indexed);

		assert_true(func_outside(&t, at("	return 1;"), on));
		assert_true(func_outside(&t, at("	return 0;"), off));
		assert_false(func_outside(&t, at("	return 0;"), on));
		/* between functions: the one in front is no sign */
		assert_false(func_outside(&t, at("\nint off"), off));
		assert_true(func_outside(&t, at("	return 0;"), off));
		assert_true(func_outside(&t, at("	return 1;"),
					 span_of("int gone(void)")));
		assert_false(func_outside(&t, at("	return 1;"), span_of("out:")));
		assert_false(func_outside(&t, at("	return 1;"),
					  span_of("int on(struct led *led);")));
		text_release(&t);
	}
}

static void a_head_belongs_to_its_function(void **state)
{
	static const char text[] =
		"static void\nfirst(struct a *a)\n{\n	x();\n}\n\n"
		"static void\nsecond(struct a *a,\n       int b)\n{\n	x();\n"
		"again:	x = 1;\n	y();\n}\nEXPORT(second);\nint v;\n\nint w;\n";
	struct span first = span_of("first(struct a *a)");

	(void)state;
	for (int indexed = 0; indexed < 2; indexed++) {
		struct text t = text_of(text, indexed);

		assert_false(func_outside(&t, strstr(text, "{\n	x") - text, first));
		assert_true(func_outside(&t, strstr(text, "       int b") - text, first));
		assert_true(func_outside(&t, strstr(text, "{\n	x();\nag") - text, first));
		/* a label with a statement behind it is no function */
		assert_true(func_outside(&t, strstr(text, "	y();") - text, first));
		assert_false(func_outside(&t, strstr(text, "	y();") - text,
					  span_of("second(struct a *a,")));
		assert_false(func_outside(&t, strstr(text, "int v") - text, first));
		assert_false(func_outside(&t, strstr(text, "\nint w") - text, first));
		assert_true(func_encloses(&t, strstr(text, "	y();") - text));
		assert_false(func_encloses(&t, strstr(text, "int v") - text));
		text_release(&t);
	}
}

static void older_git_passed_over_heads_without_a_type(void **state)
{
	static const char text[] =
		"int munmap(long a)\n{\n}\nEXPORT_SYMBOL(munmap);\n\n"
		"SYSCALL_DEFINE2(remap, long, a, long, b)\n{\n	x();\n}\n";
	size_t place = strstr(text, "	x();") - text;

	(void)state;
	for (int indexed = 0; indexed < 2; indexed++) {
		struct text t = text_of(text, indexed);

		assert_true(func_outside(&t, place, span_of("int munmap(long a)")));
		assert_true(func_holds_for_old_git(&t, place, span_of("int munmap(long a)")));
		assert_false(func_holds_for_old_git(&t, place, span_of("int mmap(long a)")));
		text_release(&t);
	}
}

static bool alike(const char *a, const char *b)
{
	return func_alike(span_of(a), span_of(b)) &&
	       func_alike(span_of(b), span_of(a));
}

static void names_are_alike_by_whole_words_around(void **state)
{
	(void)state;
	assert_true(alike("int __newlink(int a)", "static int newlink(void)"));
	assert_true(alike("int get_link(int a)", "int proc_get_link(int a)"));
	assert_true(alike("int get_link(int a)", "int get_link_locked(int a)"));
	assert_false(alike("int take_owner(int a)", "int drop_owner(int a)"));
	assert_false(alike("int led_on(int a)", "int led_off(int a)"));
	assert_false(alike("int link(int a)", "int get_link(int a)"));
	assert_false(alike("int get_link(int a)", "int forget_link(int a)"));
	assert_false(alike("struct get_link {", "int get_link(int a)"));
}

static int likeness(const char *a, const char *b)
{
	return func_likeness(span_of(a), span_of(b));
}

static void likeness_counts_the_words_of_names(void **state)
{
	(void)state;
	assert_int_equal(likeness("int __f(int a)", "static int f(void)"), 1000);
	assert_int_equal(likeness("int vfs_tmpfile(int a)", "int do_tmpfile(int a)"), 499);
	assert_int_equal(likeness("int a(int a)", "int b(int a)"), 0);
	assert_true(likeness("int x_y_z(int a)", "int x_y(int a)") > 750);
}

static void a_head_may_have_several_lines(void **state)
{
	static const char head[] =
		"static int\non(struct led *led,\n   int how)\n__releases(led)\n{\n	x();\n}\n"
		"\nint off(void)\n{\n}\n";
	size_t place = strstr(head, "	x();") - head;

	(void)state;
	for (int indexed = 0; indexed < 2; indexed++) {
		struct text t = text_of(head, indexed);

		assert_true(func_holds(&t, place, span_of("on(struct led *led,")));
		assert_true(func_holds(&t, place, span_of("__releases(led)")));
		assert_false(func_holds(&t, place, span_of("int off(void)")));
		assert_false(func_outside(&t, place, span_of("on(struct led *led,")));
		assert_true(func_outside(&t, place, span_of("int off(void)")));
		text_release(&t);
	}
}

static void declarations_do_not_count_as_there(void **state)
{
	static const char decl[] = "int on(void);\nint off(void)\n{\n	x();\n}\n"
		"static const struct led_operations led_default_operations[] = {\n};\n";

	(void)state;
	for (int indexed = 0; indexed < 2; indexed++) {
		struct text t = text_of(decl, indexed);

		assert_false(func_is_in(&t, span_of("int on(void)")));
		assert_true(func_is_in(&t, span_of("int off(void)")));
		assert_true(func_is_in(&t, span_of("void off(int how)")));
		assert_true(func_is_in(&t, span_of("static const struct led_operations led_def")));
		assert_false(func_is_in(&t, span_of("static const struct led_operations led_oth")));
		text_release(&t);
	}
}

static void an_index_knows_the_function_above_each_line(void **state)
{
	struct text plain = text_of(file, 0), indexed = text_of(file, 1);

	(void)state;
	for (size_t i = sizeof(file) - 1; i < sizeof(file); i--)
		if (!i || file[i - 1] == '\n') {
			struct span a = func_above(&plain, i);
			struct span b = func_above(&indexed, i);

			assert_true(span_equals(a, b));
		}
	text_release(&plain);
	text_release(&indexed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found_in_their_lines),
		cmocka_unit_test(labels_open_nothing),
		cmocka_unit_test(the_function_in_front_is_found),
		cmocka_unit_test(same_functions),
		cmocka_unit_test(
			another_function_is_a_head_or_body_of_another_name),
		cmocka_unit_test(a_head_belongs_to_its_function),
		cmocka_unit_test(older_git_passed_over_heads_without_a_type),
		cmocka_unit_test(names_are_alike_by_whole_words_around),
		cmocka_unit_test(likeness_counts_the_words_of_names),
		cmocka_unit_test(a_head_may_have_several_lines),
		cmocka_unit_test(declarations_do_not_count_as_there),
		cmocka_unit_test(an_index_knows_the_function_above_each_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
