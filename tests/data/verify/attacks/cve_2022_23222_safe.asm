// SPDX-License-Identifier: Apache-2.0
// CVE-2022-23222: arithmetic on a pointer that may be null: a near miss that is safe
// contract: linux/xdp
// map: entries array 4 16 1
// expect: accept
  *(u32 *)(r10 - 4) = 1
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  r6 = r0
  if r0 != 0 goto out
  r6 <<= 4
  r2 = r10
  r2 += -16
  r2 += r6
  *(u8 *)(r2 + 0) = 0
out:
  r0 = 2
  exit
