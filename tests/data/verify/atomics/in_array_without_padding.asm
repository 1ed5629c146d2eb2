// SPDX-License-Identifier: Apache-2.0
// eBPF for Windows puts the values of an array one behind the other, here 12 bytes apart
// contract: windows/bind
// map: m array 4 12 16
// expect: reject
// code: A508
// line: 16
  r1 = 5
  *(u32 *)(r10 - 4) = r1
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r1 = 1
  lock *(u64 *)(r0 + 0) += r1  // refused here
out:
  r0 = 0
  exit
