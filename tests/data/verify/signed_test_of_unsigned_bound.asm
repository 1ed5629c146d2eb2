// SPDX-License-Identifier: Apache-2.0
// A signed test leaves negative indexes, which are large as offsets
// contract: linux/xdp
// map: table array 4 64 1
// expect: reject
// code: A501
// line: 20
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  r6 = r0
  if r6 == 0 goto out

  r1 = *(u64 *)(r6 + 0)
  if r1 s> 63 goto out

  r6 += r1
  r0 = *(u8 *)(r6 + 0)  // refused here
out:
  r0 = 2
  exit
