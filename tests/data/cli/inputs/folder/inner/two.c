__attribute__((section("xdp"), used)) int two(void *ctx) { return 2; }
