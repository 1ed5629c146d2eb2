// SPDX-License-Identifier: Apache-2.0
// No function passes more than twelve.
// contract: linux/fexit
// expect: reject
// code: A503
// line: 8
  r0 = *(u64 *)(r1 + 88)
  r0 = *(u64 *)(r1 + 96)  // refused here
  r0 = 0
  exit
