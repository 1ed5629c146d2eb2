// A counter of 32 bits that may step over its bound.
// contract: windows/bind
  r2 = *(u32 *)(r1 + 44)
  r3 = 0
again:
  w3 += 2
  if r3 != r2 goto again
  r0 = 1
  exit
