// SPDX-License-Identifier: Apache-2.0
// MEM_ALIGNED of the length (bpf_xdp_check_mtu_proto)
// contract: linux/xdp
// expect: reject
// code: A508
// line: 13
  *(u64 *)(r10 - 8) = 0
  r2 = 1
  r3 = r10
  r3 += -6
  r4 = 0
  r5 = 0
  call 163  // refused here
  r0 = 2
  exit
