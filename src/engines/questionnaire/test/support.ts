import { readFileSync } from 'node:fs';
import { testCasesAt } from '../../../../test/support/test-cases.ts';
import type { Places } from '../../../base/places.ts';
import { japanesePlaces } from '../../places/index.ts';
import { type Interview, loadQuestionnaire, type Questionnaire } from '../index.ts';

const folder = new URL('../', import.meta.url);

/** JSON by its path from the engine's folder. Only tests read files: the engine itself gets what was parsed. */
export const readJson = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));

const packs = '../../../content/packs/covid-19/questionnaires/';

export const contentJson = (name: 'ps-initial' | 'ps-daily'): unknown => readJson(`${packs}${name}.json`);

export function shipped(name: 'ps-initial' | 'ps-daily'): Questionnaire {
  const { questionnaire, findings } = loadQuestionnaire(contentJson(name), name);
  if (!questionnaire) throw new Error(JSON.stringify(findings));
  return questionnaire;
}

export const places: Places = japanesePlaces();

export const interviewOn = (name: 'ps-initial' | 'ps-daily'): Interview => ({ questionnaire: shipped(name), places });

/** One test per case of `cases/<file>` of this engine. */
export const testCases = <Input extends { readonly name: string }>(
  file: string,
  run: (input: Input) => unknown,
): void => testCasesAt(new URL(`cases/${file}`, folder), run);
