// contract: linux/xdp
  r1 = map[1]
  exit
