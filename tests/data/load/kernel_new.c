// SPDX-License-Identifier: Apache-2.0
// The same for a later kernel: more members, one type and one enumerator more, other numbers.
struct task {
  long flags[4];
  int pid;
  char comm[32];
  int only_in_newer_kernels;
};
struct only_in_newer_kernels {
  int number;
};
enum event_kind { EVENT_OPEN = 100, EVENT_CLOSE = 200, EVENT_RENAME = 300 };
struct event_record {
  unsigned long header;
  unsigned long length;
};

struct task *task;
struct only_in_newer_kernels *only_in_newer_kernels;
enum event_kind event_kind;
struct event_record *event_record;

__attribute__((section("license"))) char _license[] = "GPL";
__attribute__((section("xdp"))) int types(void *context) { return 2; }
