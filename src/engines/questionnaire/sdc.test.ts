import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../base/answers.ts';
import { type FhirValueSet, parseQuestionnaire } from './fhir.ts';
import {
  answerStep,
  currentStep,
  fromQuestionnaireResponse,
  isShown,
  loadQuestionnaire,
  type Questionnaire,
  sessionAnswers,
  startSession,
  toQuestionnaireResponse,
  validateResponse,
} from './index.ts';
import { anyAnswer } from './test/arbitraries.ts';
import { places, readJson, testCases } from './test/support.ts';

/** The examples of HL7's Structured Data Capture guide (CC0), a development dependency. */
const root = dirname(createRequire(import.meta.url).resolve('hl7.fhir.uv.sdc/package.json'));
const filesOf = (prefix: string): string[] =>
  ['', 'example', 'other'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((file) => file.startsWith(prefix) && file.endsWith('.json'))
      .map((file) => join(folder, file)),
  );
const questionnaireFiles = filesOf('Questionnaire-');
const responseFiles = filesOf('QuestionnaireResponse-');
const example = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));

const valueSets = new Map(
  (readJson('../../../vectors/questionnaire/value-sets.json') as { valueSet: FhirValueSet }[]).map(({ valueSet }) => [
    valueSet.url!,
    valueSet,
  ]),
);
const load = (file: string) => loadQuestionnaire(example(file), file, valueSets);

/** 'what where' without repetition: a table row that a person can review. */
const reasons = (findings: readonly { severity: string; where: string; message: string }[]): string[] =>
  findings.map(({ severity, where, message }) => `${severity}: ${where.split(': ').slice(1).join(': ')}: ${message}`);

describe('the 36 example questionnaires of SDC', () => {
  it('are all there, and each has its case', () => {
    expect(questionnaireFiles).toHaveLength(36);
    const cases = readJson('cases/sdc-questionnaires.json') as { name: string }[];
    expect(cases.map(({ name }) => name).sort()).toEqual([...questionnaireFiles].sort());
  });

  testCases('sdc-questionnaires.json', ({ name }) => {
    const { questionnaire, findings } = load(name);
    if (!questionnaire) return { refused: reasons(findings.filter(({ severity }) => severity === 'error')) };
    const questions = questionnaire.questions.map(
      ({ linkId, kind, required, hidden }) =>
        `${linkId} ${kind}${required ? ' required' : ''}${hidden ? ' hidden' : ''}`,
    );
    return { loaded: questions, ...(findings.length > 0 && { leftOut: reasons(findings) }) };
  });

  const loaded = questionnaireFiles.flatMap((file) => {
    const { questionnaire } = load(file);
    return questionnaire ? [{ file, questionnaire }] : [];
  });

  it.each(loaded)('$file can be asked to its end, and the response is valid and reads back', ({ questionnaire }) => {
    const answers = askToTheEnd(questionnaire);
    const context = { id: 'r', authoredAt: new Date(0), subjectId: 's', language: 'en' } as const;
    const response = toQuestionnaireResponse(questionnaire, answers, context);
    expect(validateResponse(questionnaire.source, response, 'response', valueSets)).toEqual([]);
    expect(fromQuestionnaireResponse(questionnaire, response, 'response')).toEqual({ answers, findings: [] });
  });
});

function askToTheEnd(questionnaire: Questionnaire): Answers {
  const interview = { questionnaire, places };
  let session = startSession(questionnaire, { subject: 's', language: 'en', startedAt: '2020-05-08T00:00:00Z' });
  for (let turn = 0; turn <= questionnaire.questions.length; turn += 1) {
    const step = currentStep(interview, session);
    if (step.kind !== 'question') break;
    expect(step.question.text.en, step.question.linkId).toEqual(expect.any(String));
    session = answerStep(interview, session, anyAnswer(step.question));
  }
  expect(currentStep(interview, session)).toEqual({ kind: 'done', endedAtOnce: false });
  return sessionAnswers(interview, session);
}

describe('the 7 example responses of SDC', () => {
  it('are all there, and each has its case', () => {
    expect(responseFiles).toHaveLength(7);
    const cases = readJson('cases/sdc-responses.json') as { name: string }[];
    expect(cases.map(({ name }) => name).sort()).toEqual([...responseFiles].sort());
  });

  const byUrl = new Map(
    questionnaireFiles.map((file) => {
      const { resource } = parseQuestionnaire(example(file), file);
      return [resource!.url!, resource!];
    }),
  );

  testCases('sdc-responses.json', ({ name }) => {
    const response = example(name) as { questionnaire: string; contained?: { resourceType: string }[] };
    const inside = response.contained?.find(({ resourceType }) => resourceType === 'Questionnaire');
    const source = inside
      ? parseQuestionnaire(inside, name).resource
      : byUrl.get(response.questionnaire.split('|')[0]!);
    if (!source) return { refused: `Its questionnaire ${response.questionnaire} is not in the package.` };
    const findings = validateResponse(source, response, name, valueSets);
    return { questionnaire: source.url, findings: [...new Set(reasons(findings))] };
  });
});

describe('enableWhen agrees with the test questionnaire of SDC', () => {
  const { questionnaire, findings } = load('example/Questionnaire-questionnaire-sdc-test-enableWhen.json');
  const { cases } = readJson('../../../vectors/questionnaire/sdc-enable-when.json') as {
    cases: { name: string; answers: Answers; shown: string[]; hidden: string[] }[];
  };

  it('which loads', () => expect(findings).toEqual([]));

  it.each(cases)('$name', ({ answers, shown, hidden }) => {
    const shows = (linkId: string) => isShown(questionnaire!, linkId, answers);
    expect(shown.filter((linkId) => !shows(linkId))).toEqual([]);
    expect(hidden.filter(shows)).toEqual([]);
  });

  it('and every conditional item of it is tried both ways', () => {
    const conditional = questionnaire!.questions.filter(({ conditions }) => conditions.length > 0);
    const tried = (side: 'shown' | 'hidden') => new Set(cases.flatMap((each) => each[side]));
    for (const { linkId } of conditional) {
      expect(tried('shown'), linkId).toContain(linkId);
      expect(tried('hidden'), linkId).toContain(linkId);
    }
  });
});
