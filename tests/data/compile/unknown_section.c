// The nearest section is shown.
// expect: A140 at 8:5
// fix: 7:5-7:22 "kprobe/do_exit"
#include "hook.h"

struct event { int number; };
SEC("kprobes/do_exit")
int hook(struct event *ctx) { return 0; }
