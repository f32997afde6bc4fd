struct queue {
	int head;
	int tail;
};

void queue_wake(struct queue *q);
int queue_pop(struct queue *q, int *item);
