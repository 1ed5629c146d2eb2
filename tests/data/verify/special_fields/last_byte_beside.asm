// SPDX-License-Identifier: Apache-2.0
// One byte further
// contract: linux/xdp
// map: values array 4 48 4
// field: values bpf_list_head 4
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r1 = 0
  *(u32 *)(r0 + 20) = r1
out:
  r0 = 2
  exit
