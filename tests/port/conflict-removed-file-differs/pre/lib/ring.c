int ring;
int more;
