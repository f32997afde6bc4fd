bool queue_over(struct queue *q, int n);
