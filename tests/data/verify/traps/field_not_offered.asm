// SPDX-License-Identifier: Apache-2.0
// A context field that this program type does not offer
// contract: linux/socket_filter
// expect: reject
// code: A507
// line: 7
  r0 = *(u32 *)(r1 + 72)  // refused here
  exit
