import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What Prometheus reads at /metrics. Labels are path templates and codes, never anything about a person. */
export interface Metrics {
  readonly registry: Registry;
  readonly httpSeconds: Histogram<'method' | 'route' | 'status'>;
  readonly faults: Counter<'code'>;
}

/** @param ofProcess also memory, CPU and event loop of this process; once per process. */
export function createMetrics({ ofProcess = false } = {}): Metrics {
  const registry = new Registry();
  if (ofProcess) collectDefaultMetrics({ register: registry });
  return {
    registry,
    httpSeconds: new Histogram({
      name: 'mimamori_http_seconds',
      help: 'Time to answer a request, by method, path template and status class.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5],
      registers: [registry],
    }),
    faults: new Counter({
      name: 'mimamori_http_faults_total',
      help: 'Requests refused or failed, by problem code.',
      labelNames: ['code'],
      registers: [registry],
    }),
  };
}
