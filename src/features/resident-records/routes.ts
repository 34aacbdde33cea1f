import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ResidentId } from '../../base/ids.ts';
import type { Localized } from '../../base/language.ts';
import type { Places } from '../../base/places.ts';
import { localized, municipalityCode, onDate, slugParams } from '../../platform/http/schemas.ts';
import type { InScope } from '../../platform/scope.ts';
import type { ConsentRecord } from '../consent/index.ts';
import type { AccountContent } from '../content/index.ts';
import { ageBands, type ResidentRow, searchResidents, sexes } from '../residents/index.ts';
import type { StaffGate } from '../staff/index.ts';
import type { AnswerText } from './answer-texts.ts';
import { type HistoryEntry, type OpenedRecord, openRecord } from './open-record.ts';

export interface ResidentRecordsRoutesParts {
  readonly gate: StaffGate;
  readonly inScope: InScope;
  readonly places: Places;
  /** By the account's slug. */
  readonly contentOf: (slug: string) => AccountContent;
}

const text = z.string().trim().max(100);
const filled = text.transform((value) => value || undefined).optional();
const query = z.object({
  q: filled.describe('a short code (M-7K3F9Q) or the first three to seven digits of a postal code'),
  outcome: filled,
  sex: z.enum(sexes).optional(),
  ageBand: z.enum(ageBands).optional(),
  municipality: municipalityCode.optional(),
  answeredSince: onDate.optional(),
  after: z.string().max(200).optional().describe('what the page before gave as next'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const channel = z.enum(['line', 'web', 'staff']);
const language = z.enum(['ja', 'easy', 'en']);
const instant = z.iso.datetime();
const rowShape = z.object({
  residentId: z.uuid(),
  code: z.string(),
  ageBand: z.string().nullable(),
  age: z.int().nullable(),
  sex: z.string().nullable(),
  municipality: z.object({ code: z.string(), name: z.string() }).nullable(),
  prefectureCode: z.string().nullable(),
  relation: z.enum(['self', 'family']),
  outcome: z.string().nullable(),
  outcomeSince: instant.nullable(),
  lastAnsweredAt: instant.nullable(),
  answers: z.int(),
  followUp: z.boolean(),
  channel: z.enum(['line', 'web']),
  blocked: z.boolean(),
});
const answerShape = z.object({ linkId: z.string(), question: localized, answer: localized });
const consentShape = z.object({
  item: z.string(),
  given: z.boolean(),
  meaning: z.enum(['consent', 'promise', 'read']),
  policyId: z.string(),
  policyVersion: z.string(),
  at: instant,
  channel,
});
const historyShape = z.object({
  responseId: z.uuid(),
  answeredAt: instant,
  questionnaire: z.string(),
  version: z.string(),
  channel,
  language,
  outcome: z.string(),
  previousOutcome: z.string().nullable(),
  rose: z.boolean(),
  profile: z.string(),
  row: z.int(),
  tableVersion: z.string(),
  ruleId: z.string(),
  contactPoint: z.union([z.string(), z.object({ name: localized })]).nullable(),
  answers: z.array(answerShape),
});
const recordShape = z.object({
  resident: rowShape.extend({
    profile: z.array(answerShape),
    language,
    consents: z.array(consentShape),
    episode: z.object({ onsetOn: z.string() }).nullable(),
    callback: z.object({ number: z.string(), givenAt: instant, purpose: z.string() }).nullable(),
  }),
  history: z.array(historyShape),
  people: z.array(z.object({ residentId: z.uuid(), code: z.string(), relation: z.enum(['self', 'family']) })),
});

/** Residents for staff: to find, and to read one record. Register below /api/v1. */
export function residentRecordsRoutes(parts: ResidentRecordsRoutesParts): FastifyPluginAsyncZod {
  const { gate, inScope, places, contentOf } = parts;
  return async (app) => {
    gate.guard(app);
    const tags = ['residents'];
    app.get(
      '/accounts/:slug/residents',
      {
        schema: {
          tags,
          summary: 'Find residents, the newest answer first; audited',
          description:
            'Only in the areas for which the person acts. Without residents.read what people answered is null.',
          params: slugParams,
          querystring: query,
          response: {
            200: z.object({ items: z.array(rowShape), next: z.string().nullable(), tookMs: z.number() }),
          },
        },
      },
      async (request) => {
        const began = performance.now();
        const { account, actor, areas } = gate.accountOf(request);
        const page = await inScope(account, actor, (scope) => searchResidents(scope, request.query, areas));
        const items = page.items.map((row) => rowJson(row, places));
        return { items, next: page.next, tookMs: Math.round(performance.now() - began) };
      },
    );
    app.get(
      '/accounts/:slug/residents/:residentId',
      {
        schema: {
          tags,
          summary: "One person's record; each look is audited",
          params: slugParams.extend({ residentId: z.uuid() }),
          response: { 200: recordShape },
        },
      },
      async (request) => {
        const { account, actor, areas } = gate.accountOf(request);
        const residentId = request.params.residentId as ResidentId;
        const content = contentOf(account.slug);
        const record = await inScope(account, actor, (scope) =>
          openRecord(scope, { content, places }, residentId, areas),
        );
        return recordJson(record, places);
      },
    );
  };
}

function rowJson(row: ResidentRow, places: Places): z.infer<typeof rowShape> {
  const { municipalityCode: code, outcomeSince, lastAnsweredAt, ...rest } = row;
  return {
    ...rest,
    municipality: code === null ? null : { code, name: places.municipality(code)?.name ?? code },
    outcomeSince: outcomeSince?.toISOString() ?? null,
    lastAnsweredAt: lastAnsweredAt?.toISOString() ?? null,
  };
}

function recordJson(record: OpenedRecord, places: Places): z.infer<typeof recordShape> {
  const { resident, profile, consents, callback, history } = record;
  return {
    resident: {
      ...rowJson(resident.row, places),
      profile: profile.map(answerJson),
      language: resident.language,
      consents: consents.map(consentJson),
      episode: resident.onsetOn === null ? null : { onsetOn: resident.onsetOn },
      callback: callback && { ...callback, givenAt: callback.givenAt.toISOString() },
    },
    history: history.map(historyJson),
    people: resident.people.map((person) => ({ ...person })),
  };
}

const said = (text: Localized): Localized => ({ ...text });

const answerJson = ({ linkId, question, answer }: AnswerText): z.infer<typeof answerShape> => ({
  linkId,
  question: said(question),
  answer: said(answer),
});

function historyJson(entry: HistoryEntry): z.infer<typeof historyShape> {
  const { responseId, questionnaire, version, outcome, previousOutcome, profile, row, tableVersion, ruleId } = entry;
  return {
    responseId,
    answeredAt: entry.answeredAt.toISOString(),
    questionnaire,
    version,
    channel: entry.channel,
    language: entry.language,
    outcome,
    previousOutcome,
    rose: entry.rose,
    profile,
    row,
    tableVersion,
    ruleId,
    contactPoint: entry.contactPoint,
    answers: entry.answers.map(answerJson),
  };
}

/** The console's words for what a tick means. */
const meanings = { consent: 'consent', 'opt-out': 'promise', acknowledged: 'read' } as const;

const consentJson = (record: ConsentRecord): z.infer<typeof consentShape> => ({
  item: record.item,
  given: record.given,
  meaning: meanings[record.meaning],
  policyId: record.documentId,
  policyVersion: record.version,
  at: record.at.toISOString(),
  channel: record.channel,
});
