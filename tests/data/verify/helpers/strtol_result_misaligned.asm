// SPDX-License-Identifier: Apache-2.0
// MEM_ALIGNED of the result (bpf_strtol_proto)
// contract: linux/kprobe
// expect: reject
// code: A508
// line: 16
  *(u64 *)(r10 - 16) = 49
  *(u64 *)(r10 - 24) = 0
  *(u64 *)(r10 - 32) = 0
  r1 = r10
  r1 += -16
  r2 = 8
  r3 = 0
  r4 = r10
  r4 += -28
  call 105  // refused here
  r0 = 0
  exit
