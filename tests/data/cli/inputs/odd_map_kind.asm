// contract: linux/xdp
// map: counts nosuchkind 4 8 16
  r0 = 2
  exit
