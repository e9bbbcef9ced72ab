// What the benchmarks of the page share.

const sorted = (values) => [...values].sort((a, b) => a - b);
export const median = (values) => sorted(values)[values.length >> 1];
export const late = (values) => sorted(values)[Math.floor(values.length * 0.95)];

/** Megabytes of JavaScript objects that are still held. */
export async function heapOf(context, page) {
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  return metrics.find((metric) => metric.name === 'JSHeapUsedSize').value / 1e6;
}
