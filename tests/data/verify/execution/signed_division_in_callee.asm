// SPDX-License-Identifier: Apache-2.0
// Of a helper that the caller calls after the function that divides.
// contract: windows/sock_addr_connect
// expect: reject
// code: A205
// line: 13
  r1 = *(u64 *)(r1 + 56)
  call divide
  call 19
  r0 = 1
  exit
divide:
  r1 s%= r1  // refused here
  r0 = r1
  exit
