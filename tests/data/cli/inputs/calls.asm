// contract: linux/xdp
// map: counts array 4 8 16
  r6 = map[0]; r2 = 5
  call twice
  exit
twice:
  r0 = r2
  exit
