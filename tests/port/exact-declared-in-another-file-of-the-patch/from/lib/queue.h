struct queue {
	int head;
	int tail;
};

int queue_pop(struct queue *q, int *item);
