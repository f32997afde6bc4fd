#define MSG_ERROR(a, b) do { } while (0)
