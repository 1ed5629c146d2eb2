// SPDX-License-Identifier: Apache-2.0
// A size that may reach the field
// contract: linux/xdp
// map: values array 4 48 4
// field: values kptr_untrusted 40
// expect: reject
// code: A514
// line: 19
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r1 = r0
  r2 = *(u64 *)(r0 + 0)
  r2 &= 31
  r2 += 10
  call 16  // refused here
out:
  r0 = 2
  exit
