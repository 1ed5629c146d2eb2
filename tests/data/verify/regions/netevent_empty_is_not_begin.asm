// SPDX-License-Identifier: Apache-2.0
// Where it is not empty, it need not have a byte
// contract: windows/netevent
// expect: reject
// code: A501
// line: 10
  r2 = *(u64 *)(r1 + 8)
  r3 = *(u64 *)(r1 + 16)
  if r2 == r3 goto out
  r0 = *(u8 *)(r2 + 0) // refused here
out:
  r0 = 0
  exit
