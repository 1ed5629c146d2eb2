// SPDX-License-Identifier: Apache-2.0
// Values of 16 bytes are at multiples of 8
// contract: windows/bind
// map: m array 4 16 16
// expect: accept
  r1 = 5
  *(u32 *)(r10 - 4) = r1
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r1 = 1
  lock *(u64 *)(r0 + 0) += r1
out:
  r0 = 0
  exit
