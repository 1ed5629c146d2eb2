// A cursor that some input does not move.
// contract: windows/bind
  r2 = *(u64 *)(r1 + 0)
  r3 = *(u64 *)(r1 + 8)
again:
  r4 = r2
  r4 += 1
  if r4 > r3 goto out
  r5 = *(u8 *)(r2 + 0)
  r2 += r5
  goto again
out:
  r0 = 1
  exit
