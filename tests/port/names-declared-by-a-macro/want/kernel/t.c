static DEFINE_PER_CPU(struct hrtimer, ticker);

static void one(void)
{
	first();
}

static void setup(unsigned int cpu)
{
	struct hrtimer *t = this_cpu_ptr(&ticker);

	begin();
	go(t);
}
