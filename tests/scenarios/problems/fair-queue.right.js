class FairQueue {
  waiting = new Map();

  put(department, job) {
    const jobs = this.waiting.get(department);
    if (jobs) jobs.push(job);
    else this.waiting.set(department, [job]);
  }

  take() {
    for (const [department, jobs] of this.waiting) {
      this.waiting.delete(department);
      const job = jobs.shift();
      if (jobs.length > 0) this.waiting.set(department, jobs);
      return job;
    }
    return null;
  }
}
