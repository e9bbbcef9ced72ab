class Moments {
  count = 0;
  ignored = 0;
  mean = 0;
  squares = 0;

  get variance() { return this.count > 1 ? this.squares / (this.count - 1) : 0; }

  add(value) {
    if (!Number.isFinite(value)) {
      this.ignored += 1;
      return;
    }
    this.count += 1;
    const before = value - this.mean;
    this.mean += before / this.count;
    this.squares += before * (value - this.mean);
  }

  merged(other) {
    const both = new Moments();
    both.count = this.count + other.count;
    both.ignored = this.ignored + other.ignored;
    if (both.count > 0) {
      const apart = other.mean - this.mean;
      both.mean = this.mean + (apart * other.count) / both.count;
      both.squares = this.squares + other.squares +
        (apart * apart * this.count * other.count) / both.count;
    }
    return both;
  }
}
