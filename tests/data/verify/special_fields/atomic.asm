// SPDX-License-Identifier: Apache-2.0
// An atomic operation on a field of the kernel's
// contract: linux/xdp
// map: values array 4 48 4
// field: values bpf_refcount 8
// expect: reject
// code: A514
// line: 16
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r1 = 1
  lock *(u32 *)(r0 + 8) += w1  // refused here
out:
  r0 = 2
  exit
