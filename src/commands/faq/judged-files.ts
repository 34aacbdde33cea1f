import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { Problem } from '../../base/problem.ts';
import type { JudgedQuery, SearchEntry } from '../../engines/faq-search/index.ts';
import { japanesePlaces } from '../../engines/places/index.ts';

const unreadable = {
  code: 'cli.bad-judged-file',
  status: 400,
  title: '{file} cannot be read as {what}: {why}. Mend it and run the command again.',
} as const;

const corpusShape = z.record(z.string(), z.string());
const queriesShape = z.array(
  z.object({ id: z.union([z.string(), z.number()]), query: z.string(), qrels: z.record(z.string(), z.number()) }),
);

const answerMark = '\nAnswer: ';

/** Entries from `{"id": "Question: …\nAnswer: …"}`. @throws Problem that names what is wrong */
export async function readCorpus(file: string): Promise<SearchEntry[]> {
  const corpus = await readJson(file, 'a corpus', corpusShape);
  return Object.entries(corpus).map(([id, text]) => {
    const at = text.indexOf(answerMark);
    const question = at < 0 ? text : text.slice(0, at);
    return {
      id,
      question: question.replace(/^Question: /, ''),
      phrasings: [],
      answer: at < 0 ? '' : text.slice(at + answerMark.length),
    };
  });
}

/** Queries from `[{"id", "query", "qrels": {"id": grade}}]`. @throws Problem that names what is wrong */
export async function readQueries(file: string): Promise<JudgedQuery[]> {
  const queries = await readJson(file, 'judged queries', queriesShape);
  return queries.map(({ query, qrels }) => ({ text: query, grades: qrels }));
}

async function readJson<T>(file: string, what: string, shape: z.ZodType<T>): Promise<T> {
  const refuse = (why: string) => new Problem(unreadable, { file, what, why });
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw refuse(error instanceof SyntaxError ? 'it is not JSON' : 'there is no such file');
  }
  const parsed = shape.safeParse(json);
  if (!parsed.success) throw refuse(`at ${parsed.error.issues[0]!.path.join('.') || 'its top'} the shape is another`);
  return parsed.data;
}

/** A place that so many of the entries name is their own, and tells none apart. */
const ownPlaceShare = 0.05;

/** The municipality that the entries are about, with and without what kind it is, if there is one. */
export function ownPlaces(entries: readonly SearchEntry[]): string[] {
  const places = japanesePlaces();
  const names = new Set(
    places.prefectures().flatMap(({ code }) => places.municipalitiesIn(code).map(({ name }) => name)),
  );
  const texts = entries.map(({ question, answer }) => `${question}\n${answer}`);
  const counted = [...names].map((name) => ({ name, count: texts.filter((text) => text.includes(name)).length }));
  const most = counted.reduce((a, b) => (b.count > a.count ? b : a), { name: '', count: 0 });
  if (most.count < entries.length * ownPlaceShare) return [];
  const bare = most.name.slice(0, -1);
  return bare.length >= 2 ? [most.name, bare] : [most.name];
}
