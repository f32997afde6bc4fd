struct table {
	int least;
};
