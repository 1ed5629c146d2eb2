// SPDX-License-Identifier: Apache-2.0
// uBPF's compiler loses the context of later helpers where a signed divisor of 64 bits is -1.
// contract: windows/sock_addr_connect
// expect: reject
// code: A205
// line: 9
  r2 = *(u64 *)(r1 + 56)
  r3 = 7
  r3 s/= r2  // refused here
  call 19
  r0 = 1
  exit
