// SPDX-License-Identifier: Apache-2.0
// memset gives the buffer's address back (_ebpf_core_memset): stored in a map, others read it.
// contract: windows/bind
// map: m array 4 8 1
// expect: reject
// code: A603
// line: 14
  r1 = r10
  r1 += -8
  r2 = 8
  r3 = 0
  call 24
  r1 = map_value[0] + 0
  *(u64 *)(r1 + 0) = r0  // refused here
  r0 = 0
  exit
