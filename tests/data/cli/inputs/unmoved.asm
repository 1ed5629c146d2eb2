// contract: linux/xdp
  r1 = *(u32 *)(r1 + 12)
again:
  if r1 == 0 goto again
  r0 = 2
  exit
