// Does not take off the old size when a key is put again.
class ByteCache {
  constructor(limit) {
    this.limit = limit;
    this.sizes = new Map();
    this.held = 0;
  }

  put(key, size) {
    if (size > this.limit) return;
    this.sizes.delete(key);
    this.sizes.set(key, size);
    this.held += size;
    for (const [oldest, bytes] of this.sizes) {
      if (this.held <= this.limit) break;
      this.sizes.delete(oldest);
      this.held -= bytes;
    }
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
