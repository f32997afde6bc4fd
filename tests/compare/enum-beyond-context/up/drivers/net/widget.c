enum widget_kind {
	WIDGET_A,
	WIDGET_B,
	WIDGET_C,
	WIDGET_D,
	WIDGET_E,
	WIDGET_F,
};
