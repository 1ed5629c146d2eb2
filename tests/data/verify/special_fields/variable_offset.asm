// SPDX-License-Identifier: Apache-2.0
// An index that may reach the field
// contract: linux/xdp
// map: values array 4 48 4
// field: values percpu_kptr 32
// expect: reject
// code: A514
// line: 19
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r1 = *(u64 *)(r0 + 0)
  r1 &= 32
  r0 += r1
  r1 = 0
  *(u64 *)(r0 + 0) = r1  // refused here
out:
  r0 = 2
  exit
