// Four feedback nodes in parallel, then one that reconciles their cards: the same requests to the
// same model as model_bench makes, so that the difference is what the orchestration costs.
//   model_bench --requests requests.json   prints the model's address and keeps it alive
//   node bench.mjs ADDRESS requests.json
import { readFileSync } from 'node:fs';
import { Annotation, END, START, StateGraph } from '@langchain/langgraph';

const [address, file] = process.argv.slice(2);
const bodies = JSON.parse(readFileSync(file, 'utf8'));

async function ask(body) {
  const answer = await fetch(`${address}/chat/completions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
  let text = '';
  for (const line of (await answer.text()).split('\n')) {
    if (!line.startsWith('data: ') || line === 'data: [DONE]') continue;
    text += JSON.parse(line.slice(6)).choices[0]?.delta?.content ?? '';
  }
  return JSON.parse(text);
}

const State = Annotation.Root({
  feedback: Annotation({ reducer: (all, more) => all.concat(more), default: () => [] }),
  verdict: Annotation(),
});
const graph = new StateGraph(State);
const seats = bodies.map((_, k) => `seat${k}`);
bodies.forEach((body, k) => {
  graph.addNode(seats[k], async () => ({ feedback: [await ask(body)] }));
  graph.addEdge(START, seats[k]);
});
graph.addNode('reconcile', ({ feedback }) => ({
  verdict: feedback.every((one) => one.cards.length > 2) ? 'hire' : 'no_hire',
}));
graph.addEdge(seats, 'reconcile');
graph.addEdge('reconcile', END);
const app = graph.compile();

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
async function timed(work) {
  const took = [];
  for (let k = 0; k < 17; k += 1) {
    const began = performance.now();
    await work();
    if (k > 1) took.push(performance.now() - began);
  }
  return median(took);
}

const whole = await timed(() => app.invoke({}));
const bare = await timed(() => Promise.all(bodies.map(ask)));
console.log(JSON.stringify({ graph_ms: whole, bare_ms: bare }));
