// SPDX-License-Identifier: Apache-2.0
// CVE-2022-23222: a pointer that may be null is moved and then tested: a near miss that is safe
// contract: linux/xdp
// map: entries array 4 16 1
// expect: accept
  *(u32 *)(r10 - 4) = 1
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r0 += 8
  r0 = *(u8 *)(r0 + 0)
out:
  r0 = 2
  exit
