// SPDX-License-Identifier: Apache-2.0
// From null, 8 bytes before the end is near 2^64, beyond the begin
// contract: windows/process
// expect: reject
// code: A505
// line: 12
  r2 = *(u64 *)(r1 + 0)
  r3 = *(u64 *)(r1 + 8)
  r0 = 0
  r3 += -8
  if r3 < r2 goto out
  r0 = *(u8 *)(r3 + 0) // refused here
out:
  exit
