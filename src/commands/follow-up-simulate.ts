import { addDays, jstDate } from '../base/jst.ts';
import { Problem } from '../base/problem.ts';
import {
  compileFollowUp,
  type FollowUp,
  type Happening,
  jitterOf,
  type Plan,
  type Simulation,
  type Story,
  type StoryId,
  simulateFollowUp,
  storyIds,
  storyOf,
} from '../engines/follow-up/index.ts';
import { type Outcome, severityOf } from '../engines/guidance/index.ts';
import { commandConfig } from './command-config.ts';
import { soundContent } from './content-at.ts';
import { readHistory } from './follow-up/history-file.ts';
import { jstTime, timelineTable } from './follow-up/timeline-table.ts';
import { counted, print } from './print.ts';
import { instantOption } from './time-options.ts';

const noPack = {
  code: 'cli.no-such-pack',
  status: 404,
  title: "There is no disease pack '{pack}'; there are {known}.",
} as const;
const noPlan = {
  code: 'cli.no-such-plan',
  status: 404,
  title: "There is no follow-up plan '{plan}' in {pack}; there are {known}.",
} as const;
const nothingToPlay = {
  code: 'cli.nothing-to-simulate',
  status: 400,
  title: 'Name a plan with --plan, or a file with --history that begins with an answer or an enrolment.',
} as const;
const badDays = {
  code: 'cli.bad-days',
  status: 400,
  title: "--days '{days}' is no number of days from 1 to 400.",
} as const;

export interface SimulateOptions {
  readonly plan?: string;
  readonly days: string;
  readonly start: string;
  readonly story: StoryId | 'all';
  readonly history?: string;
  readonly pack: string;
  readonly resident: string;
  readonly json?: boolean;
}

/** Draws what somebody would get, and when, and why: with the plans that are in the content now. Nothing is sent or stored. */
export async function followUpSimulateCommand(options: SimulateOptions): Promise<void> {
  const days = Number(options.days);
  if (!Number.isInteger(days) || days < 1 || days > 400) throw new Problem(badDays, { days: options.days });
  const startMs = instantOption('--start', options.start).getTime();
  // What can be refused quickly is, before all content is read.
  const history = options.history === undefined ? undefined : await readHistory(options.history);
  if (!history && options.plan === undefined) throw new Problem(nothingToPlay);
  const { programme, plans } = await followUpContent(options.pack);
  const followUp = compileFollowUp(programme, plans);
  const stories = storiesOf(options, plans, startMs, history);
  const jitterMs = jitterOf(options.resident, followUp.spreadMs);
  const runs = stories.map((story) => {
    const untilMs = (story.happenings[0]?.atMs ?? startMs) + days * 86_400_000;
    return { story, untilMs, simulation: simulateFollowUp(followUp, story, untilMs, jitterMs) };
  });
  if (options.json)
    return print(
      JSON.stringify(
        runs.map(({ story, simulation }) => asJson(story, simulation)),
        null,
        2,
      ),
    );
  for (const { story, untilMs, simulation } of runs) draw(followUp, story, untilMs, simulation);
}

async function followUpContent(name: string) {
  const content = await soundContent(commandConfig().MIMAMORI_CONTENT);
  const pack = content.packs.get(name);
  if (!pack) throw new Problem(noPack, { pack: name, known: [...content.packs.keys()].join(', ') });
  return pack.followUp;
}

function storiesOf(
  { plan: id, pack, story, history: file }: SimulateOptions,
  plans: readonly Plan[],
  startMs: number,
  history: Story['happenings'] | undefined,
): Story[] {
  const first = id === undefined ? undefined : firstAnswer(planNamed(id, plans, pack), startMs);
  if (history) {
    const begins = first ? [{ atMs: startMs, what: first }] : [];
    const happenings = [...begins, ...history].sort((a, b) => a.atMs - b.atMs);
    const { what } = happenings[0]!;
    if (what.does !== 'answers' && what.does !== 'is-enrolled') throw new Problem(nothingToPlay);
    return [{ id: 'history', title: file!, happenings }];
  }
  const ids = story === 'all' ? storyIds : [story];
  return ids.map((each) => storyOf(each, startMs, first!));
}

function planNamed(id: string, plans: readonly Plan[], pack: string): Plan {
  const plan = plans.find((one) => one.id === id);
  if (!plan) throw new Problem(noPlan, { plan: id, pack, known: plans.map((one) => one.id).join(', ') });
  return plan;
}

/** The answer with which somebody comes into a plan: its mildest outcome, on the first day of what there is. */
function firstAnswer(plan: Plan, startMs: number): Extract<Happening, { does: 'answers' }> {
  const outcome = [...plan.outcomes].sort((a, b) => severityOf(a) - severityOf(b))[0]!;
  const on = jstDate(new Date(startMs));
  const withoutSymptoms: readonly Outcome[] = ['EXPOSED_WATCH', 'UNMEASURED', 'NOSX_HIGH', 'NOSX_LOW'];
  const anySymptom = !withoutSymptoms.includes(outcome);
  return {
    does: 'answers',
    outcome,
    anySymptom,
    ...(anySymptom && { onsetOn: on }),
    ...(plan.ends.exposureDays !== undefined && { exposedOn: addDays(on, -2) }),
    atRisk: outcome.endsWith('_HIGH'),
  };
}

const asJson = (story: Story, { timeline, state }: Simulation) => ({
  story: story.id,
  timeline: timeline.map(({ atMs, windowMs, ...entry }) => ({
    at: new Date(atMs).toISOString(),
    ...entry,
    ...(windowMs && { window: windowMs.map((ms) => new Date(ms).toISOString()) }),
  })),
  state,
});

function draw(followUp: FollowUp, story: Story, untilMs: number, { timeline, state }: Simulation): void {
  print(`${story.id}: ${story.title}\n`);
  print(timelineTable(timeline));
  const messages = timeline.filter(({ windowMs }) => windowMs).length;
  const staff = timeline.filter(({ what }) => what === 'board').length;
  const left = state?.ended
    ? `over (${state.ended.reason})`
    : `in plan ${state?.plan} v${followUp.plans.get(state?.plan ?? '')?.plan.version}`;
  print(
    `\nBy ${jstTime(untilMs)}: ${counted(messages, 'message')}, ${counted(staff, 'time')} before staff, ${left}.\n`,
  );
}
