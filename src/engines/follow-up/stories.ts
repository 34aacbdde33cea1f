import type { OnDate } from '../../base/jst.ts';
import type { Outcome } from '../guidance/index.ts';
import type { DueMessage } from './next-due.ts';
import type { Reach } from './state.ts';

/** What somebody does, told relative to the plan: nothing here knows an outcome's meaning. */
export type Happening =
  | {
      readonly does: 'answers';
      readonly outcome: Outcome;
      readonly anySymptom: boolean;
      readonly strong?: readonly string[] | undefined;
      readonly onsetOn?: OnDate | undefined;
      readonly exposedOn?: OnDate | undefined;
      readonly atRisk?: boolean | undefined;
      readonly contacted?: 'not_yet' | 'called' | 'visited' | 'cannot_connect' | undefined;
    }
  | { readonly does: 'stops' | 'resumes' | 'is-enrolled' | 'is-released' }
  | { readonly does: 'changes-reach'; readonly reach: Reach }
  | { readonly does: 'meets-new-rules'; readonly outcome: Outcome };

/** Somebody's way: what they do by themselves, and what a message brings them to. */
export interface Story {
  readonly id: string;
  readonly title: string;
  /** At fixed instants, the first answer among them. */
  readonly happenings: readonly { readonly atMs: number; readonly what: Happening }[];
  /** What they do so many minutes after their nth message; undefined: nothing. */
  readonly reply?: (
    message: DueMessage,
    nth: number,
  ) => { readonly afterMinutes: number; readonly what: Happening } | undefined;
}

export const storyIds = ['recovers', 'never-answers', 'worsens', 'blocks', 'stops', 'rules-change'] as const;
export type StoryId = (typeof storyIds)[number];

const titles: Readonly<Record<StoryId, string>> = {
  recovers: 'answers each time; without symptoms from the fourth answer on',
  'never-answers': 'never answers again',
  worsens: 'answers worse the second time, and could not get through to the centre',
  blocks: 'answers once, then blocks the account',
  stops: 'answers once, then stops the messages',
  'rules-change': 'never answers again; on the third day other rules make the outcome rise',
};

/** A typical story that begins with this answer. */
export function storyOf(id: StoryId, firstMs: number, first: Extract<Happening, { does: 'answers' }>): Story {
  const begins = { atMs: firstMs, what: first };
  const day = 86_400_000;
  const same = { ...first };
  const well: Happening = { ...same, outcome: 'NOSX_LOW', anySymptom: false, strong: [], onsetOn: undefined };
  const worse: Happening = {
    ...same,
    outcome: 'CONSULT_STRONG',
    anySymptom: true,
    strong: ['dyspnoea'],
    contacted: 'cannot_connect',
  };
  const base = { id, title: titles[id], happenings: [begins] };
  switch (id) {
    case 'recovers':
      return { ...base, reply: (_, nth) => ({ afterMinutes: 20, what: nth < 4 ? same : well }) };
    case 'never-answers':
      return base;
    case 'worsens':
      return {
        ...base,
        reply: (_, nth) => (nth > 3 ? undefined : { afterMinutes: 20, what: nth === 2 ? worse : same }),
      };
    case 'blocks':
      return {
        ...base,
        reply: (_, nth) =>
          nth === 1
            ? { afterMinutes: 20, what: same }
            : nth === 2
              ? { afterMinutes: 5, what: { does: 'changes-reach', reach: 'blocked' } }
              : undefined,
      };
    case 'stops':
      return {
        ...base,
        reply: (_, nth) =>
          nth === 1 ? { afterMinutes: 20, what: same } : { afterMinutes: 1, what: { does: 'stops' } },
      };
    case 'rules-change':
      return {
        ...base,
        happenings: [
          begins,
          { atMs: firstMs + 3 * day, what: { does: 'meets-new-rules', outcome: 'CONSULT_DURATION' } },
        ],
      };
  }
}
