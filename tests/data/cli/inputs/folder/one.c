__attribute__((section("xdp"), used)) int one(void *ctx) { return 2; }
