asm(".section foo,\"a\"\n.incbin \"/etc/passwd\"\n");
__attribute__((section("any"), used)) int pass(void *ctx) { return 2; }
