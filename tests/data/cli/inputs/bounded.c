// Sixteen bytes of stack, and as many rounds as LIMIT says.
typedef unsigned long long u64;
struct xdp_md;

__attribute__((section("xdp"), used)) int bounded(struct xdp_md *ctx) {
  volatile unsigned char bytes[16] = {0};
  for (u64 i = 0; i < LIMIT; i++) {
    __asm__ volatile("" : "+r"(i));
    bytes[i] = 1;
  }
  return bytes[0] + 1;
}
