// SPDX-License-Identifier: Apache-2.0
// PREVAIL: a context load that straddles two pointer slots
// contract: linux/xdp
// expect: reject
// code: A507
// line: 9
// twin-of: context_load_straddles_safe.asm
// event: context_load_straddles.event.json
  r2 = *(u64 *)(r1 + 0)  // refused here
  r0 = 2
  exit
