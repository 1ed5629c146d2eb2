// SPDX-License-Identifier: Apache-2.0
// A name that a terminal would act on: a bell, and a line of output that nobody wrote.
struct xdp_md;

__attribute__((section("xdp/\a\r\nerror: file.c: pwned\u202e"), used)) int named(
    struct xdp_md *ctx) {
  return *(volatile int *)ctx;
}
