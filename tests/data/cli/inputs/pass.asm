// contract: windows/xdp
  r0 = 1
  exit
