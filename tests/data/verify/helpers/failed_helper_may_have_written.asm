// SPDX-License-Identifier: Apache-2.0
// A helper that failed may have written a part of its buffer: the number that was there is forgotten
// contract: linux/xdp
// map: waiting queue 0 8 4
// expect: reject
// code: A502
// line: 18
  *(u64 *)(r10 - 8) = 0
  r1 = map[0]
  r2 = r10
  r2 += -8
  call 88
  if r0 s>= 0 goto out
  r1 = *(u64 *)(r10 - 8)
  r2 = r10
  r2 += -16
  r2 += r1
  *(u8 *)(r2 + 0) = 1  // refused here
out:
  r0 = 2
  exit
