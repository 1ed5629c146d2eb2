// The nearest section is shown.
// expect: A201 at 7:5
#include "hook.h"

struct event { int number; };
SEC("kprobes/do_exit")
int hook(struct event *ctx) { return 0; }
