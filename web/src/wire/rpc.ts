import { Reader, type Json } from './reader';

/** What a call was refused with: a stable id, what is wrong, where, and what to do. */
export class RpcError extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly id: string,
    readonly where: string,
    readonly hint: string,
  ) {
    super(message);
    this.name = 'RpcError';
  }
}

export type Incoming =
  | { type: 'result'; id: number; result: Json }
  | { type: 'error'; id: number | null; error: RpcError }
  | { type: 'notification'; method: string; params: Json };

export function writeCall(id: number, method: string, params: object): string {
  return JSON.stringify({ jsonrpc: '2.0', id, method, params });
}

function readError(value: Json, where: string): RpcError {
  const reader = new Reader(value, where);
  const raw = reader.raw('data');
  const data = new Reader(typeof raw === 'object' && raw !== null ? raw : {}, reader.at('data'));
  return new RpcError(
    reader.number('code'),
    reader.textOr('message', ''),
    data.textOr('id', ''),
    data.textOr('where', ''),
    data.textOr('hint', ''),
  );
}

/** One text frame from the server. @throws WireError or SyntaxError when it is not JSON-RPC. */
export function readFrame(text: string): Incoming {
  const reader = new Reader(JSON.parse(text));
  if (reader.has('method')) {
    return { type: 'notification', method: reader.text('method'), params: reader.raw('params') };
  }
  if (reader.has('error')) {
    const id = reader.has('id') ? reader.whole('id') : null;
    return { type: 'error', id, error: readError(reader.raw('error'), '/error') };
  }
  return { type: 'result', id: reader.whole('id'), result: reader.raw('result') };
}
