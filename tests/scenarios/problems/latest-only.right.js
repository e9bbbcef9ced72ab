function latest(ask) {
  let newest = 0;
  return async (...parameters) => {
    const mine = ++newest;
    try {
      const value = await ask(...parameters);
      return mine === newest ? { stale: false, value } : { stale: true };
    } catch (error) {
      if (mine !== newest) return { stale: true };
      throw error;
    }
  };
}
