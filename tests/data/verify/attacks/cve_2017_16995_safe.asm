// SPDX-License-Identifier: Apache-2.0
// CVE-2017-16995: a 32-bit move of -1 is no 64-bit -1: a near miss that is safe
// contract: linux/xdp
// map: entries array 4 16 1
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  w6 = -1
  if w6 != -1 goto alive
  goto out
alive:
  r0 = *(u8 *)(r9 + 16)
out:
  r0 = 2
  exit
