// SPDX-License-Identifier: Apache-2.0
// Where the divisor is -1 the number is negated instead.
// contract: windows/sock_addr_connect
// expect: accept
  r2 = *(u64 *)(r1 + 56)
  r3 = 7
  if r2 == -1 goto negate
  r3 s/= r2
  goto done
negate:
  r3 = -r3
done:
  call 19
  r0 = 1
  exit
