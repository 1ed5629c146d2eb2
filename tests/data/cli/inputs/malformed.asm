// contract: linux/xdp
  r0 := 2
  exit
