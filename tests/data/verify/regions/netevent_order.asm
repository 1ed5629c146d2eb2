// SPDX-License-Identifier: Apache-2.0
// Event data may begin beyond their end (netevent_ebpf_ext_event.c, context_create: 57 bytes of headers
// are skipped in 4 bytes of input)
// contract: windows/netevent
// map: m array 4 8 1
// expect: reject
// code: A501
// line: 15
  r2 = *(u64 *)(r1 + 0)
  r3 = *(u64 *)(r1 + 8)
  r4 = *(u64 *)(r1 + 16)
  r5 = r2
  r5 += 57
  if r5 > r3 goto out
  r0 = *(u8 *)(r2 + 56) // refused here
out:
  r0 = 0
  exit
