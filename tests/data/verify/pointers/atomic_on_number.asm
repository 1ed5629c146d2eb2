// SPDX-License-Identifier: Apache-2.0
// The same on a number is fine
// contract: windows/bind
// expect: accept
  *(u64 *)(r10 - 8) = 7
  r2 = 0
  r2 = atomic_fetch_or((u64 *)(r10 - 8), r2)
  r0 = 1
  exit
