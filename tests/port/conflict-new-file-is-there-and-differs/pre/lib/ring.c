int other;
int more;
