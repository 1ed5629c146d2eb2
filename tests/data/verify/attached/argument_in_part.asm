// SPDX-License-Identifier: Apache-2.0
// Part of an argument from its first byte is read, as compilers do of an int; nothing behind it is.
// contract: linux/tp_btf
// expect: reject
// code: A507
// line: 8
  r0 = *(u32 *)(r1 + 16)
  r0 = *(u32 *)(r1 + 20)  // refused here
  exit
