import { createServer } from 'node:http';

/** A speech service as OpenAI has it, on this machine: tells what it was sent, and answers with
 * `answer`, or with status 500 while that is null. */
export class SpeechService {
  static async start() {
    const service = new SpeechService();
    service.requests = [];
    service.answer = null;
    service.server = createServer(async (request, response) => {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      service.requests.push({ url: request.url, headers: request.headers, body });
      response.statusCode = service.answer ? 200 : 500;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(service.answer ?? { error: { message: 'out of order' } }));
    });
    await new Promise((resolve) => service.server.listen(0, '127.0.0.1', resolve));
    service.url = `http://127.0.0.1:${service.server.address().port}/v1`;
    return service;
  }

  stop() {
    return new Promise((resolve) => this.server.close(resolve));
  }
}
