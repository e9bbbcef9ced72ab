// A row that only touches the lower edge is taken for visible.
class Rows {
  constructor(heights) { this.heights = [...heights]; }
  setHeight(index, height) { this.heights[index] = height; }
  at(top, height) {
    let first = null;
    let last = null;
    let y = 0;
    for (let k = 0; k < this.heights.length && y <= top + height; ++k) {
      if (y + this.heights[k] > top) {
        first ??= k;
        last = k;
      }
      y += this.heights[k];
    }
    return first === null ? null : [first, last];
  }
}
