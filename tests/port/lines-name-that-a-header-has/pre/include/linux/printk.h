#define pr_err(fmt, ...) printk(KERN_ERR fmt, ##__VA_ARGS__)
