import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Localized, languages } from '../../base/language.ts';
import type { Places } from '../../base/places.ts';
import { Problem } from '../../base/problem.ts';
import type { Words } from '../../base/words.ts';
import type { Calendar } from '../../engines/contact-points/index.ts';
import { showGuidanceTable } from '../../engines/guidance/index.ts';
import { localized, slugParams } from '../../platform/http/schemas.ts';
import type { InScope } from '../../platform/scope.ts';
import { newestSet } from '../contact-points/index.ts';
import type { AccountContent } from '../content/index.ts';
import { situationContentOf } from '../situation/index.ts';
import type { StaffGate } from '../staff/index.ts';
import { describeAccount, describeDocuments, describeGuidance, describePoints } from './describe-content.ts';
import { describePolicy, describeTerms } from './describe-policy.ts';
import { describeQuestionnaire } from './describe-questionnaire.ts';
import type { GuidanceFiles } from './guidance-files.ts';

export interface ContentReadingRoutesParts {
  readonly gate: StaffGate;
  readonly inScope: InScope;
  readonly now: () => Date;
  readonly words: Words;
  readonly places: Places;
  readonly calendar: Calendar;
  /** By the account's slug. */
  readonly contentOf: (slug: string) => AccountContent;
  readonly guidanceFiles: GuidanceFiles;
}

const noSuchContent = {
  code: 'content.no-such-item',
  status: 404,
  title: 'The account has no {what} of this name.',
} as const;

const outcomeShape = z.object({
  outcome: z.string(),
  row: z.int(),
  severity: z.int(),
  level: z.enum(['calm', 'watch', 'call', 'emergency']),
  label: localized,
});
const guidanceShape = z.object({
  profile: z.string(),
  title: localized,
  from: z.string(),
  to: z.string().nullable(),
  current: z.boolean(),
  version: z.string(),
  rules: z.int(),
  source: z.object({ title: z.string(), url: z.string().nullable(), on: z.string() }),
  signOff: z.object({ name: z.string(), role: z.string(), on: z.string(), demonstration: z.boolean() }),
});
const contentShape = z.object({
  questionnaires: z.array(z.object({ id: z.string(), version: z.string(), title: localized, questions: z.int() })),
  guidance: z.array(guidanceShape),
  contactPoints: z.object({
    count: z.int(),
    importedAt: z.iso.datetime().nullable(),
    source: z.string().nullable(),
  }),
  policies: z.array(
    z.object({
      id: z.string(),
      version: z.string(),
      title: localized,
      effectiveOn: z.string(),
      lawRegime: z.string(),
      current: z.boolean(),
    }),
  ),
  outcomes: z.array(outcomeShape),
  account: z.record(z.string(), z.unknown()),
});
const questionShape = z.object({
  linkId: z.string(),
  text: localized,
  hint: localized.optional(),
  type: z.string(),
  required: z.boolean(),
  repeats: z.boolean(),
  shownIf: z.string().optional(),
  options: z.array(z.object({ code: z.string(), text: localized, exclusive: z.boolean() })),
  kept: z.boolean(),
});
const questionnaireShape = z.object({
  id: z.string(),
  version: z.string(),
  parts: z.array(z.object({ title: localized, questions: z.array(questionShape) })),
});
const tableShape = guidanceShape.omit({ rules: true }).extend({
  hitPolicy: z.string(),
  inputs: z.array(z.object({ name: z.string(), label: z.string() })),
  rules: z.array(
    z.object({
      ruleId: z.string(),
      row: z.int(),
      cells: z.array(z.string()),
      outcome: z.string(),
      description: z.string(),
      source: z.string(),
    }),
  ),
  derived: z.array(z.object({ name: z.string(), expression: z.string(), description: z.string() })),
});
const pointShape = z.object({
  id: z.string(),
  kind: z.string(),
  name: localized,
  jurisdiction: z.array(z.string()),
  hours: z.string(),
  phone: z.string().nullable(),
  fax: z.string().nullable(),
  languages: z.array(z.string()),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  openNow: z.boolean(),
  opensNext: z.string().nullable(),
});
const policyShape = z.looseObject({
  id: z.string(),
  version: z.string(),
  title: localized,
  text: z.object({ ja: z.string(), en: z.string() }),
});

/** What an account asks and answers, to read. Register below /api/v1. */
export function contentReadingRoutes(parts: ContentReadingRoutesParts): FastifyPluginAsyncZod {
  const { gate, inScope, now, words, places, calendar, contentOf } = parts;
  const contentFor = (request: FastifyRequest): AccountContent => {
    const { account, actor } = gate.accountOf(request);
    gate.require(actor, 'content.read');
    return contentOf(account.slug);
  };
  const prefectureOf = ({ account }: AccountContent): Localized =>
    Object.fromEntries(
      languages.map((language) => [language, words(language)(`prefecture.p${account.prefectureCode}`)]),
    ) as Record<(typeof languages)[number], string>;
  const pointsFor = (request: FastifyRequest) => {
    const { account, actor } = gate.accountOf(request);
    return inScope(account, actor, (scope) => newestSet(scope.tx, account.id));
  };

  return async (app) => {
    gate.guard(app);
    const tags = ['content'];
    app.get(
      '/accounts/:slug/content',
      {
        schema: { tags, summary: 'What the account consists of', params: slugParams, response: { 200: contentShape } },
      },
      async (request) => {
        const content = contentFor(request);
        const set = await pointsFor(request);
        return {
          questionnaires: [...content.pack.questionnaires.values()].map(({ id, version, title, questions }) => ({
            id,
            version,
            title,
            questions: questions.filter(({ hidden }) => !hidden).length,
          })),
          guidance: describeGuidance(content, now()),
          contactPoints: {
            count: set?.points.length ?? 0,
            importedAt: set?.importedAt.toISOString() ?? null,
            source: set?.source ?? null,
          },
          policies: describeDocuments(content),
          outcomes: [...situationContentOf(content, words).outcomes],
          account: describeAccount(content),
        };
      },
    );
    app.get(
      '/accounts/:slug/content/questionnaires/:id',
      {
        schema: {
          tags,
          summary: 'A questionnaire as residents meet it',
          params: slugParams.extend({ id: z.string().max(60) }),
          response: { 200: questionnaireShape },
        },
      },
      (request) => {
        const questionnaire = contentFor(request).pack.questionnaires.get(request.params.id);
        if (!questionnaire) throw new Problem(noSuchContent, { what: 'questionnaire' });
        const described = describeQuestionnaire(questionnaire);
        return {
          id: questionnaire.id,
          version: questionnaire.version,
          parts: described.map(({ title, questions }) => ({
            title,
            questions: questions.map((question) => ({ ...question, options: [...question.options] })),
          })),
        };
      },
    );
    app.get(
      '/accounts/:slug/content/guidance/:profile',
      {
        schema: {
          tags,
          summary: 'A guidance table, cells in FEEL',
          params: slugParams.extend({ profile: z.string().max(60) }),
          response: { 200: tableShape },
        },
      },
      async (request) => {
        const content = contentFor(request);
        const { profile } = request.params;
        const summary = describeGuidance(content, now()).find((one) => one.profile === profile);
        const xml = summary && parts.guidanceFiles(content.account.diseasePack, profile);
        const shown = xml === undefined ? undefined : await showGuidanceTable(xml);
        if (!summary || !shown) throw new Problem(noSuchContent, { what: 'guidance table' });
        const decided = new Map(content.guidance.tables.get(profile)!.rules.map((rule) => [rule.ruleId, rule]));
        const { rules, inputs, derived, hitPolicy } = shown;
        return {
          ...summary,
          hitPolicy,
          inputs: [...inputs],
          derived: [...derived],
          rules: rules.flatMap((rule) => {
            const known = decided.get(rule.ruleId);
            return known ? [{ ...rule, cells: [...rule.cells], row: known.row, outcome: known.outcome }] : [];
          }),
        };
      },
    );
    app.get(
      '/accounts/:slug/content/contact-points',
      {
        schema: {
          tags,
          summary: 'Whom residents may call',
          params: slugParams,
          response: { 200: z.array(pointShape) },
        },
      },
      async (request) => {
        contentFor(request);
        const set = await pointsFor(request);
        return describePoints(set?.points ?? [], places, calendar, now());
      },
    );
    app.get(
      '/accounts/:slug/content/policies/:id/:version',
      {
        schema: {
          tags,
          summary: 'A policy (or the terms of use) as data and as text',
          params: slugParams.extend({ id: z.string().max(60), version: z.string().max(60) }),
          response: { 200: policyShape },
        },
      },
      (request) => {
        const content = contentFor(request);
        const { id, version } = request.params;
        const { terms, policyVersions, items } = content;
        if (terms.id === id && terms.version === version) {
          return policyShape.parse(describeTerms(terms, prefectureOf(content)));
        }
        const policy = policyVersions.find((one) => one.id === id && one.version === version);
        if (!policy) throw new Problem(noSuchContent, { what: 'policy' });
        return policyShape.parse(describePolicy(policy, items, prefectureOf(content)));
      },
    );
  };
}
