// A late failure of an old call is passed on.
function latest(ask) {
  let newest = 0;
  return async (...parameters) => {
    const mine = ++newest;
    const value = await ask(...parameters);
    return mine === newest ? { stale: false, value } : { stale: true };
  };
}
