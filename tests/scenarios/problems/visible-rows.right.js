class Rows {
  constructor(heights) {
    this.heights = [...heights];
    this.tree = new Array(heights.length + 1).fill(0);
    heights.forEach((height, k) => this.add(k, height));
  }

  add(index, difference) {
    for (let k = index + 1; k < this.tree.length; k += k & -k) this.tree[k] += difference;
  }

  setHeight(index, height) {
    this.add(index, height - this.heights[index]);
    this.heights[index] = height;
  }

  /** The number of rows whose heights add up to at most this. */
  rowsWithin(pixels) {
    let at = 0;
    let step = 1;
    while (step * 2 < this.tree.length) step *= 2;
    for (; step > 0; step >>= 1) {
      if (at + step < this.tree.length && this.tree[at + step] <= pixels) {
        at += step;
        pixels -= this.tree[at];
      }
    }
    return at;
  }

  at(top, height) {
    const first = this.rowsWithin(top);
    if (first >= this.heights.length || height <= 0) return null;
    // Heights are whole pixels: the row of the last pixel inside.
    return [first, Math.min(this.rowsWithin(top + height - 1), this.heights.length - 1)];
  }
}
