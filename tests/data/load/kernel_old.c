// SPDX-License-Identifier: Apache-2.0
// The types of a kernel, as far as the tests ask for them: without what came later.
struct task {
  int pid;
  char comm[16];
};
enum event_kind { EVENT_OPEN = 1, EVENT_CLOSE = 2 };
struct event_record {
  unsigned long header;
  unsigned int length;
};

struct task *task;
enum event_kind event_kind;
struct event_record *event_record;

__attribute__((section("license"))) char _license[] = "GPL";
__attribute__((section("xdp"))) int types(void *context) { return 2; }
