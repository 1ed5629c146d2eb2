// SPDX-License-Identifier: Apache-2.0
// Key and value of a hash fit one allocation of 4 MiB
// contract: linux/xdp
// map: big hash 4 4194252 1
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
