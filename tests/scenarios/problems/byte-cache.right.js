class ByteCache {
  constructor(limit) {
    this.limit = limit;
    this.sizes = new Map();
    this.held = 0;
  }

  drop(key) {
    this.held -= this.sizes.get(key) ?? 0;
    this.sizes.delete(key);
  }

  put(key, size) {
    this.drop(key);
    if (size > this.limit) return;
    for (const oldest of this.sizes.keys()) {
      if (this.held + size <= this.limit) break;
      this.drop(oldest);
    }
    this.sizes.set(key, size);
    this.held += size;
  }

  get(key) {
    const size = this.sizes.get(key);
    if (size === undefined) return false;
    this.sizes.delete(key);
    this.sizes.set(key, size);
    return true;
  }

  bytes() { return this.held; }
}
