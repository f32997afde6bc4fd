int scanlines(struct mode *mode)
{
	return mode->total;
}

/**
 * update_start() - start an update
 */
void update_start(struct crtc *crtc)
{
	max = vblank - 1;
	irq_disable();
}
