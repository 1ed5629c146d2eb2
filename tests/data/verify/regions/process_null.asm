// SPDX-License-Identifier: Apache-2.0
// At each process's end the context is zeroed (ntos_ebpf_ext_process.c, the notify routine)
// contract: windows/process
// map: m array 4 8 1
// expect: reject
// code: A501
// line: 17
  r6 = r1
  r2 = *(u64 *)(r1 + 0)
  if r2 == 0 goto bad
  r0 = 0
  exit
bad:
  r3 = map_value[0] + 0
  r4 = *(u32 *)(r6 + 64)
  r3 += r4
  r0 = *(u64 *)(r3 + 0) // refused here
  exit
