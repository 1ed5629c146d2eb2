// SPDX-License-Identifier: Apache-2.0
// And the ninth may not.
// contract: windows/process
// expect: reject
// code: A402
// line: 12
  r2 = r10
  r2 += -64
  r3 = 64
  call 65536
  if w0 s< 8 goto out
  r1 = *(u8 *)(r10 - 56)  // refused here
out:
  r0 = 0
  exit
