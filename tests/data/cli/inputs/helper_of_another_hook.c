static long (*const bpf_skb_pull_data)(void *skb, unsigned length) = (void *)39;

__attribute__((section("socket"), used)) int sensor(void *ctx) {
  return bpf_skb_pull_data(ctx, 4);
}
