// LLVM's names for the loads from a packet are no functions that somebody would have to define.
// flags: --contract linux/socket_filter
#define SEC(name) __attribute__((section(name), used))
struct __sk_buff {
  unsigned len;
};

unsigned long long load_byte(void *skb, unsigned long long offset) asm("llvm.bpf.load.byte");
unsigned long long load_half(void *skb, unsigned long long offset) asm("llvm.bpf.load.half");
unsigned long long load_word(void *skb, unsigned long long offset) asm("llvm.bpf.load.word");

SEC("socket") int loads(struct __sk_buff *skb) {
  if (load_half(skb, 12) != 0x0800) return 0;
  return load_byte(skb, 23) == 17 && load_word(skb, 26) == 0x7f000001 ? -1 : 0;
}
