// SPDX-License-Identifier: Apache-2.0
// A value from the stack is: the update leaves the field as it is
// contract: linux/xdp
// map: values array 4 48 4
// field: values uptr 0
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r1 = 0
  *(u64 *)(r10 - 56) = r1
  *(u64 *)(r10 - 48) = r1
  *(u64 *)(r10 - 40) = r1
  *(u64 *)(r10 - 32) = r1
  *(u64 *)(r10 - 24) = r1
  *(u64 *)(r10 - 16) = r1
  r1 = map[0]
  r2 = r10
  r2 += -4
  r3 = r10
  r3 += -56
  r4 = 0
  call 2
out:
  r0 = 2
  exit
