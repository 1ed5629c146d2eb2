// SPDX-License-Identifier: Apache-2.0
// Where the result is at least eight, the first eight bytes may be read.
// contract: windows/process
// expect: accept
  r2 = r10
  r2 += -64
  r3 = 64
  call 65536
  if w0 s< 8 goto out
  r1 = *(u64 *)(r10 - 64)
out:
  r0 = 0
  exit
