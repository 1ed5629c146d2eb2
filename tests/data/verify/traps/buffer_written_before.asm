// SPDX-License-Identifier: Apache-2.0
// A buffer that the sensor clears first is good
// contract: windows/process
// expect: accept
  *(u64 *)(r10 - 8) = 0
  r2 = r10
  r2 += -8
  r3 = 8
  call 65536
  r1 = *(u64 *)(r10 - 8)
  r0 = 0
  exit
