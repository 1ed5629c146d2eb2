// SPDX-License-Identifier: Apache-2.0
// What a caller keeps below 256 bytes is the callee's in uBPF: here, the callee's store at r10-8.
// contract: windows/bind
// map: m array 4 8 1
// expect: reject
// code: A402
// line: 11
  r1 = 0
  *(u64 *)(r10 - 264) = r1
  call sub
  r1 = *(u64 *)(r10 - 264)  // refused here
  r2 = map_value[0] + 0
  r2 += r1
  r0 = *(u8 *)(r2 + 0)
  r0 &= 1
  exit
sub:
  r1 = 1000000
  *(u64 *)(r10 - 8) = r1
  r0 = 0
  exit
