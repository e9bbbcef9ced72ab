import { readEvent, type LoopEvent } from './wire/event';
import { Reader, type Json } from './wire/reader';
import { readFrame, RpcError, writeCall } from './wire/rpc';

export type Link = 'connecting' | 'open' | 'waiting';

/** The part of WebSocket that is used; tests give their own. */
export interface Wire {
  send(text: string): void;
  close(code?: number): void;
  onopen: (() => void) | null;
  onclose: (() => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
}

export interface SocketOptions {
  open: () => Wire;
  /** Milliseconds; grows from 250 to 8000 while attempts fail, with jitter from `random`. */
  wait: (ms: number, then: () => void) => void;
  random: () => number;
}

interface Pending {
  method: string;
  params: object;
  /** Safe to send twice: reads, and commands with a key. */
  again: boolean;
  resolve: (result: Json) => void;
  reject: (error: Error) => void;
}

interface Feed {
  loop: string;
  token: string;
  last: number;
  /** The seq after which events were last asked for, and whether that is still unanswered. What
   * the server then begins with is all this caller may see, even when numbers are missing. */
  askedFrom: number;
  asking: boolean;
  onEvent: (event: LoopEvent) => void;
  onError: (error: Error) => void;
  onWords: (words: Words) => void;
}

/** What an interviewer is saying while it is being made: all of it so far, empty when it is taken
 * back. The event that follows is what was said. */
export interface Words {
  seat: string;
  round: string;
  text: string;
}

const kFirstWaitMs = 250;
const kLongestWaitMs = 8000;

export class LostConnection extends Error {
  constructor() {
    super('The connection was lost before the server answered.');
    this.name = 'LostConnection';
  }
}

/** JSON-RPC over one socket that reconnects by itself and, per attached loop, hands each event on
 * once and in order. */
export class Socket {
  private wire: Wire | null = null;
  private link: Link = 'connecting';
  private failures = 0;
  private idLast = 0;
  private stopped = false;
  private readonly pending = new Map<number, Pending>();
  private readonly feeds = new Set<Feed>();
  private readonly watchers = new Set<(link: Link) => void>();

  constructor(private readonly options: SocketOptions) {
    this.connect();
  }

  /** Told the state of the connection now and at each change. */
  watch(watcher: (link: Link) => void): () => void {
    this.watchers.add(watcher);
    watcher(this.link);
    return () => this.watchers.delete(watcher);
  }

  /** Calls wait for the connection. With `again`, one that got no answer is sent once more. */
  call(method: string, params: object = {}, again = true): Promise<Json> {
    return new Promise((resolve, reject) => {
      const id = ++this.idLast;
      this.pending.set(id, { method, params, again, resolve, reject });
      if (this.link === 'open') this.wire?.send(writeCall(id, method, params));
    });
  }

  /** Every event after `afterSeq`, then live ones, until the returned function is called. */
  attach(
    loop: string,
    token: string,
    afterSeq: number,
    onEvent: (event: LoopEvent) => void,
    onError: (error: Error) => void,
    onWords: (words: Words) => void = () => undefined,
  ): () => void {
    const feed: Feed = {
      loop,
      token,
      last: afterSeq,
      askedFrom: -1,
      asking: false,
      onEvent,
      onError,
      onWords,
    };
    this.feeds.add(feed);
    if (this.link === 'open') this.ask(feed);
    return () => this.feeds.delete(feed);
  }

  stop(): void {
    this.stopped = true;
    this.wire?.close();
  }

  private setLink(link: Link): void {
    this.link = link;
    for (const watcher of this.watchers) watcher(link);
  }

  private connect(): void {
    if (this.stopped) return;
    this.setLink(this.failures === 0 ? 'connecting' : 'waiting');
    const wire = this.options.open();
    this.wire = wire;
    wire.onopen = () => this.opened();
    wire.onclose = () => this.closed(wire);
    wire.onmessage = (message) => {
      if (typeof message.data === 'string') this.received(message.data);
    };
  }

  private opened(): void {
    this.failures = 0;
    this.setLink('open');
    const unanswered = [...this.pending];
    for (const feed of this.feeds) this.ask(feed);
    for (const [id, call] of unanswered) {
      this.wire?.send(writeCall(id, call.method, call.params));
    }
  }

  private closed(wire: Wire): void {
    if (wire !== this.wire) return;
    this.wire = null;
    // A call that may not be repeated and that may have arrived is the caller's to decide on.
    for (const [id, call] of this.pending) {
      if (call.again || this.link !== 'open') continue;
      this.pending.delete(id);
      call.reject(new LostConnection());
    }
    if (this.stopped) return;
    const wait = Math.min(kLongestWaitMs, kFirstWaitMs * 2 ** this.failures);
    this.failures += 1;
    this.setLink('waiting');
    this.options.wait(wait * (0.75 + 0.5 * this.options.random()), () => this.connect());
  }

  private ask(feed: Feed): void {
    const params = { loop: feed.loop, token: feed.token, after_seq: feed.last };
    const id = ++this.idLast;
    feed.askedFrom = feed.last;
    feed.asking = true;
    // Not `again`: opening the connection asks anew for every feed.
    this.pending.set(id, {
      method: 'loop.attach',
      params,
      again: false,
      resolve: () => {
        feed.asking = false;
      },
      reject: (error) => {
        feed.asking = false;
        if (!(error instanceof LostConnection)) feed.onError(error);
      },
    });
    this.wire?.send(writeCall(id, 'loop.attach', params));
  }

  private received(text: string): void {
    const frame = readFrame(text);
    if (frame.type === 'notification') {
      if (frame.method === 'loop.event') this.event(frame.params);
      if (frame.method === 'loop.partial') this.words(frame.params);
      return;
    }
    const call = frame.id === null ? undefined : this.pending.get(frame.id);
    if (frame.id === null || !call) return;
    this.pending.delete(frame.id);
    if (frame.type === 'result') call.resolve(frame.result);
    else call.reject(frame.error);
  }

  private words(params: Json): void {
    const reader = new Reader(params);
    const loop = reader.text('loop');
    const words = {
      seat: reader.text('seat'),
      round: reader.textOr('round', ''),
      text: reader.text('text'),
    };
    for (const feed of this.feeds) if (feed.loop === loop) feed.onWords(words);
  }

  private event(params: Json): void {
    const raw = new Reader(params);
    const value = raw.has('event') ? raw.raw('event') : params;
    const head = new Reader(value);
    const loop = head.text('loop');
    const seq = head.whole('seq', 1);
    for (const feed of this.feeds) {
      if (feed.loop !== loop || seq <= feed.last) continue;
      if (seq > feed.last + 1) {
        if (feed.asking) continue;
        if (feed.askedFrom !== feed.last) {
          this.ask(feed);
          continue;
        }
      }
      feed.last = seq;
      try {
        feed.onEvent(readEvent(value));
      } catch (error) {
        feed.onError(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }
}

/** The socket of the page's own server. */
export function browserSocket(place: Location): Socket {
  const address = `${place.protocol === 'https:' ? 'wss' : 'ws'}://${place.host}/ws`;
  return new Socket({
    open: () => new WebSocket(address, 'halfstep.v1') as Wire,
    wait: (ms, then) => void setTimeout(then, ms),
    random: Math.random,
  });
}

/** One plain sentence for a failed call. */
export function explain(error: unknown): string {
  if (error instanceof RpcError) return [error.message, error.hint].filter(Boolean).join('. ');
  return error instanceof Error ? error.message : String(error);
}
