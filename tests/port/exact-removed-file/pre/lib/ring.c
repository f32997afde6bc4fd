int ring;
