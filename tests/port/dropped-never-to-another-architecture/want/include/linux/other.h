int other(int);
