import { createServer } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

const { port, bytes } = workerData as { port: number; bytes: number };
const page = Buffer.alloc(bytes, 'x');
createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(200, { 'content-length': page.length });
    response.end(page);
  });
}).listen(port, '127.0.0.1', () => parentPort?.postMessage('ready'));
