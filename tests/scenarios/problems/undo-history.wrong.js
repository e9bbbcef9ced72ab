// The drag stays open through an undo: what is drawn next melts into it.
class History {
  constructor(limit) {
    this.limit = limit;
    this.steps = [];
    this.at = 0;
    this.open = null;
  }

  record(gesture, before, after) {
    this.steps.length = this.at;
    const last = this.steps[this.at - 1];
    if (gesture !== null && gesture === this.open && last) {
      last.after = after;
      return;
    }
    this.steps.push({ before, after });
    if (this.steps.length > this.limit) this.steps.shift();
    this.at = this.steps.length;
    this.open = gesture;
  }

  undo() {
    return this.at === 0 ? null : this.steps[--this.at].before;
  }

  redo() {
    return this.at === this.steps.length ? null : this.steps[this.at++].after;
  }
}
