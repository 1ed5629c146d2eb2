// Enumerators of 63 bits and more are numbers like others.
#include "hook.h"

enum unsigned_ones { SIXTY_THREE = 0x8000000000000000ULL, ALL = 18446744073709551615ULL };
enum signed_ones { LEAST = -9223372036854775807LL - 1, MOST = 9223372036854775807LL };

static const enum unsigned_ones table[2] = {SIXTY_THREE, ALL};

SEC("xdp") int hook(struct xdp_md *ctx) {
  if (ALL == 5 || (enum signed_ones)ctx->data == LEAST) return 1;
  return table[ctx->data & 1] == ALL ? 2 : 1;
}
