// SPDX-License-Identifier: Apache-2.0
// 32 KiB are the most
// contract: linux/xdp
// map: big percpu_array 4 32768 1
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  r0 = 2
  exit
