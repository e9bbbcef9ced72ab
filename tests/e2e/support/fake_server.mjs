// A small server that speaks the contract with one made-up loop, to look at the page without the
// real one: node tests/e2e/support/fake_server.mjs PORT
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from './modules.mjs';

const dist = fileURLToPath(new URL('../../../web/dist', import.meta.url));
const kTypes = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

const seats = ['coding', 'design', 'behavioral', 'hiring_manager'];
const panel = {
  name: 'senior-backend',
  title: 'Senior backend engineer',
  ladder: ['junior', 'mid', 'senior', 'staff', 'principal'],
  target_level: 'senior',
  signals: seats.map((id) => ({ id, owner: [id], meaning: `what ${id} work shows of the level` })),
  seats: seats.map((id) => ({ id, title: '', kind: 'agent', signals: [id] })),
  rounds: seats.map((id) => ({ id, seat: id, minutes: 45, questions: [] })),
  questions: [],
  policy: { id: 'floor_ledger' },
};
const kAsks = [
  'Tell me about a piece of work of your own that changed how your team runs its service.',
  'What was it before, in numbers, and what did it come to?',
  'Which other way did you turn down, and why?',
];
const kAnswers = [
  'I owned the move of our billing jobs off the shared cron host. I decided against a rewrite because two teams depended on the output format, so I put a queue in front and kept the old writer behind it for a month.',
  'The nightly run went from four hours to fifty minutes, and late invoices fell from about 120 a week to 3.',
  'We looked at a hosted scheduler. We can add monitoring and retries, but nobody wanted another vendor, so I think the team decided not to.',
];

const loops = new Map();
const answered = new Map();

function add(loop, kind, data) {
  const log = loops.get(loop);
  const event = { loop, seq: log.length + 1, at_ms: Date.now(), kind, version: 1, data };
  log.push(event);
  for (const wire of wires.clients) {
    if (wire.attached?.has(loop)) notify(wire, event);
  }
  return event.seq;
}

function openRound(loop, k) {
  const round = seats[k];
  add(loop, 'RoundStarted', { round, seat: round, minutes: 45 });
  add(loop, 'RemarkMade', {
    round,
    turn: 0,
    move: 'opening',
    text: 'Hello, good to meet you. We have three quarters of an hour for what you have built.',
  });
  add(loop, 'QuestionAsked', { round, turn: 1, move: 'question', text: kAsks[0], question: 'q1' });
}

function roundOf(loop) {
  const started = loops.get(loop).filter((event) => event.kind === 'RoundStarted');
  const turns = loops.get(loop).filter((event) => event.data.round === started.at(-1).data.round);
  return { index: started.length - 1, turns: turns.length - 1 };
}

function say(loop, { key, text, kind = 'speech' }) {
  const { index, turns } = roundOf(loop);
  const round = seats[index];
  const seq = add(loop, 'AnswerGiven', { round, turn: turns, kind, text, partial: false, key });
  const ask = kAsks[(turns >> 1) % kAsks.length];
  add(loop, 'QuestionAsked', {
    round,
    turn: turns + 1,
    move: 'follow_up',
    text: ask,
    reason: 'no number yet for the result',
  });
  return seq;
}

function feedbackOf(seat, texts) {
  const weak = seat === 'behavioral';
  // The sample's answers hold these words; of any other answer the beginning is quoted.
  const quote = (turn, words) => {
    const text = texts[(turn - 2) / 2] ?? '';
    const found = text.includes(words) ? words : text.slice(0, 30);
    const begin = text.indexOf(found);
    return found ? { turn, span: [begin, begin + found.length], quote: found } : {};
  };
  const card = (id, polarity, form, turn, words, note) => ({
    id: seat[0] + id,
    signal: seat,
    form,
    polarity,
    severity: polarity === 'concern' ? 2 : 0,
    note,
    round: seat,
    ...quote(turn, words),
  });
  return {
    seat,
    rater: `agent:${seat}`,
    abstained: null,
    ratings: [
      {
        signal: seat,
        rating: weak ? 'lean_no_hire' : 'hire',
        estimate: weak ? 1.84 : 3.92,
        confidence: weak ? 'high' : 'medium',
        cards: [`${seat[0]}1`, `${seat[0]}2`, `${seat[0]}3`],
        level: weak ? 'mid' : 'senior',
        would_raise: weak ? 'a decision that was clearly the candidate’s own, with its cost' : '',
      },
    ],
    cards: [
      card(1, 'strength', 'reasoning', 2, 'because two teams depended on the output format', 'A reason tied to a decision.'),
      card(2, 'strength', 'level_signal', 4, 'from four hours to fifty minutes', 'A result with its baseline.'),
      card(3, 'concern', 'behavior', 6, 'I think the team decided not to', 'Who decided stays open.'),
    ],
    summary: 'Clear about what was built and what came of it. The last answer loses the decision among the team.',
    findings: [{ id: 'trap.we', kind: 'trap', text: 'The decision moves from I to we half way.' }],
  };
}

function verdictOf(outcome, level, target = 'senior') {
  return {
    format: 'halfstep/verdict',
    version: 1,
    outcome,
    level,
    target_level: target,
    interval: { low: { outcome: 'no_hire', level: null }, high: { outcome: 'hire', level: target } },
    policy: 'floor_ledger',
    parameters: '0',
    reasons:
      outcome === 'hire'
        ? [{ code: 'cleared', text: 'Every floor is cleared and the ledger stands above the bar.', cards: ['h2'] }]
        : [
            { code: 'floor', signal: 'behavioral', level: target, text: 'Behavioral stands below its floor for senior.', cards: ['b3'] },
            { code: 'relief', signal: 'behavioral', level, text: 'One level down the same evidence passes.', cards: ['b1', 'b2'] },
          ],
    contradictions: [
      { kind: 'ownership', signals: ['design', 'behavioral'], seats: [], resolution: 'The behavioral round owns it; its words are the ones that name who decided.', cards: ['d3', 'b3'] },
    ],
    attribution: { baseline: 'hire', shapley: { behavioral: '-3/2', design: '1/2', coding: '0' } },
    flips: outcome === 'hire' ? [] : [{ raise: { behavioral: 1 }, outcome: 'hire', level: 'senior' }],
    panels: {
      same_answers: { hire: 0.41, down_level: 0.5, no_hire: 0.09 },
      new_day: { hire: 0.36, down_level: 0.44, more_signal: 0.05, no_hire: 0.15 },
      p_target: 0.41,
    },
    probe: ['behavioral'],
  };
}

function decide(loop) {
  const texts = (seat) =>
    loops
      .get(loop)
      .filter((event) => event.kind === 'AnswerGiven' && event.data.round === seat)
      .map((event) => event.data.text);
  for (const seat of seats) {
    add(loop, 'FeedbackSealed', { seat, rater: `agent:${seat}`, sha256: 'c0ffee12'.repeat(8) });
  }
  add(loop, 'EnvelopesOpened', { feedback: seats.map((seat) => feedbackOf(seat, texts(seat))) });
  add(loop, 'DebriefStep', { step: 'contradiction', detail: { text: 'Design and behavioral disagree on who decided.', signals: ['design', 'behavioral'] } });
  add(loop, 'DebriefStep', { step: 'floors', detail: { text: 'One floor fails at senior.', signal: 'behavioral' } });
  add(loop, 'VerdictReached', { verdict: verdictOf('down_level', 'mid') });
}

function finishRound(loop) {
  const { index } = roundOf(loop);
  const seq = add(loop, 'RoundFinished', { round: seats[index], by: 'candidate', key: '' });
  if (index + 1 < seats.length) openRound(loop, index + 1);
  else decide(loop);
  return seq;
}

function start(params, answers = []) {
  const loop = `l${loops.size + 1}`;
  loops.set(loop, []);
  add(loop, 'LoopStarted', {
    panel,
    target_level: params.target_level ?? 'senior',
    candidate: params.candidate ?? '',
    seed: 1,
  });
  openRound(loop, 0);
  for (let k = 0; k < (answers.length ? seats.length : 0); ++k) {
    answers.forEach((text, j) => say(loop, { key: `${k}.${j}`, text }));
    finishRound(loop);
  }
  return { loop, tokens: { candidate: `c-${loop}`, coach: `k-${loop}`, observer: `o-${loop}` } };
}

const refused = (code, message) => ({ refused: { code, message, data: { id: 'x.1', hint: '' } } });
const methods = {
  'panel.list': () => [{ name: panel.name, title: panel.title, target_level: 'senior', detail: '' }],
  'panel.get': () => ({ name: panel.name, panel }),
  'loop.list': () =>
    [...loops].map(([loop, log]) => ({
      loop,
      panel: panel.name,
      candidate: log[0].data.candidate,
      target_level: 'senior',
      started_ms: log[0].at_ms,
      seq_last: log.length,
      role: 'coach',
    })),
  'owner.token': () => ({ token: 'owner' }),
  'loop.start': (params) => start(params),
  'loop.say': (params) => {
    if (!answered.has(params.key)) answered.set(params.key, say(params.loop, params));
    return { seq: answered.get(params.key) };
  },
  'loop.finish_round': (params) => ({ seq: finishRound(params.loop) }),
  'loop.finish': (params) => ({ seq: (decide(params.loop), loops.get(params.loop).length) }),
  'debrief.get': ({ loop }) => {
    const verdict = loops.get(loop).find((event) => event.kind === 'VerdictReached');
    return verdict ? { packet: {}, verdict: verdict.data.verdict } : refused(-32000, 'sealed');
  },
  'variation.create': ({ loop, changes, name = '', parent = '' }) => {
    const count = loops.get(loop).filter((event) => event.kind === 'VariationCreated').length;
    const variation = `v${count + 1}`;
    const verdict = verdictOf('hire', 'senior');
    add(loop, 'VariationCreated', { variation, parent, name, changes, verdict });
    return { variation, verdict };
  },
  'loop.progress': ({ loop }) => {
    const log = loops.get(loop).filter((e) => ['AnswerGiven', 'DebriefStep', 'VerdictReached'].includes(e.kind));
    return log.map((e, k) => ({ seq: e.seq, p_target: 0.5 + 0.28 * Math.sin(k / 1.7) - 0.01 * k }));
  },
};

function notify(wire, event) {
  wire.send(JSON.stringify({ jsonrpc: '2.0', method: 'loop.event', params: event }));
}

const server = createServer((request, response) => {
  const path = request.url === '/' ? '/index.html' : request.url.split('?')[0];
  const file = join(dist, path);
  if (path.includes('..') || !existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': kTypes[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
});
const wires = new WebSocketServer({ server, path: '/ws', handleProtocols: () => 'halfstep.v1' });
wires.on('connection', (wire) => {
  wire.attached = new Set();
  wire.on('message', (data) => {
    const { id, method, params } = JSON.parse(data);
    const answer = (body) => wire.send(JSON.stringify({ jsonrpc: '2.0', id, ...body }));
    if (method === 'loop.attach') {
      answer({ result: { loop: params.loop } });
      wire.attached.add(params.loop);
      loops.get(params.loop).slice(params.after_seq).forEach((event) => notify(wire, event));
      return;
    }
    const result = methods[method]?.(params) ?? refused(-32601, 'no such method');
    answer(result.refused ? { error: result.refused } : { result });
  });
});

start({ candidate: 'Sample' }, kAnswers);
const port = Number(process.argv[2] ?? 8797);
server.listen(port, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${port}`));
