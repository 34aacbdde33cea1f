import { createHmac, randomBytes } from 'node:crypto';
import { PassThrough } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { OnDate } from '../../base/jst.ts';
import type { Places } from '../../base/places.ts';
import { minimumN } from '../../engines/disclosure/index.ts';
import { localized, onDate, prefectureCode, slugParams } from '../../platform/http/schemas.ts';
import type { InScope } from '../../platform/scope.ts';
import type { AccountAccess, StaffGate } from '../staff/index.ts';
import { type Change, createLiveSituation } from './live-situation.ts';
import type { SituationContent } from './model.ts';
import { countByPrefecture, mapOf, readSituation, type Situation, type SituationQuery } from './read-situation.ts';
import { situationCsv } from './situation-csv.ts';

export interface SituationRoutesParts {
  readonly gate: StaffGate;
  readonly inScope: InScope;
  readonly now: () => Date;
  readonly places: Places;
  /** By the account's slug. */
  readonly contentOf: (slug: string) => Promise<SituationContent>;
  readonly isHoliday: (on: OnDate) => boolean;
  /** How often the live stream may say something; 2 s unless told. */
  readonly liveEveryMs?: number;
}

const query = z.object({
  from: onDate.optional(),
  to: onDate.optional(),
  measure: z.string().max(40).optional().describe('one of the codes under symptoms; the first unless told'),
  prefecture: prefectureCode.optional().describe("whose municipalities; the account's own unless told"),
  outcomesOf: z.enum(['day', 'period']).default('day'),
});

const withheld = z.object({ suppressed: z.enum(['few', 'complementary', 'none']) });
const part = z.object({ n: z.int(), share: z.number(), low: z.number(), high: z.number() });
const share = part.extend({ count: z.int() });
const outcome = z.object({
  outcome: z.string(),
  row: z.int(),
  severity: z.int(),
  level: z.enum(['calm', 'watch', 'call', 'emergency']),
  label: localized,
});
const place = z.object({ code: z.string(), name: z.string() });
const day = z.object({ on: z.string(), complete: z.boolean(), holiday: z.boolean() });
const prefecture = place.extend({ nameEn: z.string() });
const rules = z.object({ profile: z.string(), from: z.string() });

const situationShape = z.object({
  now: z.iso.datetime(),
  from: z.string(),
  to: z.string(),
  minimumN: z.int(),
  complete: z.object({ throughOn: z.string() }),
  areas: z
    .array(place)
    .nullable()
    .describe('the municipalities to which the reader is limited; null = the whole account'),
  rules: z.object({ current: rules.extend({ noticeTitle: localized }), next: rules.nullable() }),
  headline: z.object({
    day: z.string(),
    answers: z.union([z.object({ n: z.int(), previousWeek: z.int().nullable() }), withheld]),
    share: share.extend({ measure: z.string() }).nullable(),
    fever4: share.nullable(),
    consult: part.nullable(),
    total: z.object({ answers: z.int(), residents: z.int() }).nullable(),
  }),
  days: z.array(z.union([day.extend({ answers: z.int(), residents: z.int().nullable() }), day.extend(withheld.shape)])),
  symptoms: z.array(
    z.object({
      code: z.string(),
      label: localized,
      series: z.array(z.union([share.extend({ on: z.string() }), withheld.extend({ on: z.string() })])),
    }),
  ),
  outcomes: z.array(z.union([outcome.extend(part.shape), outcome.extend(withheld.shape)])),
  prefectures: z.array(z.union([prefecture.extend(share.shape), prefecture.extend(withheld.shape)])),
  municipalities: z.array(
    z.union([
      place.extend(share.shape).extend({ series: z.array(z.number().nullable()) }),
      place.extend(withheld.shape),
    ]),
  ),
  tookMs: z.number(),
});

/** A stream that lives on is asked to connect again, so that a session that ended ends it too. */
const streamLongestMs = 10 * 60_000;
const heartbeatMs = 15_000;
/** Hides counts in event ids. Another process has another: after a change of process a listener is told once too often. */
const liveKey = randomBytes(32);

/** Counts for staff: JSON, CSV and a live stream. Register below /api/v1. */
export function situationRoutes(parts: SituationRoutesParts): FastifyPluginAsyncZod {
  const { gate } = parts;
  return async (app) => {
    gate.guard(app);
    const tags = ['situation'];

    app.get(
      '/accounts/:slug/situation',
      {
        schema: {
          tags,
          summary: 'Counts, shares with their intervals, by day, symptom, outcome and place',
          description:
            'Shares are of answers. Nothing of a group below minimumN is told, nor what would give it away. Whoever is ' +
            'limited to some municipalities gets their counts alone, without the map.',
          params: slugParams,
          querystring: query,
          response: { 200: situationShape },
        },
      },
      async (request) => {
        const began = performance.now();
        const { situation, prefectures, content } = await read(parts, gate.accountOf(request), request.query);
        const { now, completeThroughOn, areas, headline, days, symptoms, outcomes, municipalities, from, to } =
          situation;
        return {
          now: now.toISOString(),
          from,
          to,
          minimumN,
          complete: { throughOn: completeThroughOn },
          rules: content.rulesAt(now),
          areas: areas && [...areas],
          headline,
          days: [...days],
          symptoms: symptoms.map((symptom) => ({ ...symptom, series: [...symptom.series] })),
          outcomes: [...outcomes],
          prefectures: [...prefectures],
          municipalities: municipalities.map((row) => ('series' in row ? { ...row, series: [...row.series] } : row)),
          tookMs: Math.round(performance.now() - began),
        };
      },
    );

    app.get(
      '/accounts/:slug/situation.csv',
      {
        schema: {
          tags,
          summary: 'The same figures as CSV, for Excel',
          params: slugParams,
          querystring: query,
          response: { 200: { content: { 'text/csv': { schema: z.string() } } } },
        },
      },
      async (request, reply) => {
        const { situation, prefectures } = await read(parts, gate.accountOf(request), request.query);
        const file = `situation-${request.params.slug}-${situation.from}-${situation.to}.csv`;
        reply.header('content-disposition', `attachment; filename="${file}"`).type('text/csv; charset=utf-8');
        return reply.send(situationCsv(situation, prefectures));
      },
    );

    const live = createLiveSituation({
      inScope: parts.inScope,
      now: parts.now,
      everyMs: parts.liveEveryMs ?? 2000,
      onError: (error) => app.log.warn({ err: error }, 'could not look for new answers'),
    });
    const streams = new Set<PassThrough>();
    app.addHook('preClose', async () => {
      live.stop();
      for (const stream of streams) stream.end();
    });
    app.get(
      '/accounts/:slug/situation/live',
      {
        config: { background: true },
        schema: {
          tags,
          summary: 'Server-sent events: `changed` when there are more answers',
          params: slugParams,
          response: { 200: { content: { 'text/event-stream': { schema: z.string() } } } },
        },
      },
      (request, reply) => {
        const { account, actor, countedAreas } = gate.accountOf(request);
        gate.require(actor, 'situation.read');
        const stream = new PassThrough();
        streams.add(stream);
        stream.on('close', () => streams.delete(stream));
        tell(request, stream, countedAreas !== null, (listener) => live.watch(account, listener));
        // x-accel-buffering: nginx would hold events back.
        reply.header('x-accel-buffering', 'no').type('text/event-stream; charset=utf-8');
        (reply as FastifyReply).send(stream);
      },
    );
  };
}

async function read(parts: SituationRoutesParts, access: AccountAccess, asked: SituationQuery) {
  const { account, actor, countedAreas, countedAccounts } = access;
  const content = await parts.contentOf(account.slug);
  const { places, isHoliday } = parts;
  const own = { content, places, isHoliday, prefectureCode: account.prefectureCode, areas: countedAreas };
  const situation: Situation = await parts.inScope(account, actor, (scope) => readSituation(scope, own, asked));
  // A part of a prefecture is no tile beside whole ones.
  if (countedAreas) return { situation, prefectures: [], content };
  const counter = { ...actor, permissions: new Set(['situation.read']) };
  const counts = await Promise.all(
    countedAccounts.map((one) =>
      parts.inScope(one, counter, (scope) => countByPrefecture(scope, situation.headline.day, situation.measure)),
    ),
  );
  return { situation, prefectures: mapOf(places, counts), content };
}

/** Whoever is limited to an area learns that something changed, not how many answers the account has. */
function tell(
  request: FastifyRequest,
  stream: PassThrough,
  limited: boolean,
  watch: (listener: (change: Change) => void) => () => void,
) {
  // The first state is what the page has just fetched, unless the browser missed something while it was away.
  let known = request.headers['last-event-id'];
  stream.write('retry: 3000\n\n');
  const stop = watch(({ at, answersToday, id: counts }) => {
    const id = limited ? createHmac('sha256', liveKey).update(counts).digest('base64url') : counts;
    const changed = known !== undefined && known !== id;
    known = id;
    const data = JSON.stringify({ at: at.toISOString(), ...(!limited && { answersToday }) });
    stream.write(changed ? `id: ${id}\nevent: changed\ndata: ${data}\n\n` : `id: ${id}\n\n`);
  });
  const heartbeat = setInterval(() => stream.write(': still here\n\n'), heartbeatMs);
  const end = setTimeout(() => stream.end(), streamLongestMs);
  stream.on('close', () => {
    stop();
    clearInterval(heartbeat);
    clearTimeout(end);
  });
}
