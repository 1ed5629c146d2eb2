// SPDX-License-Identifier: Apache-2.0
// Where the helper failed it wrote nothing, however large its result is without a sign.
// contract: windows/process
// expect: reject
// code: A402
// line: 13
  r2 = r10
  r2 += -64
  r3 = 64
  call 65536
  w0 = w0
  if r0 < 8 goto out
  r1 = *(u64 *)(r10 - 64)  // refused here
out:
  r0 = 0
  exit
