__attribute__((section("any"), used)) int flags(void *ctx) { return ANSWER; }
