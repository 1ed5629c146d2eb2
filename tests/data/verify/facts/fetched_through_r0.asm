// SPDX-License-Identifier: Apache-2.0
// An addition that fetches works through any register on Linux.
// contract: linux/xdp
// map: m array 4 8 1
// expect: accept
  r0 = map_value[0] + 0
  r1 = 1
  r1 = atomic_fetch_add((u64 *)(r0 + 0), r1)
  r0 = 2
  exit
