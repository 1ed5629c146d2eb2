#define HALF(x) ((x) / missing)

int first(void) {
  return 1
}

int second(void) { return HALF(2); }
