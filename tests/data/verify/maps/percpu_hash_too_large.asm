// SPDX-License-Identifier: Apache-2.0
// The same for hashes with a value for each CPU
// contract: linux/xdp
// map: big lru_percpu_hash 4 131088 1
// expect: reject
// code: A708
// line: 11
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]  // refused here
  call 1
  r0 = 2
  exit
