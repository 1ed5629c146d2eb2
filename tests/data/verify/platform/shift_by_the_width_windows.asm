// SPDX-License-Identifier: Apache-2.0
// eBPF for Windows gives it the result of RFC 9669
// contract: windows/xdp
// expect: accept
  r1 = 7
  r1 /= 0
  r0 = 1
  exit
