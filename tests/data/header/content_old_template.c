// Content written for a template of 21 inputs, where the hook supplies 20: its own declaration of the
// context says otherwise than the hook's header, and the hook's header counts.
// expect: A503 at 13:10
typedef unsigned long long u64;
#define SEC(name) __attribute__((section(name), used))

typedef struct detection_md {
  u64 inputs[22];
} detection_md_t;

SEC("detection") int content_old_template(detection_md_t *ctx) {
  if (ctx->inputs[19] != 7) return 0;
  return ctx->inputs[21] == 7;
}
