// What could make the assembler read a file, in code that is compiled and in code that is not.
// expect: A257 at 12:1
// expect: A257 at 13:1
// expect: A257 at 15:40
// expect: A257 at 16:41
// expect: A257 at 19:3
// expect: A257 at 20:3
// expect: A257 at 24:3
// expect: A257 at 27:44
// warn: A257 at 33:3
#include "hook.h"
asm(".section foo,\"a\"\n.incbin \"/etc/passwd\"\n");
asm("nothing: .INCLUDE \"/etc/passwd\"");

extern const unsigned char named[] asm("/etc/passwd");
extern const unsigned char dotted[] asm(".incbin");

static void cleaner(int *value) {
  asm(".macro take what\n .inc\\what \"/etc/passwd\"\n.endm");
  asm("/* */ .%c0 %c1" ::"i"(named), "i"(dotted));
}

static int listed(void) {
  asm("%c0 \"/etc/passwd\"" ::"i"(dotted));
  return 1;
}
static inline int unused(void) { return ({ asm(".irp x,bin\n.inc\\x \"/etc/passwd\"\n.endr"); 1; }); }
int (*const table[])(void) = {listed};

SEC("xdp") int hook(struct xdp_md *ctx) {
  int value __attribute__((cleanup(cleaner))) = 1;
  unsigned long long one = 1;
  asm volatile("%0 += 1\n.Lhere: .8byte 0x00000000000000b7\n.long 0xb7; .long 0" : "+r"(one));
  return value + one;
}
