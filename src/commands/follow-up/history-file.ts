import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type OnDate, parseOnDate } from '../../base/jst.ts';
import { Problem } from '../../base/problem.ts';
import type { Story } from '../../engines/follow-up/index.ts';
import { isOutcome, type Outcome } from '../../engines/guidance/index.ts';
import { instantOption } from '../time-options.ts';

const noFile = {
  code: 'cli.no-history',
  status: 404,
  title: 'There is no file {file} to read a history from.',
} as const;
const badFile = {
  code: 'cli.bad-history',
  status: 400,
  title: '{file} is no history: {fault}. `mimamori follow-up simulate --help` shows one.',
} as const;

const at = z.string();
const outcome = z.string().transform((text, context): Outcome => {
  if (!isOutcome(text)) context.addIssue(`there is no outcome '${text}'`);
  return text as Outcome;
});
const onDate = z.string().transform((text, context): OnDate => {
  const on = parseOnDate(text);
  if (on === undefined) context.addIssue(`'${text}' is no date`);
  return on ?? (text as OnDate);
});
const schema = z
  .array(
    z.discriminatedUnion('does', [
      z.strictObject({
        at,
        does: z.literal('answers'),
        outcome,
        anySymptom: z.boolean(),
        strong: z.array(z.string()).optional(),
        onsetOn: onDate.optional(),
        exposedOn: onDate.optional(),
        atRisk: z.boolean().optional(),
        contacted: z.enum(['not_yet', 'called', 'visited', 'cannot_connect']).optional(),
      }),
      z.strictObject({ at, does: z.enum(['stops', 'resumes', 'is-enrolled', 'is-released']) }),
      z.strictObject({ at, does: z.literal('changes-reach'), reach: z.enum(['line', 'phone', 'blocked']) }),
      z.strictObject({ at, does: z.literal('meets-new-rules'), outcome }),
    ]),
  )
  .min(1);

/** What somebody did, from a file of JSON. @throws Problem that names the first fault */
export async function readHistory(file: string): Promise<Story['happenings']> {
  const read = schema.safeParse(await parsed(file));
  if (!read.success) {
    const { path, message } = read.error.issues[0]!;
    throw new Problem(badFile, { file, fault: `${path.join('.') || 'the file'}: ${message}` });
  }
  return read.data.map(({ at: time, ...what }) => ({ atMs: instantOption('at', time).getTime(), what }));
}

async function parsed(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR') throw new Problem(noFile, { file });
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(badFile, { file, fault: 'it is not JSON' });
  }
}
