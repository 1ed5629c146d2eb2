// SPDX-License-Identifier: Apache-2.0
// The last byte of a field, by a store that goes past it
// contract: linux/xdp
// map: values array 4 48 4
// field: values bpf_list_head 4
// expect: reject
// code: A514
// line: 16
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r1 = 0
  *(u64 *)(r0 + 16) = r1  // refused here
out:
  r0 = 2
  exit
