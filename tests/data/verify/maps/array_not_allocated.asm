// SPDX-License-Identifier: Apache-2.0
// An array is always allocated (BPF_F_NO_PREALLOC)
// contract: linux/xdp
// map: a array 4 8 1 1
// expect: reject
// code: A708
// line: 8
  r1 = map[0]  // refused here
  r0 = 2
  exit
