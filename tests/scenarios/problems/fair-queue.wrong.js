// First come, first served: whoever sends four hundred is served four hundred times.
class FairQueue {
  jobs = [];
  put(department, job) { this.jobs.push(job); }
  take() { return this.jobs.length > 0 ? this.jobs.shift() : null; }
}
