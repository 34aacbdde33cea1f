import { describe } from 'vitest';
import { shippedFollowUp } from '../../../test/support/shipped-follow-up.ts';
import { testCasesAt } from '../../../test/support/test-cases.ts';
import {
  type Happening,
  jitterOf,
  type Story,
  type StoryId,
  simulateFollowUp,
  storyOf,
  type TimelineEntry,
} from './index.ts';

type At = { readonly at: string };
type First = Extract<Happening, { does: 'answers' }> & At;

/** A person's month: a typical story after a first answer, or everything they do, one by one. */
interface StoryCase {
  readonly name: string;
  readonly days: number;
  readonly first?: First;
  readonly story?: StoryId;
  readonly happenings?: readonly (Happening & At)[];
  readonly programmeEnds?: string;
}

const instant = (local: string) => Date.parse(`${local.replace(' ', 'T')}:00+09:00`);
const local = (ms: number) => new Date(ms + 9 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

function line({ atMs, what, windowMs, outcome, board, end, plan, why }: TimelineEntry): string {
  const told = board ?? end ?? outcome;
  const promised = windowMs ? ` (from ${local(windowMs[0]).slice(11)})` : '';
  const because = why ? ` because of ${why.plan} ${why.rule}` : '';
  return `${local(atMs)} ${what}${told ? ` ${told}` : ''}${promised}${because}; ${plan ?? 'nobody asks'}`;
}

const happening = <T extends At>({ at, ...what }: T) => ({ atMs: instant(at), what: what as unknown as Happening });

describe('somebody’s follow-up', () => {
  testCasesAt<StoryCase>(new URL('./cases/stories.json', import.meta.url), (one) => {
    const followUp = shippedFollowUp(one.programmeEnds ? new Date(instant(one.programmeEnds)) : undefined);
    const first = one.first && happening(one.first);
    const story: Story =
      first && one.story
        ? storyOf(one.story, first.atMs, first.what as Extract<Happening, { does: 'answers' }>)
        : { id: one.name, title: one.name, happenings: (one.happenings ?? []).map(happening) };
    const until = story.happenings[0]!.atMs + one.days * 86_400_000;
    return simulateFollowUp(followUp, story, until, jitterOf('resident', followUp.spreadMs)).timeline.map(line);
  });
});
