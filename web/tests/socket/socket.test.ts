import { describe, expect, it } from 'vitest';
import { memoryShelf } from '../../src/keep/shelf';
import { Outbox } from '../../src/keep/outbox';
import { keepTokens, knownLoops, tokensOf } from '../../src/keep/tokens';
import { LostConnection, Socket, type Link, type Wire } from '../../src/socket';
import type { LoopEvent } from '../../src/wire/event';
import { kLoop, rawEventsOf } from '../loop/sample';

interface Sent {
  id: number;
  method: string;
  params: Record<string, unknown>;
}

class FakeWire implements Wire {
  sent: Sent[] = [];
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  send(text: string): void {
    this.sent.push(JSON.parse(text) as Sent);
  }
  close(): void {
    this.onclose?.();
  }
  receive(value: object): void {
    this.onmessage?.({ data: JSON.stringify({ jsonrpc: '2.0', ...value }) });
  }
  event(value: object): void {
    this.receive({ method: 'loop.event', params: value });
  }
}

function setup() {
  const wires: FakeWire[] = [];
  const waits: { ms: number; then: () => void }[] = [];
  const socket = new Socket({
    open: () => {
      wires.push(new FakeWire());
      return wires[wires.length - 1]!;
    },
    wait: (ms, then) => void waits.push({ ms, then }),
    random: () => 0.5,
  });
  return { socket, wires, waits, wire: () => wires[wires.length - 1]! };
}

const log = rawEventsOf(...kLoop);

describe('the socket', () => {
  it('hands on each event once and drops what it has seen', () => {
    const { socket, wire } = setup();
    const seen: number[] = [];
    wire().onopen?.();
    socket.attach('l1', 't', 0, (event: LoopEvent) => seen.push(event.seq), () => undefined);
    for (const seq of [1, 2, 2, 1, 3]) wire().event(log[seq - 1]!);
    expect(seen).toEqual([1, 2, 3]);
  });

  it('hands on what an interviewer is saying to those who follow that loop', () => {
    const { socket, wire } = setup();
    const heard: string[] = [];
    wire().onopen?.();
    const ignore = () => undefined;
    socket.attach('l1', 't', 0, ignore, ignore, (words) => heard.push(words.text));
    socket.attach('l2', 't', 0, ignore, ignore, (words) => heard.push('other ' + words.text));
    for (const text of ['How', 'How many', '']) {
      const params = { loop: 'l1', seat: 'design', round: 'design', text };
      wire().receive({ method: 'loop.partial', params });
    }
    expect(heard).toEqual(['How', 'How many', '']);
  });

  it('asks again from the last good event when there is a gap, and takes no shortcut', () => {
    const { socket, wire } = setup();
    const seen: number[] = [];
    wire().onopen?.();
    socket.attach('l1', 't', 0, (event) => seen.push(event.seq), () => undefined);
    wire().receive({ id: wire().sent[0]!.id, result: {} });
    wire().event(log[0]!);
    wire().event(log[3]!);
    wire().event(log[4]!);
    expect(seen).toEqual([1]);
    expect(wire().sent.map((call) => call.params['after_seq'])).toEqual([0, 1]);
    for (const event of log.slice(1)) wire().event(event);
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('takes a gap for what it may not see once the server has answered for it', () => {
    const { socket, wire } = setup();
    const seen: number[] = [];
    wire().onopen?.();
    socket.attach('l1', 't', 0, (event) => seen.push(event.seq), () => undefined);
    wire().receive({ id: wire().sent[0]!.id, result: {} });
    wire().event(log[0]!);
    wire().event(log[3]!);
    wire().receive({ id: wire().sent[1]!.id, result: {} });
    wire().event(log[3]!);
    expect(seen).toEqual([1, 4]);
  });

  it('reconnects with growing waits and resumes after the last event', async () => {
    const { socket, wires, waits, wire } = setup();
    const links: Link[] = [];
    socket.watch((link) => links.push(link));
    wire().onopen?.();
    const seen: number[] = [];
    socket.attach('l1', 't', 0, (event) => seen.push(event.seq), () => undefined);
    wire().event(log[0]!);
    const again = socket.call('loop.say', { key: 'k' });
    const once = socket.call('variation.create', {}, false);
    wire().close();
    await expect(once).rejects.toBeInstanceOf(LostConnection);
    expect(waits[0]!.ms).toBe(250);
    waits[0]!.then();
    wire().close();
    expect(waits[1]!.ms).toBe(500);
    waits[1]!.then();
    wire().onopen?.();
    expect(wires).toHaveLength(3);
    const sent = wire().sent;
    expect(sent.map((call) => call.method)).toEqual(['loop.attach', 'loop.say']);
    expect(sent[0]!.params['after_seq']).toBe(1);
    wire().receive({ id: sent[1]!.id, result: { seq: 9 } });
    await expect(again).resolves.toEqual({ seq: 9 });
    expect(links).toEqual(['connecting', 'open', 'waiting', 'waiting', 'waiting', 'waiting', 'open']);
  });

  it('holds calls made before the connection stands', async () => {
    const { socket, wire } = setup();
    const answer = socket.call('panel.list', {}, false);
    expect(wire().sent).toHaveLength(0);
    wire().onopen?.();
    wire().receive({ id: wire().sent[0]!.id, error: { code: -32000, message: 'no' } });
    await expect(answer).rejects.toThrow('no');
  });

  it('reports an event that cannot be read and goes on', () => {
    const { socket, wire } = setup();
    const seen: number[] = [];
    const errors: string[] = [];
    wire().onopen?.();
    socket.attach('l1', 't', 0, (event) => seen.push(event.seq), (error) => errors.push(error.message));
    wire().event({ ...log[0]!, data: {} });
    wire().event(log[1]!);
    expect(errors[0]).toContain('/data/panel');
    expect(seen).toEqual([2]);
  });
});

describe('what is kept', () => {
  it('keeps words on their way over a reload until they are acknowledged', () => {
    const shelf = memoryShelf();
    new Outbox(shelf, 'l1').add({ key: 'k', text: 'Hello', kind: 'speech' });
    const after = new Outbox(shelf, 'l1');
    expect(after.all()).toEqual([{ key: 'k', text: 'Hello', kind: 'speech' }]);
    expect(new Outbox(shelf, 'l2').all()).toEqual([]);
    after.settle('k');
    expect(new Outbox(shelf, 'l1').all()).toEqual([]);
  });

  it('forgets what it cannot read', () => {
    const shelf = memoryShelf();
    shelf.set('outbox/l1', '[{"key":1}]');
    shelf.set('tokens/l1', '{{');
    expect(new Outbox(shelf, 'l1').all()).toEqual([]);
    expect(tokensOf(shelf, 'l1')).toEqual({});
  });

  it('adds tokens to those it has', () => {
    const shelf = memoryShelf();
    keepTokens(shelf, 'l1', { candidate: 'a' });
    keepTokens(shelf, 'l1', { coach: 'b' });
    expect(tokensOf(shelf, 'l1')).toEqual({ candidate: 'a', coach: 'b' });
    expect(knownLoops(shelf)).toEqual(['l1']);
  });
});
