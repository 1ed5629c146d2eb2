// SPDX-License-Identifier: Apache-2.0
// A helper may not fill the bytes either
// contract: linux/xdp
// map: values array 4 48 4
// field: values bpf_wq 16
// expect: reject
// code: A514
// line: 17
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r1 = r0
  r2 = 32
  call 16  // refused here
out:
  r0 = 2
  exit
