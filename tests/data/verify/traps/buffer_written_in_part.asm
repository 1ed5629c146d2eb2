// SPDX-License-Identifier: Apache-2.0
// Nor does a result that is not negative say that all of it was written
// contract: windows/process
// expect: reject
// code: A402
// line: 12
  r2 = r10
  r2 += -8
  r3 = 8
  call 65536
  if r0 s< 0 goto out
  r1 = *(u64 *)(r10 - 8)  // refused here
out:
  r0 = 0
  exit
