// SPDX-License-Identifier: Apache-2.0
// A value that holds such a field is no argument for another map
// contract: linux/xdp
// map: values array 4 48 4
// field: values uptr 0
// expect: reject
// code: A514
// line: 21
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  *(u32 *)(r10 - 4) = 1
  r1 = map[0]
  r2 = r10
  r2 += -4
  r3 = r0
  r4 = 0
  call 2  // refused here
out:
  r0 = 2
  exit
