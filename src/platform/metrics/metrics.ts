import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What Prometheus reads at /metrics. Labels are path templates and codes, never anything about a person. */
export interface Metrics {
  readonly registry: Registry;
  readonly httpSeconds: Histogram<'method' | 'route' | 'status'>;
  readonly faults: Counter<'code'>;
  readonly intake: IntakeMetrics;
  /** What became of messages: sent as a reply or a push, tried again, given up, dropped. */
  readonly deliveries: Counter<'result'>;
  readonly outboxOldestSeconds: Gauge<'account'>;
}

export interface IntakeMetrics {
  readonly batchPieces: Histogram;
  readonly batchSeconds: Histogram;
  readonly commitSeconds: Histogram;
  readonly waiting: Gauge;
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
    intake: intakeMetrics(registry),
    deliveries: new Counter({
      name: 'mimamori_deliveries_total',
      help: 'Attempts to send a message, by what came of them.',
      labelNames: ['result'],
      registers: [registry],
    }),
    outboxOldestSeconds: new Gauge({
      name: 'mimamori_outbox_oldest_seconds',
      help: 'How long the oldest message that is due has waited.',
      labelNames: ['account'],
      registers: [registry],
    }),
  };
}

const intakeMetrics = (registry: Registry): IntakeMetrics => ({
  batchPieces: new Histogram({
    name: 'mimamori_intake_batch_pieces',
    help: 'Answers, events and fates stored in one transaction.',
    buckets: [1, 2, 5, 10, 20, 40, 60, 80, 100, 128],
    registers: [registry],
  }),
  batchSeconds: new Histogram({
    name: 'mimamori_intake_batch_seconds',
    help: 'Time from the beginning of such a transaction to its commit.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers: [registry],
  }),
  commitSeconds: new Histogram({
    name: 'mimamori_intake_commit_seconds',
    help: 'Time of the commit alone.',
    buckets: [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 1],
    registers: [registry],
  }),
  waiting: new Gauge({
    name: 'mimamori_intake_waiting',
    help: 'Pieces that wait or are being stored now.',
    registers: [registry],
  }),
});
