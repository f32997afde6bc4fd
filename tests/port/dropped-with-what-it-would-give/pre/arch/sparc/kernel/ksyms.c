extern void divide(void);
EXPORT_SYMBOL(divide);

/* from main.c */
EXPORT_SYMBOL(command_line);
