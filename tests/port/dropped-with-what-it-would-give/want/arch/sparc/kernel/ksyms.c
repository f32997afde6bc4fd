extern void divide(void);
EXPORT_SYMBOL(divide);

/* from remainder.S */
EXPORT_SYMBOL(remainder);

/* from main.c */
EXPORT_SYMBOL(command_line);
